package io.carillon.bench.wire;

import static java.nio.charset.StandardCharsets.US_ASCII;
import static org.assertj.core.api.Assertions.assertThat;

import java.nio.ByteBuffer;
import org.junit.jupiter.api.Test;

final class TokenTest {

    private final Token tokens = new Token();

    @Test
    void a_token_is_sixteen_digits_of_time_eight_of_sequence_and_a_letter() {
        byte[] text = new byte[Token.LENGTH];

        Token.write(text, 0, 0x0123456789abcdefL, 0xfedcba98, Token.ECHO);

        assertThat(new String(text, US_ASCII)).isEqualTo("#T0123456789abcdeffedcba98B");
    }

    @Test
    void what_was_written_is_read() {
        for (long due : new long[] {0, 1, 9, 10, 0xa0b0c0d0e0fL, Long.MAX_VALUE, -1}) {
            byte[] text = "{\"data\":\"#T0000000000000000deadbeefA\"}".getBytes(US_ASCII);
            ByteBuffer bytes = ByteBuffer.wrap(text);
            Token.write(text, 9, due, 0x7fedcba9, Token.MESSAGE);

            int token = tokens.find(bytes, 0, text.length);

            assertThat(token).isEqualTo(9);
            assertThat(Token.due(bytes, token)).isEqualTo(due);
            assertThat(Token.sequence(bytes, token)).isEqualTo(0x7fedcba9);
            assertThat(Token.kind(bytes, token)).isEqualTo(Token.MESSAGE);
        }
    }

    @Test
    void a_token_is_found_though_it_stands_elsewhere_than_the_one_before() {
        String token = "#T000000000000000100000002A";
        ByteBuffer bytes = ByteBuffer.wrap(("abc" + token + "#" + token + token).getBytes(US_ASCII));

        assertThat(tokens.find(bytes, 0, 30)).isEqualTo(3);
        assertThat(tokens.find(bytes, 30, 28)).isEqualTo(31);
        assertThat(tokens.find(bytes, 58, 27)).isEqualTo(58);
    }

    @Test
    void a_token_that_is_cut_short_is_none() {
        ByteBuffer bytes = ByteBuffer.wrap("xx#T000000000000000100000002A".getBytes(US_ASCII));

        assertThat(tokens.find(bytes, 0, 28)).isEqualTo(-1);
        assertThat(tokens.find(bytes, 0, 29)).isEqualTo(2);
    }

    @Test
    void a_payload_is_padded_and_never_shorter_than_its_token() {
        assertThat(Payload.blank(30)).isEqualTo("#T000000000000000000000000Axxx");
        assertThat(Payload.blank(1)).isEqualTo("#T000000000000000000000000A");
    }
}
