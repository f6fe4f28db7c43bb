package io.carillon.bench.load;

import io.carillon.bench.wire.ReusedBuffer;
import io.netty.bootstrap.Bootstrap;
import io.netty.channel.ChannelOption;
import io.netty.channel.EventLoop;
import io.netty.channel.MultiThreadIoEventLoopGroup;
import io.netty.channel.epoll.Epoll;
import io.netty.channel.epoll.EpollChannelOption;
import io.netty.channel.epoll.EpollIoHandler;
import io.netty.channel.epoll.EpollSocketChannel;
import java.net.InetSocketAddress;
import java.nio.ByteBuffer;
import java.util.concurrent.TimeUnit;

/** One event loop, one buffer to read into, and how connections are opened. */
final class Network implements AutoCloseable {

    private final MultiThreadIoEventLoopGroup group;
    private final EventLoop loop;
    private final ReusedBuffer received = new ReusedBuffer();
    private final Bootstrap bootstrap;
    private final String host;

    Network(InetSocketAddress server) {
        if (!Epoll.isAvailable()) {
            Throwable cause = Epoll.unavailabilityCause();
            throw new LoadException("The generator needs Linux on x86-64 with epoll, which it cannot use here: "
                    + (cause == null ? "unknown cause" : cause.getMessage()));
        }
        group = new MultiThreadIoEventLoopGroup(1, EpollIoHandler.newFactory());
        loop = group.next();
        host = server.getHostString() + ":" + server.getPort();
        bootstrap = new Bootstrap()
                .group(loop)
                .channelFactory(this::newChannel)
                .option(ChannelOption.TCP_NODELAY, true)
                // Hanging up resets the connection: ten thousand waiting in TIME_WAIT would be in the next run's way.
                .option(ChannelOption.SO_LINGER, 0)
                .option(EpollChannelOption.IP_BIND_ADDRESS_NO_PORT, true);
    }

    private EpollSocketChannel newChannel() {
        var channel = new EpollSocketChannel();
        channel.config().setRecvByteBufAllocator(received);
        return channel;
    }

    EventLoop loop() {
        return loop;
    }

    /** A bootstrap of one's own. */
    Bootstrap bootstrap() {
        return bootstrap.clone();
    }

    /** What was read last, index for index as in the buffer that a handler is given. */
    ByteBuffer bytes() {
        return received.bytes();
    }

    /** The server as it stands in a Host header. */
    String host() {
        return host;
    }

    @Override
    public void close() {
        group.shutdownGracefully(0, 1, TimeUnit.SECONDS).awaitUninterruptibly(2, TimeUnit.SECONDS);
    }
}
