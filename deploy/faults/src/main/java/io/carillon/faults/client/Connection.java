package io.carillon.faults.client;

import io.carillon.faults.process.Address;
import io.netty.channel.Channel;
import io.netty.channel.ChannelHandlerContext;
import io.netty.channel.ChannelInitializer;
import io.netty.channel.SimpleChannelInboundHandler;
import io.netty.handler.codec.http.HttpClientCodec;
import io.netty.handler.codec.http.HttpObjectAggregator;
import io.netty.handler.codec.http.websocketx.CloseWebSocketFrame;
import io.netty.handler.codec.http.websocketx.TextWebSocketFrame;
import io.netty.handler.codec.http.websocketx.WebSocketClientProtocolConfig;
import io.netty.handler.codec.http.websocketx.WebSocketClientProtocolHandler;
import io.netty.handler.codec.http.websocketx.WebSocketClientProtocolHandler.ClientHandshakeStateEvent;
import io.netty.handler.codec.http.websocketx.WebSocketFrame;

/** The bytes of one connection of a client: handshake, frames, close. */
// A close is answered by the end of the connection.
@SuppressWarnings("FutureReturnValueIgnored")
final class Connection extends ChannelInitializer<Channel> {

    private static final int LARGEST_ANSWER = 16 * 1024;
    private static final int LARGEST_FRAME = 4 * 1024 * 1024;
    private static final long HANDSHAKE_MILLIS = 15_000;
    private static final int NO_CODE = 1005;

    private final Client client;
    private final String uri;

    Connection(Client client, Address address, String key) {
        this.client = client;
        this.uri = "ws://" + address + "/app/" + key + "?protocol=7&client=faults&version=1";
    }

    @Override
    protected void initChannel(Channel channel) {
        WebSocketClientProtocolConfig config = WebSocketClientProtocolConfig.newBuilder()
                .webSocketUri(uri)
                .handleCloseFrames(false)
                .maxFramePayloadLength(LARGEST_FRAME)
                .handshakeTimeoutMillis(HANDSHAKE_MILLIS)
                .build();
        channel.pipeline()
                .addLast(
                        new HttpClientCodec(),
                        new HttpObjectAggregator(LARGEST_ANSWER),
                        new WebSocketClientProtocolHandler(config),
                        new Frames());
    }

    private final class Frames extends SimpleChannelInboundHandler<WebSocketFrame> {

        private boolean told;

        @Override
        public void userEventTriggered(ChannelHandlerContext context, Object event) {
            if (event == ClientHandshakeStateEvent.HANDSHAKE_COMPLETE) {
                client.opened(context.channel());
            }
        }

        @Override
        protected void channelRead0(ChannelHandlerContext context, WebSocketFrame frame) {
            if (frame instanceof TextWebSocketFrame text) {
                client.heard(text.text());
            } else if (frame instanceof CloseWebSocketFrame close) {
                told = true;
                int code = close.statusCode() < 0 ? NO_CODE : close.statusCode();
                client.closed(context.channel(), code, close.reasonText());
                context.writeAndFlush(new CloseWebSocketFrame(true, 0)).addListener(sent -> context.close());
            }
        }

        @Override
        public void channelInactive(ChannelHandlerContext context) {
            if (!told) {
                told = true;
                client.cut(context.channel());
            }
        }

        @Override
        public void exceptionCaught(ChannelHandlerContext context, Throwable cause) {
            context.close();
        }
    }
}
