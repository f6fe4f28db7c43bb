package io.carillon.bench.dialect;

import io.netty.buffer.ByteBuf;

/** How one kind of server is joined, published to, and understood. Used by one thread. */
public sealed interface Dialect permits PusherDialect, RawDialect {

    /** The target of the request that upgrades a connection meant for this channel. */
    String subscribeTarget(String channel);

    /** Whether the upgrade has already joined the channel, so that no frame has to be waited for. */
    boolean joinsWithUpgrade();

    /** What a text that is no delivery means to a connection meant for this channel. */
    Reply hear(String text, String channel);

    /** The name of the i-th channel; {@code clientsPublish} where clients are to publish over their own connections. */
    String channelName(String prefix, int index, boolean clientsPublish);

    /** The text by which a client publishes the payload. */
    String clientMessage(String channel, String payload);

    /** The body of a publish request. */
    String publishBody(String channel, String payload);

    /** Writes the whole publish request, signed now; the body is sent as it is. */
    void writePublishRequest(ByteBuf out, String channel, byte[] body);
}
