package io.carillon.broker.transport;

import io.netty.buffer.ByteBuf;
import io.netty.buffer.Unpooled;
import io.netty.channel.Channel;
import io.netty.channel.ChannelHandlerContext;
import io.netty.channel.ChannelInboundHandler;
import io.netty.channel.socket.DuplexChannel;
import io.netty.handler.ssl.SslHandler;
import io.netty.util.ReferenceCountUtil;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The outermost handler of a connection that speaks HTTP: it sees bytes and a clock. Whoever takes too long to say what it
 * wants is sent away, and what a client sends behind its upgrade waits here until the connection is ours, so that nothing
 * is lost and nothing is ever taken for a second request.
 */
@SuppressWarnings("FutureReturnValueIgnored") // What Netty cannot do it tells the handlers; nobody awaits its futures.
final class Gate extends Wheel.Entry implements ChannelInboundHandler {

    private static final Logger LOG = LoggerFactory.getLogger(Gate.class);

    /** More than any client has reason to send before it has heard that it was upgraded. */
    private static final int MAX_HELD = 256 * 1024;

    private static final int LINGER_SECONDS = 2;

    private static final byte[] NO_ROOM = """
            HTTP/1.1 503 Service Unavailable\r
            Connection: close\r
            Retry-After: 5\r
            Content-Length: 0\r
            \r
            """.getBytes(StandardCharsets.US_ASCII);

    private enum Phase {
        /** No request is under way. */
        IDLE,
        HEADER,
        BODY,
        /** The upgrade is being answered. */
        UPGRADING,
        /** The last answer was sent. What still comes is thrown away, until the client has closed. */
        LEAVING
    }

    private final Channel channel;
    private final NettyLoop loop;
    private final Lobby lobby;

    private Phase phase = Phase.IDLE;
    private @Nullable InetAddress waitsFrom;
    private @Nullable ByteBuf held;

    Gate(Channel channel, NettyLoop loop, Lobby lobby) {
        this.channel = channel;
        this.loop = loop;
        this.lobby = lobby;
    }

    @Override
    public void handlerAdded(ChannelHandlerContext ctx) {
        if (!loop.budget().connected()) {
            sendAway(ctx, "no file descriptors are left");
            return;
        }
        if (ctx.channel().remoteAddress() instanceof InetSocketAddress remote && remote.getAddress() != null) {
            InetAddress address = remote.getAddress();
            if (!lobby.enter(address)) {
                sendAway(ctx, "too many wait to be served");
                return;
            }
            waitsFrom = address;
        }
        due(TransportSettings.seconds(loop.settings().headerDeadline()));
    }

    private void sendAway(ChannelHandlerContext ctx, String why) {
        loop.metrics().connectionsRefused.increment();
        LOG.debug("{} is sent away: {}", ctx.channel(), why);
        if (ctx.pipeline().get(SslHandler.class) == null) {
            ctx.writeAndFlush(Unpooled.wrappedBuffer(NO_ROOM));
        }
        leave();
    }

    @Override
    public void channelRead(ChannelHandlerContext ctx, Object message) {
        switch (phase) {
            case IDLE -> {
                phase = Phase.HEADER;
                due(TransportSettings.seconds(loop.settings().headerDeadline()));
                ctx.fireChannelRead(message);
            }
            case HEADER, BODY -> ctx.fireChannelRead(message);
            case UPGRADING -> hold(ctx, message);
            case LEAVING -> ReferenceCountUtil.release(message);
        }
    }

    private void hold(ChannelHandlerContext ctx, Object message) {
        if (!(message instanceof ByteBuf bytes)) {
            ReferenceCountUtil.release(message);
            return;
        }
        held = held == null ? bytes : ctx.alloc().compositeBuffer().addComponents(true, held, bytes);
        if (held.readableBytes() > MAX_HELD) {
            ctx.close();
        }
    }

    /** A request's header has come whole. */
    void headerRead() {
        leaveLobby();
        phase = Phase.BODY;
        due(TransportSettings.seconds(loop.settings().requestDeadline()));
    }

    /** A request has come whole. */
    void requestRead() {
        if (phase == Phase.BODY) {
            phase = Phase.IDLE;
            loop.wheel().remove(this);
        }
    }

    /** The request is an upgrade: what comes now is no HTTP. */
    void upgrading() {
        phase = Phase.UPGRADING;
        due(TransportSettings.seconds(loop.settings().greetingDeadline()));
    }

    boolean isUpgrading() {
        return phase == Phase.UPGRADING;
    }

    boolean isLeaving() {
        return phase == Phase.LEAVING;
    }

    /**
     * The last answer was written: closes the connection, but only after the client has read it. Closing at once would
     * reset the connection if something of the client's is unread, and a reset may overtake the answer.
     */
    void leave() {
        phase = Phase.LEAVING;
        leaveLobby();
        dropHeld();
        due(LINGER_SECONDS);
        if (channel.pipeline().get(SslHandler.class) == null && channel instanceof DuplexChannel duplex) {
            duplex.shutdownOutput();
            channel.config().setAutoRead(true);
        } else {
            channel.close();
        }
    }

    private void leaveLobby() {
        if (waitsFrom != null) {
            lobby.leave(waitsFrom);
            waitsFrom = null;
        }
    }

    private void dropHeld() {
        if (held != null) {
            held.release();
            held = null;
        }
    }

    private void due(int seconds) {
        loop.wheel().file(this, loop.wheel().now() + seconds);
    }

    @Override
    void expire(int now) {
        channel.close();
    }

    @Override
    void expiryFailed(RuntimeException failure) {
        LOG.warn("{} could not be closed", channel, failure);
    }

    @Override
    public void handlerRemoved(ChannelHandlerContext ctx) {
        loop.wheel().remove(this);
        leaveLobby();
        ByteBuf first = held;
        if (first != null) {
            held = null;
            ctx.fireChannelRead(first);
            ctx.fireChannelReadComplete();
        }
    }

    @Override
    public void channelInactive(ChannelHandlerContext ctx) {
        loop.wheel().remove(this);
        leaveLobby();
        dropHeld();
        loop.budget().disconnected();
        ctx.fireChannelInactive();
    }

    @Override
    @SuppressWarnings("deprecation") // Netty deprecates it for outbound handlers only; ours is inbound.
    public void exceptionCaught(ChannelHandlerContext ctx, Throwable cause) {
        ctx.fireExceptionCaught(cause);
    }

    @Override
    public void channelRegistered(ChannelHandlerContext ctx) {
        ctx.fireChannelRegistered();
    }

    @Override
    public void channelUnregistered(ChannelHandlerContext ctx) {
        ctx.fireChannelUnregistered();
    }

    @Override
    public void channelActive(ChannelHandlerContext ctx) {
        ctx.fireChannelActive();
    }

    @Override
    public void channelReadComplete(ChannelHandlerContext ctx) {
        ctx.fireChannelReadComplete();
    }

    @Override
    public void userEventTriggered(ChannelHandlerContext ctx, Object event) {
        ctx.fireUserEventTriggered(event);
    }

    @Override
    public void channelWritabilityChanged(ChannelHandlerContext ctx) {
        ctx.fireChannelWritabilityChanged();
    }
}
