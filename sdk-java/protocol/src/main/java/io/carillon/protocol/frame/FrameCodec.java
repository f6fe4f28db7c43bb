package io.carillon.protocol.frame;

import io.carillon.protocol.ChannelName;

/** How frames look as bytes. An implementation holds no state of a connection and may be called from any thread. */
public interface FrameCodec {

    /**
     * Reads one message of a client.
     *
     * <p>Never throws on what a client sent: a message that cannot be read becomes a {@link ClientFrame.Malformed}, whose
     * reason has one of these codes: {@code frame_invalid} for what is not a JSON object with a string {@code event} and
     * parts of the right type, {@code channel_missing}, {@code signin_invalid} without both {@code auth} and
     * {@code user_data}, or what {@link ChannelName#of} says of the channel. Keys nobody knows are skipped; of a repeated
     * key the last one counts. The module's {@code vectors/client-frames.json} has an example of each.
     *
     * @param message holds the message's bytes, valid UTF-8, from {@code offset} on; not kept
     * @param offset index of the first byte
     * @param length number of bytes
     */
    ClientFrame decode(byte[] message, int offset, int length);

    /**
     * Writes one frame as the bytes of one message. Never throws: half a surrogate pair, which UTF-8 cannot hold, becomes
     * a question mark.
     */
    byte[] encode(ServerFrame frame);
}
