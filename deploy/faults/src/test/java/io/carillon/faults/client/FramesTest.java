package io.carillon.faults.client;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.HexFormat;
import org.junit.jupiter.api.Test;

final class FramesTest {

    @Test
    void a_text_is_one_masked_frame() {
        assertThat(hex(Frames.text("Hello"))).isEqualTo("81 85 12 34 56 78 5a 51 3a 14 7d");
    }

    @Test
    void a_length_is_written_in_the_fewest_bytes() {
        assertThat(hex(Frames.head(Frames.TEXT, 125))).isEqualTo("01 fd 12 34 56 78");
        assertThat(hex(Frames.head(Frames.TEXT, 126))).isEqualTo("01 fe 00 7e 12 34 56 78");
        assertThat(hex(Frames.head(Frames.TEXT, 65_536))).isEqualTo("01 ff 00 00 00 00 00 01 00 00 12 34 56 78");
    }

    @Test
    void a_length_that_nobody_may_write_is_written() {
        assertThat(hex(Frames.head(Frames.FIN | Frames.TEXT, Long.MIN_VALUE)))
                .isEqualTo("81 ff 80 00 00 00 00 00 00 00 12 34 56 78");
    }

    @Test
    void what_is_not_masked_has_no_mask() {
        assertThat(hex(Frames.unmasked("Hi"))).isEqualTo("81 02 48 69");
    }

    private static String hex(byte[] bytes) {
        return HexFormat.ofDelimiter(" ").formatHex(bytes);
    }
}
