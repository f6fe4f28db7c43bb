package io.carillon.faults.client;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.carillon.faults.process.Address;
import io.netty.bootstrap.ServerBootstrap;
import io.netty.channel.Channel;
import io.netty.channel.ChannelHandlerContext;
import io.netty.channel.ChannelInitializer;
import io.netty.channel.MultiThreadIoEventLoopGroup;
import io.netty.channel.SimpleChannelInboundHandler;
import io.netty.channel.nio.NioIoHandler;
import io.netty.channel.socket.nio.NioServerSocketChannel;
import io.netty.handler.codec.http.HttpObjectAggregator;
import io.netty.handler.codec.http.HttpServerCodec;
import io.netty.handler.codec.http.websocketx.CloseWebSocketFrame;
import io.netty.handler.codec.http.websocketx.TextWebSocketFrame;
import io.netty.handler.codec.http.websocketx.WebSocketServerProtocolConfig;
import io.netty.handler.codec.http.websocketx.WebSocketServerProtocolHandler;
import io.netty.handler.codec.http.websocketx.WebSocketServerProtocolHandler.HandshakeComplete;
import java.net.InetSocketAddress;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;

/** The least of a Pusher server: greets, grants every channel, and says or closes what the test tells it. */
@SuppressWarnings("FutureReturnValueIgnored")
final class TinyPusher implements AutoCloseable {

    private static final ObjectMapper JSON = new ObjectMapper();

    private final MultiThreadIoEventLoopGroup loop = new MultiThreadIoEventLoopGroup(1, NioIoHandler.newFactory());
    private final BlockingQueue<Channel> connections = new LinkedBlockingQueue<>();
    private final BlockingQueue<String> received = new LinkedBlockingQueue<>();
    private final Channel server;

    TinyPusher() {
        server = new ServerBootstrap()
                .group(loop)
                .channel(NioServerSocketChannel.class)
                .childHandler(new ChannelInitializer<Channel>() {
                    @Override
                    protected void initChannel(Channel channel) {
                        channel.pipeline()
                                .addLast(
                                        new HttpServerCodec(),
                                        new HttpObjectAggregator(8192),
                                        new WebSocketServerProtocolHandler(WebSocketServerProtocolConfig.newBuilder()
                                                .websocketPath("/app")
                                                .checkStartsWith(true)
                                                .sendCloseFrame(null)
                                                .build()),
                                        new Frames());
                    }
                })
                .bind("127.0.0.1", 0)
                .syncUninterruptibly()
                .channel();
    }

    Route route() {
        var address = Address.local(((InetSocketAddress) server.localAddress()).getPort());
        return () -> new Route.Stop("tiny", address);
    }

    /** The next connection that was greeted. */
    Channel connection() throws InterruptedException {
        Channel connection = connections.poll(10, TimeUnit.SECONDS);
        if (connection == null) {
            throw new AssertionError("nobody came");
        }
        return connection;
    }

    /** The next frame from any client. */
    JsonNode frame() throws Exception {
        String frame = received.poll(10, TimeUnit.SECONDS);
        if (frame == null) {
            throw new AssertionError("nobody said anything");
        }
        return JSON.readTree(frame);
    }

    boolean hasNobodyNewWithin(long millis) throws InterruptedException {
        return connections.poll(millis, TimeUnit.MILLISECONDS) == null;
    }

    static void say(Channel connection, String frame) {
        connection.writeAndFlush(new TextWebSocketFrame(frame));
    }

    static void close(Channel connection, int code) {
        connection.writeAndFlush(new CloseWebSocketFrame(code, "go"));
    }

    @Override
    public void close() {
        server.close();
        loop.shutdownGracefully(0, 1, TimeUnit.SECONDS);
    }

    private final class Frames extends SimpleChannelInboundHandler<TextWebSocketFrame> {
        @Override
        public void userEventTriggered(ChannelHandlerContext context, Object event) {
            if (event instanceof HandshakeComplete) {
                say(
                        context.channel(),
                        "{\"event\":\"pusher:connection_established\",\"data\":\"{\\\"socket_id\\\":\\\"1.2\\\"}\"}");
                connections.add(context.channel());
            }
        }

        @Override
        protected void channelRead0(ChannelHandlerContext context, TextWebSocketFrame frame) throws Exception {
            received.add(frame.text());
            JsonNode said = JSON.readTree(frame.text());
            if (said.path("event").asText().equals("pusher:subscribe")) {
                String channel = said.path("data").path("channel").asText();
                say(
                        context.channel(),
                        "{\"event\":\"pusher_internal:subscription_succeeded\",\"channel\":\"" + channel
                                + "\",\"data\":\"{\\\"presence\\\":{\\\"ids\\\":[\\\"bob\\\"]}}\"}");
            }
        }
    }
}
