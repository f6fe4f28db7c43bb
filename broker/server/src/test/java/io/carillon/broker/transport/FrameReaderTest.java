package io.carillon.broker.transport;

import static org.assertj.core.api.Assertions.assertThat;

import io.carillon.broker.metrics.BrokerMetrics;
import io.carillon.protocol.CloseCode;
import io.netty.buffer.ByteBuf;
import io.netty.buffer.Unpooled;
import io.netty.channel.DefaultEventLoop;
import java.io.ByteArrayOutputStream;
import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Random;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.IntRange;
import net.jqwik.api.constraints.Size;
import org.junit.jupiter.api.Test;

class FrameReaderTest {

    private static final int FIN = 0x80;
    private static final InboundLimits LIMITS = new InboundLimits(1000, 20, 100, 10);

    private final Wheel wheel = new Wheel(1);
    private final NettyLoop loop = new NettyLoop(
            new DefaultEventLoop(),
            settings(),
            new PusherFrameCodec(),
            new BrokerMetrics(),
            new NofileBudget(0, 4096),
            wheel);
    private final List<String> heard = new ArrayList<>();
    private final FrameReader reader = new FrameReader(LIMITS, loop);

    private final FrameReader.Sink sink = new FrameReader.Sink() {
        @Override
        public void onText(byte[] bytes, int length) {
            heard.add("text " + new String(bytes, 0, length, StandardCharsets.UTF_8));
        }

        @Override
        public void onBinary(byte[] bytes, int length) {
            heard.add("binary " + Arrays.hashCode(Arrays.copyOf(bytes, length)));
        }

        @Override
        public void onPing(byte[] bytes, int length) {
            heard.add("ping " + new String(bytes, 0, length, StandardCharsets.UTF_8));
        }

        @Override
        public void onPong() {
            heard.add("pong");
        }

        @Override
        public void onClose(int code) {
            heard.add("close " + code);
        }

        @Override
        public void onBroken(CloseCode code, String reason) {
            heard.add("broken " + code.code() + " " + reason);
        }
    };

    @Test
    void a_message_in_one_frame() {
        read(text("hello"));

        assertThat(heard).containsExactly("text hello");
    }

    @Test
    void messages_of_all_lengths_around_the_edges_of_the_encoding() {
        var large = new FrameReader(new InboundLimits(70_000, 20, 100, 10), loop);
        for (int length : new int[] {0, 1, 7, 8, 9, 125, 126, 127, 65535, 65536}) {
            heard.clear();

            large.read(Unpooled.wrappedBuffer(text("x".repeat(length))), sink);

            assertThat(heard).containsExactly("text " + "x".repeat(length));
        }
    }

    @Test
    void control_frames_may_come_between_fragments() {
        read(
                frame(1, "one "),
                frame(FIN | 9, "are you there"),
                frame(0, "two "),
                frame(FIN | 10, ""),
                frame(FIN, "three"));

        assertThat(heard).containsExactly("ping are you there", "pong", "text one two three");
    }

    @Test
    void whatever_is_cut_in_two_at_any_byte_reads_the_same() {
        byte[] conversation = join(
                text("hällo"),
                frame(1, "fr\u00e4g"),
                frame(FIN | 9, "ping"),
                frame(0, ""),
                frame(FIN, "ments 😀"),
                frame(FIN | 2, "binary"),
                text("y".repeat(200)),
                close(1000, "bye"));
        for (int cut = 0; cut <= conversation.length; cut++) {
            heard.clear();
            var whole = new FrameReader(LIMITS, loop);

            whole.read(Unpooled.wrappedBuffer(conversation, 0, cut), sink);
            whole.read(Unpooled.wrappedBuffer(conversation, cut, conversation.length - cut), sink);

            assertThat(heard)
                    .as("cut at %d", cut)
                    .containsExactly(
                            "text hällo",
                            "ping ping",
                            "text frägments 😀",
                            "binary " + Arrays.hashCode("binary".getBytes(StandardCharsets.UTF_8)),
                            "text " + "y".repeat(200),
                            "close 1000");
        }
    }

    @Test
    void a_compressed_frame_is_refused_since_no_compression_was_agreed_on() {
        read(frame(FIN | 0x40 | 1, "\u0001"));

        assertThat(heard).containsExactly("broken 1002 Reserved bits are set, and no extension was agreed on");
    }

    @Test
    void reserved_bits_and_opcodes_are_refused() {
        for (int first : new int[] {0xa1, 0x91, 0xc1, 0x83, 0x84, 0x87, 0x8b, 0x8f}) {
            heard.clear();

            new FrameReader(LIMITS, loop).read(Unpooled.wrappedBuffer(frame(first, "")), sink);

            assertThat(heard)
                    .as(Integer.toHexString(first))
                    .singleElement()
                    .asString()
                    .startsWith("broken 1002 ");
        }
    }

    @Test
    void a_frame_without_a_mask_is_refused() {
        read(new byte[] {(byte) 0x81, 1, 'a'});

        assertThat(heard).containsExactly("broken 1002 Frames from clients must be masked");
    }

    @Test
    void a_length_beyond_2_to_the_63_is_refused() {
        read(head(0x81, 0xff, 0x80, 0, 0, 0, 0, 0, 0, 0, 1, 2, 3, 4));

        assertThat(heard)
                .containsExactly("broken 1002 A length must be written in the fewest bytes and be less than 2^63");
    }

    @Test
    void a_length_in_more_bytes_than_needed_is_refused() {
        read(head(0x81, 0xfe, 0, 125, 1, 2, 3, 4));

        assertThat(heard).singleElement().asString().startsWith("broken 1002 A length must be written");
    }

    @Test
    void a_length_beyond_the_limit_is_refused_before_the_message_comes() {
        read(head(0x81, 0xff, 0x7f, 0xff, 0xff, 0xff, 0xff, 0xff, 0xff, 0xff, 1, 2, 3, 4));

        assertThat(heard).containsExactly("broken 1009 Message too big: at most 1000 bytes are allowed");
    }

    @Test
    void all_fragments_together_are_limited() {
        read(frame(1, "x".repeat(600)), frame(0, "x".repeat(401)));

        assertThat(heard).containsExactly("broken 1009 Message too big: at most 1000 bytes are allowed");
    }

    @Test
    void the_number_of_fragments_is_limited() {
        read(frame(1, ""));
        for (int i = 0; i < 20; i++) {
            read(frame(0, ""));
        }

        assertThat(heard).containsExactly("broken 1009 Message in too many fragments: at most 20 are allowed");
    }

    @Test
    void what_all_unfinished_messages_take_is_limited() {
        List<FrameReader> readers = new ArrayList<>();
        while (heard.isEmpty()) {
            var another = new FrameReader(LIMITS, loop);
            readers.add(another);
            another.read(Unpooled.wrappedBuffer(frame(1, "x".repeat(900))), sink);
        }

        assertThat(heard)
                .singleElement()
                .asString()
                .startsWith("broken 4100 The node holds too many unfinished messages");
        assertThat(readers).hasSize(1 + 10_000 / 900);
        readers.forEach(FrameReader::close);
        heard.clear();

        read(frame(1, "x".repeat(900)), frame(FIN, ""));

        assertThat(heard).containsExactly("text " + "x".repeat(900));
    }

    @Test
    void fragments_must_follow_a_beginning_and_a_beginning_an_end() {
        read(frame(FIN, "x"));
        assertThat(heard).containsExactly("broken 1002 Continuation of nothing");

        heard.clear();
        new FrameReader(LIMITS, loop).read(Unpooled.wrappedBuffer(frame(1, "a"), text("b")), sink);
        assertThat(heard).containsExactly("broken 1002 A new message began before the last one ended");
    }

    @Test
    void control_frames_are_short_and_whole() {
        read(frame(9, "x"));
        assertThat(heard).containsExactly("broken 1002 Control frames must not be fragmented");

        heard.clear();
        new FrameReader(LIMITS, loop).read(Unpooled.wrappedBuffer(frame(FIN | 9, "x".repeat(126))), sink);
        assertThat(heard).containsExactly("broken 1002 Control frames hold at most 125 bytes");
    }

    @Test
    void text_must_be_utf8_and_fails_at_the_byte_that_is_not() {
        byte[] wrong = frameOf(1, new byte[] {'o', 'k', (byte) 0xed, (byte) 0xa0});

        read(wrong);

        assertThat(heard).as("before the message's end").containsExactly("broken 1007 Text frames must be valid UTF-8");
    }

    @Test
    void half_a_character_may_end_a_fragment_but_not_a_message() {
        read(frameOf(1, new byte[] {(byte) 0xc3}), frameOf(FIN, new byte[] {(byte) 0xa4}));
        assertThat(heard).containsExactly("text ä");

        heard.clear();
        read(frameOf(FIN | 1, new byte[] {(byte) 0xc3}));
        assertThat(heard).containsExactly("broken 1007 Text frames must be valid UTF-8");
    }

    @Test
    void close_codes_that_may_not_be_sent_are_refused() {
        for (int code : new int[] {0, 999, 1004, 1005, 1006, 1015, 1016, 1100, 2000, 2999, 5000, 65535}) {
            heard.clear();

            new FrameReader(LIMITS, loop).read(Unpooled.wrappedBuffer(close(code, "")), sink);

            assertThat(heard).as("" + code).containsExactly("broken 1002 Not a close code that may be sent");
        }
        for (int code : new int[] {1000, 1001, 1002, 1003, 1007, 1011, 1014, 3000, 3999, 4000, 4999}) {
            heard.clear();

            new FrameReader(LIMITS, loop).read(Unpooled.wrappedBuffer(close(code, "bye")), sink);

            assertThat(heard).containsExactly("close " + code);
        }
    }

    @Test
    void a_close_frame_has_no_payload_or_a_code_and_a_readable_reason() {
        read(frame(FIN | 8, ""));
        assertThat(heard).containsExactly("close 1005");

        heard.clear();
        new FrameReader(LIMITS, loop).read(Unpooled.wrappedBuffer(frame(FIN | 8, "x")), sink);
        assertThat(heard).containsExactly("broken 1002 Not a close code that may be sent");

        heard.clear();
        byte[] unreadable = frameOf(FIN | 8, new byte[] {3, (byte) 0xe8, (byte) 0xff});
        new FrameReader(LIMITS, loop).read(Unpooled.wrappedBuffer(unreadable), sink);
        assertThat(heard).containsExactly("broken 1007 The reason of a close frame must be valid UTF-8");
    }

    @Test
    void nothing_is_read_after_a_close_frame() {
        read(frame(FIN | 8, ""), text("too late"));

        assertThat(heard).containsExactly("close 1005");
    }

    @Test
    void frames_within_a_second_are_limited_and_the_next_second_begins_anew() {
        for (int i = 0; i < 100; i++) {
            read(text("x"));
        }
        wheel.advanceTo(2);
        heard.clear();
        for (int i = 0; i < 100; i++) {
            read(text("x"));
        }
        assertThat(heard).hasSize(100).containsOnly("text x");

        read(text("x"));

        assertThat(heard).last().isEqualTo("broken 4100 More than 100 frames in a second: send fewer");
    }

    @Test
    void control_frames_within_a_second_are_limited_by_a_number_of_their_own() {
        for (int i = 0; i < 11; i++) {
            read(frame(FIN | 9, ""));
        }

        assertThat(heard)
                .hasSize(11)
                .last()
                .isEqualTo("broken 4100 More than 10 control frames in a second: send fewer");
    }

    @Property(tries = 3000)
    void whatever_bytes_come_are_read_or_refused_by_name(@ForAll byte[] bytes) {
        heard.clear();
        var fuzzed = new FrameReader(LIMITS, loop);

        fuzzed.read(Unpooled.wrappedBuffer(bytes), sink);
        fuzzed.close();

        assertThat(heard.stream().filter(what -> what.startsWith("broken")))
                .allMatch(what -> what.matches("broken (1002|1007|1009) .*"));
    }

    @Property(tries = 500)
    void a_message_reads_the_same_however_it_is_cut_into_fragments_and_packets(
            @ForAll @Size(max = 300) byte[] payload,
            @ForAll long seed,
            @ForAll @IntRange(min = 1, max = 8) int pieces) {
        heard.clear();
        var random = new Random(seed);
        var wire = new ByteArrayOutputStream();
        int from = 0;
        for (int piece = 0; piece < pieces; piece++) {
            boolean last = piece == pieces - 1;
            int to = last ? payload.length : from + random.nextInt(payload.length - from + 1);
            wire.writeBytes(frameOf((last ? FIN : 0) | (piece == 0 ? 2 : 0), Arrays.copyOfRange(payload, from, to)));
            from = to;
        }
        var cut = new FrameReader(LIMITS, loop);
        ByteBuf bytes = Unpooled.wrappedBuffer(wire.toByteArray());
        while (bytes.isReadable()) {
            cut.read(bytes.readSlice(1 + random.nextInt(bytes.readableBytes())), sink);
        }

        assertThat(heard).containsExactly("binary " + Arrays.hashCode(payload));
    }

    @Property(tries = 3000)
    void utf8_is_what_the_jdk_says_it_is(@ForAll byte[] bytes, @ForAll @IntRange(min = 0, max = 1000) int cutAt) {
        int cut = bytes.length == 0 ? 0 : cutAt % bytes.length;
        int state = Utf8.check(bytes, 0, cut, Utf8.COMPLETE);
        if (state != Utf8.INVALID) {
            state = Utf8.check(bytes, cut, bytes.length, state);
        }

        assertThat(state == Utf8.COMPLETE).isEqualTo(isUtf8(bytes));
    }

    @Property(tries = 1000)
    void text_is_utf8_however_it_is_cut(@ForAll String text, @ForAll @IntRange(min = 0, max = 1000) int cutAt) {
        utf8_is_what_the_jdk_says_it_is(text.getBytes(StandardCharsets.UTF_8), cutAt);
    }

    private static boolean isUtf8(byte[] bytes) {
        try {
            StandardCharsets.UTF_8.newDecoder().decode(ByteBuffer.wrap(bytes));
            return true;
        } catch (CharacterCodingException invalid) {
            return false;
        }
    }

    private void read(byte[]... frames) {
        reader.read(Unpooled.wrappedBuffer(join(frames)), sink);
    }

    private static byte[] text(String text) {
        return frame(FIN | 1, text);
    }

    private static byte[] frame(int first, String payload) {
        return frameOf(first, payload.getBytes(StandardCharsets.UTF_8));
    }

    private static byte[] frameOf(int first, byte[] payload) {
        return RawClient.frame(first, payload);
    }

    private static byte[] close(int code, String reason) {
        var payload = new ByteArrayOutputStream();
        payload.write(code >> 8);
        payload.write(code);
        payload.writeBytes(reason.getBytes(StandardCharsets.UTF_8));
        return frameOf(FIN | 8, payload.toByteArray());
    }

    private static byte[] head(int... bytes) {
        byte[] head = new byte[bytes.length];
        for (int i = 0; i < head.length; i++) {
            head[i] = (byte) bytes[i];
        }
        return head;
    }

    private static byte[] join(byte[]... parts) {
        var all = new ByteArrayOutputStream();
        for (byte[] part : parts) {
            all.writeBytes(part);
        }
        return all.toByteArray();
    }

    private static TransportSettings settings() {
        Duration second = Duration.ofSeconds(1);
        return new TransportSettings(
                0, 1000, 20, 100, 10, 10_000, 1 << 20, 1 << 18, second, second, 65536, second, second, second, second,
                second, 64, 10, 10, false, List.of());
    }
}
