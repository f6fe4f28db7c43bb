package io.carillon.acceptance.contract;

import static io.carillon.acceptance.wire.RawClient.BINARY;
import static io.carillon.acceptance.wire.RawClient.CLOSE;
import static io.carillon.acceptance.wire.RawClient.CONTINUATION;
import static io.carillon.acceptance.wire.RawClient.FIN;
import static io.carillon.acceptance.wire.RawClient.PING;
import static io.carillon.acceptance.wire.RawClient.PONG;
import static io.carillon.acceptance.wire.RawClient.TEXT;
import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import io.carillon.acceptance.server.Carillon;
import io.carillon.acceptance.server.CarillonServer;
import io.carillon.acceptance.wire.RawClient;
import java.io.ByteArrayOutputStream;
import java.io.UncheckedIOException;
import java.util.Arrays;
import java.util.HexFormat;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** The rules of RFC 6455 on the pipeline that carries Pusher's frames; Autobahn asks the rest. */
@ExtendWith(CarillonServer.class)
final class WebSocketRulesIT {

    private final Carillon carillon;

    WebSocketRulesIT(Carillon carillon) {
        this.carillon = carillon;
    }

    @Test
    void a_frame_without_a_mask_ends_it_with_1002() {
        RawClient alice = carillon.connect();

        alice.sendsBytes(RawClient.unmasked(FIN | TEXT, "{\"event\":\"pusher:ping\"}".getBytes(UTF_8)));

        alice.isClosedWith(1002);
    }

    @ParameterizedTest
    @ValueSource(ints = {0x40, 0x20, 0x10})
    void a_reserved_bit_without_an_extension_ends_it_with_1002(int bit) {
        RawClient alice = carillon.connect();

        alice.sends(FIN | bit | TEXT, "{\"event\":\"pusher:ping\"}".getBytes(UTF_8));

        alice.isClosedWith(1002);
    }

    @ParameterizedTest
    @ValueSource(ints = {3, 7, 11, 15})
    void a_reserved_opcode_ends_it_with_1002(int opcode) {
        RawClient alice = carillon.connect();

        alice.sends(FIN | opcode, new byte[0]);

        alice.isClosedWith(1002);
    }

    @ParameterizedTest
    @ValueSource(strings = {"ff", "c080", "eda080", "f4908080", "7b22e282", "c3"})
    void text_that_is_no_utf8_ends_it_with_1007(String hex) {
        RawClient alice = carillon.connect();

        alice.sends(FIN | TEXT, HexFormat.of().parseHex(hex));

        alice.isClosedWith(1007);
    }

    @Test
    void a_character_may_be_cut_by_fragments_but_not_be_wrong_across_them() {
        RawClient alice = carillon.connect();
        byte[] euro = "{\"event\":\"pusher:ping\",\"data\":\"€\"}".getBytes(UTF_8);
        int cut = new String(euro, UTF_8).indexOf('€') + 1;
        byte[] head = Arrays.copyOf(euro, cut);
        byte[] tail = Arrays.copyOfRange(euro, cut, euro.length);

        alice.sends(TEXT, head);
        alice.sends(FIN | CONTINUATION, tail);
        alice.hears("{\"event\":\"pusher:pong\",\"data\":\"{}\"}");
        alice.sends(TEXT, head);
        alice.sends(FIN | CONTINUATION, new byte[] {'}'});

        alice.isClosedWith(1007);
    }

    @Test
    void a_message_that_is_announced_too_large_ends_it_with_1009_before_it_is_sent() {
        RawClient alice = carillon.connect();

        alice.sendsBytes(new byte[] {(byte) (FIN | TEXT), (byte) 0xff, 0, 0, 0, 0, 0x40, 0, 0, 0, 1, 2, 3, 4});

        alice.isClosedWith(1009);
    }

    @Test
    void a_length_beyond_all_reason_ends_it() {
        RawClient alice = carillon.connect();

        alice.sendsBytes(new byte[] {(byte) (FIN | TEXT), (byte) 0xff, (byte) 0x80, 0, 0, 0, 0, 0, 0, 0, 1, 2, 3, 4});

        RawClient.Frame end = alice.nextFrame();
        assertThat(end.opcode()).isEqualTo(CLOSE);
        assertThat(end.closeCode()).isIn(1002, 1009);
    }

    @Test
    void fragments_that_add_up_to_too_much_end_it_with_1009() {
        RawClient alice = carillon.connect();
        byte[] chunk = new byte[60_000];
        Arrays.fill(chunk, (byte) 'x');

        alice.sends(TEXT, chunk);
        try {
            for (int sent = 0; sent < 200; sent++) {
                alice.sends(CONTINUATION, chunk);
            }
        } catch (UncheckedIOException cutOff) {
            // The server may have ended TCP before we were done.
        }

        RawClient.Frame end = alice.nextFrame();
        assertThat(end.closeCode()).isEqualTo(1009);
    }

    @ParameterizedTest
    @CsvSource({"0", "1", "125"})
    void a_ping_is_answered_with_its_own_words(int length) {
        RawClient alice = carillon.connect();
        byte[] words = "p".repeat(length).getBytes(UTF_8);

        alice.sends(FIN | PING, words);

        RawClient.Frame pong = alice.nextFrame();
        assertThat(pong.firstByte()).isEqualTo(FIN | PONG);
        assertThat(pong.payload()).isEqualTo(words);
    }

    @Test
    void a_pong_that_nobody_asked_for_is_fine() {
        RawClient alice = carillon.connect();

        alice.sends(FIN | PONG, "unasked".getBytes(UTF_8));

        alice.hearsNothingMore();
    }

    @ParameterizedTest
    @ValueSource(ints = {PING, PONG, CLOSE})
    void control_frames_are_short_and_whole(int opcode) {
        RawClient large = carillon.connect();
        RawClient cut = carillon.connect();

        large.sends(FIN | opcode, new byte[126]);
        large.isClosedWith(1002);
        cut.sends(opcode, new byte[2]);
        cut.isClosedWith(1002);
    }

    @Test
    void a_continuation_needs_a_beginning_and_a_beginning_its_end() {
        RawClient nothing = carillon.connect();
        RawClient twice = carillon.connect();

        nothing.sends(FIN | CONTINUATION, "x".getBytes(UTF_8));
        nothing.isClosedWith(1002);
        twice.sends(TEXT, "{".getBytes(UTF_8));
        twice.sends(FIN | TEXT, "}".getBytes(UTF_8));
        twice.isClosedWith(1002);
    }

    @ParameterizedTest
    @ValueSource(ints = {1000, 1001, 3000, 4999})
    void a_goodbye_is_answered_with_its_code_and_the_end_of_tcp(int code) {
        RawClient alice = carillon.connect();

        alice.sends(FIN | CLOSE, RawClient.closing(code, "bye"));

        RawClient.Frame answer = alice.nextFrame();
        assertThat(answer.opcode()).isEqualTo(CLOSE);
        assertThat(answer.closeCode()).isEqualTo(code);
        alice.tcpEnds();
    }

    @Test
    void a_goodbye_without_a_code_is_answered() {
        RawClient alice = carillon.connect();

        alice.sends(FIN | CLOSE, new byte[0]);

        RawClient.Frame answer = alice.nextFrame();
        assertThat(answer.opcode()).isEqualTo(CLOSE);
        assertThat(answer.closeCode()).isIn(1000, 1005);
        alice.tcpEnds();
    }

    @ParameterizedTest
    @ValueSource(ints = {0, 999, 1004, 1005, 1006, 1015, 2999, 5000, 65_535})
    void a_goodbye_with_a_code_that_must_not_be_sent_ends_it_with_1002(int code) {
        RawClient alice = carillon.connect();

        alice.sends(FIN | CLOSE, RawClient.closing(code, ""));

        alice.isClosedWith(1002);
    }

    @Test
    void a_goodbye_of_one_byte_ends_it_with_1002() {
        RawClient alice = carillon.connect();

        alice.sends(FIN | CLOSE, new byte[] {3});

        alice.isClosedWith(1002);
    }

    @Test
    void what_follows_a_goodbye_is_not_listened_to() {
        RawClient alice = carillon.connect();
        RawClient bob = carillon.connect();
        String channel = carillon.unique("private-goodbye");
        alice.isSubscribedTo(channel);
        bob.isSubscribedTo(channel);
        byte[] event = RawClient.masked(
                FIN | TEXT,
                ("{\"event\":\"client-late\",\"channel\":\"" + channel + "\",\"data\":\"1\"}").getBytes(UTF_8));
        byte[] goodbye = RawClient.masked(FIN | CLOSE, RawClient.closing(1000, ""));
        byte[] both = Arrays.copyOf(goodbye, goodbye.length + event.length);
        System.arraycopy(event, 0, both, goodbye.length, event.length);

        alice.sendsBytes(both);

        RawClient.Frame frame = alice.nextFrame();
        while (frame.opcode() == TEXT) {
            frame = alice.nextFrame();
        }
        assertThat(frame.opcode()).isEqualTo(CLOSE);
        bob.hearsNothingMore();
    }

    @Test
    void bytes_may_come_one_by_one() {
        RawClient alice = carillon.connect();

        for (byte octet : RawClient.masked(FIN | TEXT, "{\"event\":\"pusher:ping\"}".getBytes(UTF_8))) {
            alice.sendsBytes(new byte[] {octet});
        }

        alice.hears("{\"event\":\"pusher:pong\",\"data\":\"{}\"}");
    }

    @Test
    void many_frames_may_come_at_once() {
        RawClient alice = carillon.connect();
        var bytes = new ByteArrayOutputStream();
        for (int i = 0; i < 100; i++) {
            bytes.writeBytes(RawClient.masked(FIN | TEXT, "{\"event\":\"pusher:ping\"}".getBytes(UTF_8)));
        }

        alice.sendsBytes(bytes.toByteArray());

        for (int i = 0; i < 100; i++) {
            alice.hears("{\"event\":\"pusher:pong\",\"data\":\"{}\"}");
        }
    }

    @Test
    void a_half_sent_binary_message_does_not_stand_in_the_way() {
        RawClient alice = carillon.connect();

        alice.sends(BINARY, new byte[10]);
        alice.sends(FIN | CONTINUATION, new byte[10]);

        alice.hearsNothingMore();
    }
}
