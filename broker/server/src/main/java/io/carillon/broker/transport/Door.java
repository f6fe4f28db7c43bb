package io.carillon.broker.transport;

import io.netty.buffer.Unpooled;
import io.netty.channel.Channel;
import io.netty.channel.ChannelDuplexHandler;
import io.netty.channel.ChannelHandlerContext;
import io.netty.channel.ChannelPromise;
import io.netty.handler.codec.http.DefaultFullHttpResponse;
import io.netty.handler.codec.http.HttpHeaderNames;
import io.netty.handler.codec.http.HttpHeaderValues;
import io.netty.handler.codec.http.HttpHeaders;
import io.netty.handler.codec.http.HttpMethod;
import io.netty.handler.codec.http.HttpRequest;
import io.netty.handler.codec.http.HttpResponse;
import io.netty.handler.codec.http.HttpResponseStatus;
import io.netty.handler.codec.http.HttpVersion;
import io.netty.handler.codec.http.LastHttpContent;
import io.netty.handler.codec.http.TooLongHttpHeaderException;
import io.netty.handler.codec.http.TooLongHttpLineException;
import io.netty.handler.ssl.SslHandler;
import io.netty.util.ReferenceCountUtil;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;
import java.util.Base64;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Looks at each HTTP request before the framework does. An upgrade that is not exactly what RFC 6455, section 4.2.1 asks
 * for is refused and the connection closed, so that no proxy in front can be made to believe that it has become a tunnel.
 * One that is goes on, rid of what is not the framework's to judge.
 */
@SuppressWarnings("FutureReturnValueIgnored") // What Netty cannot do it tells the handlers; nobody awaits its futures.
final class Door extends ChannelDuplexHandler {

    /**
     * What the door found out about the client of an upgrade.
     *
     * @param arrival where the client wants to go
     * @param inbound the framework's handler, as it stood before the upgrade
     */
    record Admission(Arrival arrival, @Nullable ChannelHandlerContext inbound) {}

    /** What is answered to a request that goes no further. */
    private record Refusal(HttpResponseStatus status, String code, String message) {}

    private final Gate gate;
    private final Directions directions;
    private final TransportSettings settings;

    /** Requests that the framework has been given and has not answered. */
    private int unanswered;

    /** Waits for the answers to the requests before. */
    private @Nullable Refusal pending;

    private @Nullable Admission admission;
    private boolean refusing;
    private boolean closeBehindAnswer;

    Door(Gate gate, Directions directions, TransportSettings settings) {
        this.gate = gate;
        this.directions = directions;
        this.settings = settings;
    }

    /** The upgrade that is under way; null if there is none. */
    @Nullable
    Admission admission() {
        return admission;
    }

    @Override
    public void channelRead(ChannelHandlerContext ctx, Object message) {
        if (refusing || gate.isLeaving()) {
            ReferenceCountUtil.release(message);
            return;
        }
        if (message instanceof HttpRequest request) {
            if (gate.isUpgrading()) {
                // Something that is no answer to a 101 was sent along with the upgrade: a request in a request's
                // shadow.
                ReferenceCountUtil.release(message);
                refusing = true;
                ctx.close();
                return;
            }
            gate.headerRead();
            Refusal refusal = examine(ctx, request);
            if (refusal != null) {
                ReferenceCountUtil.release(message);
                refusing = true;
                pending = refusal;
                refuseIfItsTurn(ctx);
                return;
            }
            unanswered++;
        }
        if (message instanceof LastHttpContent) {
            gate.requestRead();
        }
        ctx.fireChannelRead(message);
    }

    private @Nullable Refusal examine(ChannelHandlerContext ctx, HttpRequest request) {
        Throwable unreadable = request.decoderResult().cause();
        if (unreadable instanceof TooLongHttpHeaderException
                || request.headers().size() > settings.maxHeaders()) {
            return new Refusal(
                    HttpResponseStatus.REQUEST_HEADER_FIELDS_TOO_LARGE,
                    "headers_too_large",
                    "The request's headers are too large or too many; at most " + settings.maxHeaders()
                            + " are allowed.");
        }
        if (unreadable instanceof TooLongHttpLineException) {
            return new Refusal(
                    HttpResponseStatus.REQUEST_URI_TOO_LONG, "uri_too_long", "The request's URI is too long.");
        }
        if (unreadable != null) {
            return new Refusal(HttpResponseStatus.BAD_REQUEST, "request_invalid", "This is no HTTP request.");
        }
        if (asksForWebSocket(request.headers())) {
            return examineUpgrade(ctx, request);
        }
        if (directions.leadsToApp(request.uri())) {
            return new Refusal(
                    HttpResponseStatus.UPGRADE_REQUIRED,
                    "websocket_required",
                    "This is where WebSockets connect: use a Pusher client, or send Connection: Upgrade and Upgrade:"
                            + " websocket.");
        }
        return null;
    }

    private static boolean asksForWebSocket(HttpHeaders headers) {
        return headers.containsValue(HttpHeaderNames.CONNECTION, HttpHeaderValues.UPGRADE, true)
                && headers.containsValue(HttpHeaderNames.UPGRADE, HttpHeaderValues.WEBSOCKET, true);
    }

    private @Nullable Refusal examineUpgrade(ChannelHandlerContext ctx, HttpRequest request) {
        HttpHeaders headers = request.headers();
        if (!isOurPort(ctx.channel())) {
            return new Refusal(
                    HttpResponseStatus.NOT_FOUND, "no_websocket_here", "No WebSockets are served on this port.");
        }
        if (!HttpMethod.GET.equals(request.method()) || !HttpVersion.HTTP_1_1.equals(request.protocolVersion())) {
            return badUpgrade("A WebSocket is asked for with GET and HTTP/1.1.");
        }
        if (headers.contains(HttpHeaderNames.TRANSFER_ENCODING)
                || !headers.get(HttpHeaderNames.CONTENT_LENGTH, "0").equals("0")) {
            return badUpgrade("A request for a WebSocket has no body.");
        }
        if (headers.getAll(HttpHeaderNames.HOST).size() != 1) {
            return badUpgrade("A request for a WebSocket has one Host header.");
        }
        if (headers.getAll(HttpHeaderNames.SEC_WEBSOCKET_VERSION).size() != 1
                || !"13".equals(headers.get(HttpHeaderNames.SEC_WEBSOCKET_VERSION))) {
            return new Refusal(
                    HttpResponseStatus.UPGRADE_REQUIRED,
                    "websocket_version_unsupported",
                    "Only version 13 of the WebSocket protocol is spoken here: send Sec-WebSocket-Version: 13.");
        }
        if (headers.getAll(HttpHeaderNames.SEC_WEBSOCKET_KEY).size() != 1
                || !isKey(headers.get(HttpHeaderNames.SEC_WEBSOCKET_KEY))) {
            return badUpgrade("Sec-WebSocket-Key must be there once, and be 16 bytes in Base64.");
        }
        if (unanswered > 0) {
            return badUpgrade("A WebSocket cannot be asked for while an earlier request is unanswered.");
        }
        admit(ctx, request);
        return null;
    }

    private static Refusal badUpgrade(String message) {
        return new Refusal(HttpResponseStatus.BAD_REQUEST, "upgrade_invalid", message);
    }

    private static boolean isKey(@Nullable String key) {
        try {
            return key != null && Base64.getDecoder().decode(key).length == 16;
        } catch (IllegalArgumentException notBase64) {
            return false;
        }
    }

    private boolean isOurPort(Channel channel) {
        return settings.ports().isEmpty()
                || (channel.localAddress() instanceof InetSocketAddress local
                        && settings.ports().contains(local.getPort()));
    }

    private void admit(ChannelHandlerContext ctx, HttpRequest request) {
        HttpHeaders headers = request.headers();
        // The framework answers 403 to a foreign Origin on localhost. Whose Origin is welcome is the app's to say.
        String origin = headers.get(HttpHeaderNames.ORIGIN);
        headers.remove(HttpHeaderNames.ORIGIN);
        headers.remove(HttpHeaderNames.SEC_WEBSOCKET_EXTENSIONS);
        String token = Directions.token(
                headers.get(HttpHeaderNames.AUTHORIZATION), headers.getAll(HttpHeaderNames.SEC_WEBSOCKET_PROTOCOL));
        headers.remove(HttpHeaderNames.AUTHORIZATION);
        offerOnlyWhatWeSpeak(headers);
        Arrival arrival = directions.read(request.uri(), origin, isSecure(ctx, headers), address(ctx, headers), token);
        request.setUri(directions.endpoint());
        admission = new Admission(arrival, TakeOver.InboundContext.of(ctx.pipeline()));
        gate.upgrading();
    }

    /** The endpoint echoes the one sub-protocol that is left. Clients that offered one fail if none comes back. */
    private static void offerOnlyWhatWeSpeak(HttpHeaders headers) {
        String spoken = Directions.subprotocol(headers.getAll(HttpHeaderNames.SEC_WEBSOCKET_PROTOCOL));
        if (spoken == null) {
            headers.remove(HttpHeaderNames.SEC_WEBSOCKET_PROTOCOL);
        } else {
            headers.set(HttpHeaderNames.SEC_WEBSOCKET_PROTOCOL, spoken);
        }
    }

    private boolean isSecure(ChannelHandlerContext ctx, HttpHeaders headers) {
        return ctx.pipeline().get(SslHandler.class) != null
                || (settings.trustForwardedProto() && "https".equalsIgnoreCase(headers.get("X-Forwarded-Proto")));
    }

    /** Of what proxies say, only the last word is that of the proxy in front of us; the others may be the client's own. */
    private @Nullable String address(ChannelHandlerContext ctx, HttpHeaders headers) {
        List<String> forwarded = settings.trustForwardedProto() ? headers.getAll("X-Forwarded-For") : List.of();
        if (!forwarded.isEmpty()) {
            String last = forwarded.get(forwarded.size() - 1);
            return last.substring(last.lastIndexOf(',') + 1).trim();
        }
        return ctx.channel().remoteAddress() instanceof InetSocketAddress remote && remote.getAddress() != null
                ? remote.getAddress().getHostAddress()
                : null;
    }

    @Override
    public void write(ChannelHandlerContext ctx, Object message, ChannelPromise promise) {
        ChannelPromise written = promise;
        if (message instanceof HttpResponse response) {
            int status = response.status().code();
            if (gate.isUpgrading() && status != 101) {
                // The framework, or a filter, would not have it. There is no going back to plain requests from here.
                response.headers().set(HttpHeaderNames.CONNECTION, HttpHeaderValues.CLOSE);
                closeBehindAnswer = true;
            }
            if (status == 101) {
                unanswered = 0;
            }
        }
        if (message instanceof LastHttpContent && unanswered > 0) {
            unanswered--;
            if (closeBehindAnswer) {
                written = promise.unvoid();
                written.addListener(done -> gate.leave());
            }
        }
        ctx.write(message, written);
        refuseIfItsTurn(ctx);
    }

    private void refuseIfItsTurn(ChannelHandlerContext ctx) {
        Refusal refusal = pending;
        if (refusal == null || unanswered > 0) {
            return;
        }
        pending = null;
        // In the form of the HTTP API, which most clients of this port know.
        byte[] body = ("{\"error\":\"" + refusal.message + "\",\"code\":" + refusal.status.code() + ",\"id\":\""
                        + refusal.code + "\"}\n")
                .getBytes(StandardCharsets.UTF_8);
        var response = new DefaultFullHttpResponse(HttpVersion.HTTP_1_1, refusal.status, Unpooled.wrappedBuffer(body));
        response.headers()
                .set(HttpHeaderNames.CONNECTION, HttpHeaderValues.CLOSE)
                .set(HttpHeaderNames.CONTENT_TYPE, HttpHeaderValues.APPLICATION_JSON)
                .setInt(HttpHeaderNames.CONTENT_LENGTH, body.length);
        if (refusal.status.equals(HttpResponseStatus.UPGRADE_REQUIRED)) {
            response.headers()
                    .set(HttpHeaderNames.UPGRADE, HttpHeaderValues.WEBSOCKET)
                    .set(HttpHeaderNames.SEC_WEBSOCKET_VERSION, "13");
        }
        ctx.writeAndFlush(response).addListener(done -> gate.leave());
    }
}
