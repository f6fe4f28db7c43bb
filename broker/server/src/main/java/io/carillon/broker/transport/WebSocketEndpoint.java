package io.carillon.broker.transport;

import io.micronaut.core.annotation.NonBlocking;
import io.micronaut.http.HttpRequest;
import io.micronaut.http.server.netty.NettyHttpRequest;
import io.micronaut.websocket.annotation.OnMessage;
import io.micronaut.websocket.annotation.OnOpen;
import io.micronaut.websocket.annotation.ServerWebSocket;
import io.netty.channel.Channel;
import io.netty.handler.codec.http.websocketx.WebSocketFrame;

/**
 * Where every WebSocket comes in, through routes and filters like any request. The {@link Door} leads those here, too,
 * that asked for another path, for a refusal before the upgrade looks to every client like trouble with the network.
 *
 * <p>There is no {@code @OnClose}, and there must be none: with one, taking the framework's handler out of the pipeline
 * closes the connection.
 */
@ServerWebSocket(value = "${carillon.broker.path-prefix:}/app/{key}", subprotocols = "*")
@SuppressWarnings("FutureReturnValueIgnored") // What Netty cannot do it tells the handlers; nobody awaits its futures.
final class WebSocketEndpoint {

    private final TakeOver takeOver;

    WebSocketEndpoint(TakeOver takeOver) {
        this.takeOver = takeOver;
    }

    @OnOpen
    @NonBlocking
    void onOpen(HttpRequest<?> request) {
        Channel channel =
                ((NettyHttpRequest<?>) request).getChannelHandlerContext().channel();
        Door door = channel.pipeline().get(Door.class);
        Door.Admission admission = door == null ? null : door.admission();
        if (admission == null) {
            // It came past the door, so nobody looked at it.
            channel.close();
            return;
        }
        // Not now: the framework is still building the pipeline that is to be replaced.
        channel.eventLoop().execute(() -> takeOver.of(channel, admission.arrival(), admission.inbound()));
    }

    /** Never called, since the {@link Gate} holds everything back until the take-over; required by the framework. */
    @OnMessage
    @NonBlocking
    void onMessage(WebSocketFrame frame) {
        frame.release();
        throw new IllegalStateException("a frame came past the gate");
    }
}
