package io.carillon.broker.transport;

import io.carillon.protocol.CloseCode;
import io.netty.buffer.ByteBuf;
import io.netty.channel.Channel;
import io.netty.channel.ChannelHandlerContext;
import io.netty.channel.ChannelInboundHandler;
import io.netty.channel.socket.DuplexChannel;
import io.netty.channel.unix.FileDescriptor;
import io.netty.util.ReferenceCountUtil;
import java.io.IOException;
import java.time.Duration;
import java.util.Arrays;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The one handler of an upgraded connection: reads what comes in, watches over its life, and sees it to its end. Belongs
 * to the connection's loop.
 */
@SuppressWarnings("FutureReturnValueIgnored") // What Netty cannot do it tells the handlers; nobody awaits its futures.
final class WebSocketHandler extends Wheel.Entry
        implements ChannelInboundHandler, FrameReader.Sink, NettyClientLink.Owner {

    private static final Logger LOG = LoggerFactory.getLogger(WebSocketHandler.class);

    private static final int NEVER = -1;

    /** Pings that come within one read and are answered one by one; of any more only the latest is answered. */
    private static final int PONGS_PER_READ = 16;

    private enum Phase {
        /** Not yet let in or refused: nothing is read. */
        GREETING,
        OPEN,
        /** We have said goodbye and await the client's. */
        CLOSING,
        /** Nothing the client sends can be understood any more: it is read away until the client has closed. */
        LINGERING,
        GONE
    }

    private final NettyClientLink link;
    private final FrameReader reader;
    private MessageHandler messages;
    private Phase phase = Phase.GREETING;

    /** What arrived while nothing was to be read: a transport may have more in hand than it was asked for. */
    private @Nullable ByteBuf early;

    /** The latest ping of this read that was not answered. */
    private byte @Nullable [] lastPing;

    private int pongsThisRead;

    private int lastHeard;
    private int pinged = NEVER;
    private int slowSince = NEVER;

    /** When the present phase ends, if it is one that must. */
    private int phaseDue;

    WebSocketHandler(Channel channel, NettyLoop loop, @Nullable FileDescriptor descriptor, InboundLimits limits) {
        this.link = new NettyClientLink(channel, loop, descriptor, this);
        this.reader = new FrameReader(limits, loop);
        this.messages = new Unheard(link);
    }

    NettyClientLink link() {
        return link;
    }

    /** Begins to wait for what becomes of the client. */
    void greet() {
        dueIn(TransportSettings.seconds(settings().greetingDeadline()));
    }

    /** The client was let in: its messages are read from now on. If it has gone meanwhile, they are told so at once. */
    void letIn(MessageHandler messages) {
        this.messages = messages;
        if (phase == Phase.GREETING) {
            phase = Phase.OPEN;
            lastHeard = wheel().now();
            fileNext();
            resume();
        } else {
            // It hung up, or was told to go, before it was let in.
            depart();
            resume();
        }
    }

    /** The client was told why it is not let in; its close frame is read. */
    void turnAway() {
        if (phase == Phase.GREETING) {
            link.close(CloseCode.INTERNAL_ERROR, CloseCode.INTERNAL_ERROR.words());
        }
        resume();
    }

    private void resume() {
        if (phase == Phase.GONE) {
            return;
        }
        ByteBuf first = early;
        if (first != null) {
            early = null;
            read(first);
        }
        channel().config().setAutoRead(true);
    }

    @Override
    public void channelRead(ChannelHandlerContext ctx, Object message) {
        if (!(message instanceof ByteBuf bytes)) {
            ReferenceCountUtil.release(message);
        } else if (phase == Phase.GREETING) {
            early = early == null ? bytes : ctx.alloc().compositeBuffer().addComponents(true, early, bytes);
            if (early.readableBytes() > settings().maxMessageBytes()) {
                channel().close();
            }
        } else {
            read(bytes);
        }
    }

    private void read(ByteBuf bytes) {
        lastHeard = wheel().now();
        pinged = NEVER;
        try {
            reader.read(bytes, this);
        } finally {
            bytes.release();
        }
        if (lastPing != null) {
            link.sendFrame(FrameReader.PONG, lastPing, lastPing.length);
            lastPing = null;
        }
        pongsThisRead = 0;
    }

    @Override
    public void onText(byte[] bytes, int length) {
        if (phase != Phase.OPEN) {
            return;
        }
        link.nettyLoop().metrics().messagesReceived.increment();
        try {
            messages.onText(bytes, length);
        } catch (RuntimeException failure) {
            LOG.error("A message from {} could not be handled; the connection is closed", channel(), failure);
            messages.end(CloseCode.INTERNAL_ERROR, CloseCode.INTERNAL_ERROR.words());
        }
    }

    @Override
    public void onBinary(byte[] bytes, int length) {
        if (phase == Phase.OPEN) {
            messages.onBinary(bytes, length);
        }
    }

    @Override
    public void onPing(byte[] bytes, int length) {
        if (phase != Phase.OPEN || slowSince != NEVER) {
            // Whoever pings and does not read the answers gets no more of them.
            return;
        }
        if (++pongsThisRead <= PONGS_PER_READ) {
            link.sendFrame(FrameReader.PONG, bytes, length);
        } else {
            lastPing = Arrays.copyOf(bytes, length);
        }
    }

    @Override
    public void onPong() {
        // That something came was noted before.
    }

    @Override
    public void onClose(int code) {
        // The client is gone from this moment on, however long TCP takes: whoever asks next must not find it.
        depart();
        if (phase != Phase.CLOSING) {
            link.sendClose(code, "");
            enter(Phase.CLOSING, settings().closeTimeout());
        }
        link.closeBehind();
    }

    @Override
    public void onBroken(CloseCode code, String reason) {
        if (phase == Phase.OPEN) {
            (code == CloseCode.OVER_CAPACITY
                            ? link.nettyLoop().metrics().floodsClosed
                            : link.nettyLoop().metrics().protocolViolations)
                    .increment();
        }
        depart();
        link.sendClose(code.code(), reason);
        link.flush();
        enter(Phase.LINGERING, settings().closeTimeout());
        if (!link.isChannelBusy() && link.isPlain() && channel() instanceof DuplexChannel duplex) {
            // The client sees our close frame and the end. Closing outright would reset the connection, since unread
            // bytes are left, and a reset may overtake the close frame.
            duplex.shutdownOutput();
        }
    }

    @Override
    public void closing() {
        if (phase == Phase.OPEN || phase == Phase.GREETING) {
            enter(Phase.CLOSING, settings().closeTimeout());
        }
    }

    @Override
    public void cutOff() {
        enter(Phase.CLOSING, settings().slowConsumerGrace());
        // Not now: we may be in the middle of a broadcast to a list that this client would leave.
        link.nettyLoop().execute(this::depart);
    }

    private void depart() {
        try {
            messages.onGone();
        } catch (RuntimeException failure) {
            LOG.error("The departure of {} failed", channel(), failure);
        }
    }

    @Override
    void expire(int now) {
        switch (phase) {
            case GREETING -> {
                link.close(CloseCode.OVER_CAPACITY, CloseCode.OVER_CAPACITY.words());
                channel().config().setAutoRead(true);
            }
            case OPEN -> {
                if (!isSlowTooLong(now) && !isSilentTooLong(now)) {
                    fileNext();
                }
            }
            case CLOSING, LINGERING -> {
                if (now >= phaseDue) {
                    channel().close();
                } else {
                    wheel().file(this, phaseDue);
                }
            }
            case GONE -> {
                // Nothing is left to be done.
            }
        }
    }

    @Override
    void expiryFailed(RuntimeException failure) {
        LOG.error("A deadline of {} failed; the connection is closed", channel(), failure);
        channel().close();
    }

    private boolean isSlowTooLong(int now) {
        int allowed = TransportSettings.seconds(settings().slowConsumerTime());
        return slowSince != NEVER
                && now - slowSince >= allowed
                && link.cutOff(
                        "more than " + settings().pendingHighWater() + " bytes waited for " + allowed + " seconds");
    }

    private boolean isSilentTooLong(int now) {
        if (pinged != NEVER) {
            if (now - pinged >= TransportSettings.seconds(settings().pongTimeout())) {
                messages.end(CloseCode.NO_PONG, CloseCode.NO_PONG.words());
                return true;
            }
        } else if (now - lastHeard >= messages.activityTimeout()) {
            pinged = now;
            link.sendFrame(FrameReader.PING, new byte[0], 0);
        }
        return false;
    }

    /** Files the nearest deadline of an open connection. Later ones are found when it expires. */
    private void fileNext() {
        int due = pinged != NEVER
                ? pinged + TransportSettings.seconds(settings().pongTimeout())
                : lastHeard + messages.activityTimeout();
        if (slowSince != NEVER) {
            due = Math.min(due, slowSince + TransportSettings.seconds(settings().slowConsumerTime()));
        }
        wheel().file(this, due);
    }

    private void enter(Phase next, Duration atMost) {
        if (phase != Phase.GONE) {
            phase = next;
            dueIn(TransportSettings.seconds(atMost));
        }
    }

    private void dueIn(int seconds) {
        phaseDue = wheel().now() + seconds;
        wheel().file(this, phaseDue);
    }

    @Override
    public void channelWritabilityChanged(ChannelHandlerContext ctx) {
        if (channel().isWritable()) {
            slowSince = NEVER;
        } else if (slowSince == NEVER) {
            slowSince = wheel().now();
            if (phase == Phase.OPEN) {
                fileNext();
            }
        }
    }

    @Override
    public void channelInactive(ChannelHandlerContext ctx) {
        if (phase == Phase.GONE) {
            return;
        }
        phase = Phase.GONE;
        wheel().remove(this);
        reader.close();
        link.gone();
        link.nettyLoop().budget().socketClosed();
        link.nettyLoop().budget().disconnected();
        if (early != null) {
            early.release();
            early = null;
        }
        depart();
    }

    @Override
    @SuppressWarnings("deprecation") // Netty deprecates it for outbound handlers only; ours is inbound.
    public void exceptionCaught(ChannelHandlerContext ctx, Throwable cause) {
        if (!(cause instanceof IOException)) {
            LOG.error("{} failed; the connection is closed", channel(), cause);
        }
        channel().close();
    }

    private Channel channel() {
        return link.channel();
    }

    private Wheel wheel() {
        return link.nettyLoop().wheel();
    }

    private TransportSettings settings() {
        return link.nettyLoop().settings();
    }

    @Override
    public void channelReadComplete(ChannelHandlerContext ctx) {
        // Every read was dealt with when it came.
    }

    @Override
    public void userEventTriggered(ChannelHandlerContext ctx, Object event) {
        ReferenceCountUtil.release(event);
    }

    @Override
    public void handlerAdded(ChannelHandlerContext ctx) {
        // The take-over does what is to be done.
    }

    @Override
    public void handlerRemoved(ChannelHandlerContext ctx) {
        // Only with the channel.
    }

    @Override
    public void channelRegistered(ChannelHandlerContext ctx) {
        // Happened long before.
    }

    @Override
    public void channelUnregistered(ChannelHandlerContext ctx) {
        // Inactive came before.
    }

    @Override
    public void channelActive(ChannelHandlerContext ctx) {
        // Happened long before.
    }
}
