package io.carillon.bench.wire;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.ByteArrayOutputStream;
import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

final class FrameScannerTest {

    private final FrameScanner scanner = new FrameScanner();
    private final List<String> heard = new ArrayList<>();

    @Test
    void many_frames_of_one_read_are_heard_in_order() {
        // Given
        byte[] stream = stream(frame(1, "one"), frame(9, ""), frame(1, "x".repeat(300)), frame(1, "y".repeat(70_000)));

        // When
        read(stream, stream.length);

        // Then
        assertThat(heard).containsExactly("1:one", "9:", "1:" + "x".repeat(300), "1:" + "y".repeat(70_000));
    }

    @Test
    void a_frame_is_heard_wherever_reads_tear_it() {
        byte[] stream = stream(
                frame(1, "one"),
                frame(1, "x".repeat(300)),
                frame(10, ""),
                frame(1, "y".repeat(70_000)),
                frame(1, "two"));
        List<String> whole = List.of("1:one", "1:" + "x".repeat(300), "10:", "1:" + "y".repeat(70_000), "1:two");

        for (int size : new int[] {1, 2, 3, 5, 7, 11, 126, 127, 299, 303, 65_536}) {
            // Given
            heard.clear();

            // When
            read(stream, size);

            // Then
            assertThat(heard).as("reads of %d bytes", size).isEqualTo(whole);
        }
    }

    @Test
    void a_torn_frame_is_not_heard_before_its_end() {
        byte[] frame = frame(1, "headline");

        scan(frame, 0, frame.length - 1);
        assertThat(heard).isEmpty();

        scan(frame, frame.length - 1, frame.length);
        assertThat(heard).containsExactly("1:headline");
    }

    @Test
    void a_masked_frame_is_refused() {
        assertThatThrownBy(() -> scan(new byte[] {(byte) 0x81, (byte) 0x80, 0, 0, 0, 0}, 0, 6))
                .isInstanceOf(WireException.class)
                .hasMessage("the server sent a masked frame; only clients mask (RFC 6455, 5.1)");
    }

    @Test
    void a_compressed_frame_is_refused() {
        assertThatThrownBy(() -> scan(new byte[] {(byte) 0xc1, 1, 'x'}, 0, 3))
                .isInstanceOf(WireException.class)
                .hasMessage("the server sent a frame of an extension that was not negotiated");
    }

    @Test
    void a_length_that_cannot_be_meant_is_refused() {
        assertThatThrownBy(() -> scan(new byte[] {(byte) 0x81, 127, -1, -1, -1, -1, -1, -1, -1, -1}, 0, 10))
                .isInstanceOf(WireException.class)
                .hasMessage("the server sent a frame of -1 bytes");
    }

    private void read(byte[] stream, int size) {
        for (int from = 0; from < stream.length; from += size) {
            scan(stream, from, Math.min(stream.length, from + size));
        }
    }

    private void scan(byte[] stream, int from, int end) {
        // As on the wire: what was read lies at the beginning of a buffer that is used again.
        ByteBuffer bytes = ByteBuffer.allocateDirect(end - from).put(0, stream, from, end - from);
        scanner.scan(bytes, 0, end - from, (opcode, in, at, length) -> {
            byte[] payload = new byte[length];
            in.get(at, payload);
            heard.add(opcode + ":" + new String(payload, UTF_8));
        });
    }

    private static byte[] stream(byte[]... frames) {
        var all = new ByteArrayOutputStream();
        for (byte[] frame : frames) {
            all.writeBytes(frame);
        }
        return all.toByteArray();
    }

    private static byte[] frame(int opcode, String text) {
        byte[] payload = text.getBytes(UTF_8);
        ByteBuffer frame = ByteBuffer.allocate(payload.length + 10).put((byte) (0x80 | opcode));
        if (payload.length < 126) {
            frame.put((byte) payload.length);
        } else if (payload.length < 65_536) {
            frame.put((byte) 126).putShort((short) payload.length);
        } else {
            frame.put((byte) 127).putLong(payload.length);
        }
        byte[] bytes = new byte[frame.put(payload).flip().remaining()];
        frame.get(bytes);
        return bytes;
    }
}
