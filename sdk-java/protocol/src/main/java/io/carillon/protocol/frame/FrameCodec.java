package io.carillon.protocol.frame;

/** How frames look as bytes. An implementation holds no state of a connection and may be called from any thread. */
public interface FrameCodec {

    /**
     * Reads one message of a client.
     *
     * <p>Never throws on what a client sent: a message that cannot be read becomes a {@link ClientFrame.Malformed}.
     *
     * @param message holds the message's bytes, valid UTF-8, from {@code offset} on; not kept
     * @param offset index of the first byte
     * @param length number of bytes
     */
    ClientFrame decode(byte[] message, int offset, int length);

    /** Writes one frame as the bytes of one message. */
    byte[] encode(ServerFrame frame);
}
