package io.carillon.bench.wire;

import static java.nio.charset.StandardCharsets.US_ASCII;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.netty.buffer.ByteBuf;
import io.netty.buffer.UnpooledByteBufAllocator;
import org.junit.jupiter.api.Test;

final class ClientMessageTest {

    @Test
    void each_sending_carries_its_own_token_in_a_masked_frame() {
        ClientMessage message = ClientMessage.around("{\"data\":\"" + Payload.blank(27) + "\"}");

        ByteBuf first = message.with(UnpooledByteBufAllocator.DEFAULT, 1, 2, Token.MESSAGE);
        ByteBuf second = message.with(UnpooledByteBufAllocator.DEFAULT, 3, 4, Token.ECHO);

        assertThat(first.toString(US_ASCII).substring(6)).isEqualTo("{\"data\":\"#T000000000000000100000002A\"}");
        assertThat(second.toString(US_ASCII).substring(6)).isEqualTo("{\"data\":\"#T000000000000000300000004B\"}");
        assertThat(first.getUnsignedByte(0)).isEqualTo((short) 0x81);
        assertThat(first.getUnsignedByte(1)).isEqualTo((short) (0x80 | 38));
        assertThat(first.getInt(2)).isZero();
    }

    @Test
    void a_longer_frame_has_two_bytes_of_length() {
        byte[] frame = ClientMessage.frame(FrameScanner.TEXT, new byte[300]);

        assertThat(frame).hasSize(308).startsWith(0x81, 0x80 | 126, 300 >> 8, 300 & 0xff, 0, 0, 0, 0);
    }

    @Test
    void a_text_without_a_payload_is_refused() {
        assertThatThrownBy(() -> ClientMessage.around("{}"))
                .isInstanceOf(WireException.class)
                .hasMessage("a message without a token");
    }
}
