package io.carillon.faults.client;

import com.fasterxml.jackson.databind.ObjectMapper;
import io.carillon.faults.history.History;
import io.netty.bootstrap.Bootstrap;
import io.netty.channel.ChannelOption;
import io.netty.channel.EventLoop;
import io.netty.channel.MultiThreadIoEventLoopGroup;
import io.netty.channel.nio.NioIoHandler;
import io.netty.channel.socket.nio.NioSocketChannel;
import java.util.concurrent.TimeUnit;

/** Thousands of clients in one process, on a few event loops. Closing it cuts all their connections. */
public final class Crowd implements AutoCloseable {

    static final ObjectMapper JSON = new ObjectMapper();

    private static final int LOOPS = 2;
    private static final int CONNECT_MILLIS = 10_000;

    private final App app;
    private final History history;
    private final MultiThreadIoEventLoopGroup loops = new MultiThreadIoEventLoopGroup(LOOPS, NioIoHandler.newFactory());

    public Crowd(App app, History history) {
        this.app = app;
        this.history = history;
    }

    /** A client that is not connected yet, and that writes down all that it hears. */
    public Client client(String name, Route route) {
        return new Client(this, name, route, true);
    }

    /** A client that fills the room: of what it hears it writes down only what concerns itself. */
    public Client extra(String name, Route route) {
        return new Client(this, name, route, false);
    }

    /** Many clients on one channel, none of whom is there yet. */
    public Audience audience(Route route, String channel) {
        return new Audience(this, route.next(), channel);
    }

    App app() {
        return app;
    }

    History history() {
        return history;
    }

    EventLoop nextLoop() {
        return (EventLoop) loops.next();
    }

    Bootstrap bootstrap(EventLoop loop) {
        return new Bootstrap()
                .group(loop)
                .channel(NioSocketChannel.class)
                .option(ChannelOption.TCP_NODELAY, true)
                .option(ChannelOption.CONNECT_TIMEOUT_MILLIS, CONNECT_MILLIS);
    }

    @Override
    public void close() {
        loops.shutdownGracefully(0, 2, TimeUnit.SECONDS).awaitUninterruptibly(5, TimeUnit.SECONDS);
    }
}
