package io.carillon.bench.dialect;

import io.netty.buffer.ByteBuf;
import io.netty.buffer.ByteBufUtil;
import java.nio.charset.StandardCharsets;
import java.time.Clock;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * Pusher's protocol 7 over the socket and its signed HTTP API.
 *
 * <p>A connection waits for {@code pusher:connection_established}, subscribes, and is ready with
 * {@code pusher_internal:subscription_succeeded}.
 */
public final class PusherDialect implements Dialect {

    private static final Pattern SOCKET_ID = Pattern.compile("socket_id\\\\?\"\\s*:\\s*\\\\?\"(\\d+\\.\\d+)");

    private final Credentials app;
    private final String event;
    private final Clock clock;
    private final PublishSigner signer;
    private final byte[] beforeQuery;
    private final byte[] afterQuery;

    /**
     * @param event the name of what is published; client events get {@code client-} before it
     */
    public PusherDialect(String host, Credentials app, String event, Clock clock) {
        this.app = app;
        this.event = event;
        this.clock = clock;
        this.signer = new PublishSigner(app);
        this.beforeQuery = ascii("POST " + PublishSigner.path(app) + "?");
        this.afterQuery =
                ascii(" HTTP/1.1\r\nHost: " + host + "\r\nContent-Type: application/json\r\nContent-Length: ");
    }

    @Override
    public String subscribeTarget(String channel) {
        return "/app/" + app.key() + "?protocol=7&client=bench&version=1.0&flash=false";
    }

    @Override
    public boolean joinsWithUpgrade() {
        return false;
    }

    @Override
    public Reply hear(String text, String channel) {
        // Every server spaces its JSON differently; event names are found all the same, and payloads are ours.
        if (text.contains("pusher:connection_established")) {
            return subscribe(text, channel);
        }
        if (text.contains("subscription_succeeded")) {
            return Reply.JOINED;
        }
        if (text.contains("pusher:ping")) {
            return new Reply.Say("{\"event\":\"pusher:pong\",\"data\":{}}");
        }
        if (text.contains("pusher:error") || text.contains("subscription_error")) {
            return new Reply.Complain(text);
        }
        return Reply.NOTHING;
    }

    private Reply subscribe(String established, String channel) {
        Matcher socketId = SOCKET_ID.matcher(established);
        if (!socketId.find()) {
            return new Reply.Complain("no socket id in " + established);
        }
        String auth = channel.startsWith("private-")
                ? ",\"auth\":\"" + app.key() + ":" + signer.sign(socketId.group(1) + ":" + channel) + "\""
                : "";
        return new Reply.Say("{\"event\":\"pusher:subscribe\",\"data\":{\"channel\":\"" + channel + "\"" + auth + "}}");
    }

    @Override
    public String channelName(String prefix, int index, boolean clientsPublish) {
        return (clientsPublish ? "private-" : "") + prefix + "c" + index;
    }

    @Override
    public String clientMessage(String channel, String payload) {
        return "{\"event\":\"client-" + event + "\",\"channel\":\"" + channel + "\",\"data\":\"" + payload + "\"}";
    }

    @Override
    public String publishBody(String channel, String payload) {
        return "{\"name\":\"" + event + "\",\"channel\":\"" + channel + "\",\"data\":\"" + payload + "\"}";
    }

    @Override
    public void writePublishRequest(ByteBuf out, String channel, byte[] body) {
        PublishSigner.Query query = signer.sign(body, clock.millis() / 1000);
        out.writeBytes(beforeQuery);
        out.writeBytes(query.bytes(), query.from(), query.length());
        out.writeBytes(afterQuery);
        ByteBufUtil.writeAscii(out, Integer.toString(body.length));
        ByteBufUtil.writeAscii(out, "\r\n\r\n");
        out.writeBytes(body);
    }

    private static byte[] ascii(String text) {
        return text.getBytes(StandardCharsets.US_ASCII);
    }
}
