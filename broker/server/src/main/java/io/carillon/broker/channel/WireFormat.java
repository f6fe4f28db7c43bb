package io.carillon.broker.channel;

import java.util.List;

/** How messages become bytes on the wire. */
public interface WireFormat {

    /**
     * Puts messages one behind the other, framed, so that they leave together.
     *
     * @param messages each the encoded form of one frame; at least one
     * @return to be released by the caller
     */
    Wire join(List<byte[]> messages);
}
