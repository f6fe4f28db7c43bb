package io.carillon.bench.dialect;

import io.netty.buffer.ByteBuf;
import io.netty.buffer.ByteBufUtil;

/**
 * The floor's: {@code GET /sub?ch=NAME} upgrades and joins, {@code POST /pub?ch=NAME} publishes the body, and a client's text
 * goes to the others in its channel.
 */
public final class RawDialect implements Dialect {

    private final String host;

    public RawDialect(String host) {
        this.host = host;
    }

    @Override
    public String subscribeTarget(String channel) {
        return "/sub?ch=" + channel;
    }

    @Override
    public boolean joinsWithUpgrade() {
        return true;
    }

    @Override
    public Reply hear(String text, String channel) {
        return Reply.NOTHING;
    }

    @Override
    public String channelName(String prefix, int index, boolean clientsPublish) {
        return prefix + "c" + index;
    }

    @Override
    public String clientMessage(String channel, String payload) {
        return payload;
    }

    @Override
    public String publishBody(String channel, String payload) {
        return payload;
    }

    @Override
    public void writePublishRequest(ByteBuf out, String channel, byte[] body) {
        ByteBufUtil.writeAscii(
                out,
                "POST /pub?ch=" + channel + " HTTP/1.1\r\nHost: " + host
                        + "\r\nContent-Type: text/plain\r\nContent-Length: " + body.length + "\r\n\r\n");
        out.writeBytes(body);
    }
}
