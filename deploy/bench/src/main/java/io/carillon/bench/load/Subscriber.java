package io.carillon.bench.load;

import io.carillon.bench.dialect.Reply;
import io.carillon.bench.wire.ClientMessage;
import io.carillon.bench.wire.FrameScanner;
import io.carillon.bench.wire.Token;
import io.netty.buffer.ByteBuf;
import io.netty.buffer.Unpooled;
import io.netty.channel.ChannelHandlerContext;
import io.netty.channel.ChannelInboundHandlerAdapter;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import org.jspecify.annotations.Nullable;

/**
 * One connection that listens to one channel, from its handshake to its end. It reads frames where they lie; nothing is
 * allocated for a delivery. Belongs to the event loop.
 */
// Whether a write or a close succeeded is told to the handler too, and a timer's work has no result to wait for.
@SuppressWarnings("FutureReturnValueIgnored")
final class Subscriber extends ChannelInboundHandlerAdapter implements FrameScanner.Listener, Reply.Handler {

    private static final byte[] PAYLOAD_OF_NORMAL_CLOSE = {0x03, (byte) 0xe8};

    private enum Stage {
        CONNECTING,
        UPGRADING,
        JOINING,
        READY,
        CLOSED
    }

    private final Crowd crowd;
    private final LoadedChannel channel;
    private final FrameScanner scanner = new FrameScanner();
    private final long begun = System.nanoTime();

    private Stage stage = Stage.CONNECTING;
    private @Nullable ChannelHandlerContext context;
    private @Nullable Upgrade upgrade;
    private boolean isLeaving;
    private int lastSequence;
    private long readAt;

    Subscriber(Crowd crowd, LoadedChannel channel) {
        this.crowd = crowd;
        this.channel = channel;
    }

    LoadedChannel channel() {
        return channel;
    }

    boolean isReady() {
        return stage == Stage.READY;
    }

    /** Notes the sequence number; answers the highest one before it, 0 if there was none. */
    int heard(int sequence) {
        int last = lastSequence;
        if (sequence > last) {
            lastSequence = sequence;
        }
        return last;
    }

    /** Whether a message would leave at once. */
    boolean isWritable() {
        ChannelHandlerContext to = context;
        return stage == Stage.READY && to != null && to.channel().isWritable();
    }

    /** Sends the channel's message with this token. */
    void send(long due, int sequence, byte kind) {
        ChannelHandlerContext to = context;
        if (to != null) {
            to.writeAndFlush(channel.clientMessage().with(to.alloc(), due, sequence, kind), to.voidPromise());
        }
    }

    /** Closes with a farewell, and lets the server hang up. */
    void leave() {
        isLeaving = true;
        if (stage == Stage.READY) {
            sendFrame(FrameScanner.CLOSE, PAYLOAD_OF_NORMAL_CLOSE);
        } else {
            hangUp();
        }
    }

    void hangUp() {
        ChannelHandlerContext open = context;
        if (open != null) {
            open.close();
        }
    }

    private void sendFrame(int opcode, byte[] payload) {
        ChannelHandlerContext to = context;
        if (to != null) {
            to.writeAndFlush(Unpooled.wrappedBuffer(ClientMessage.frame(opcode, payload)), to.voidPromise());
        }
    }

    // ---- what Netty tells

    @Override
    public void channelActive(ChannelHandlerContext ctx) {
        context = ctx;
        stage = Stage.UPGRADING;
        upgrade = new Upgrade();
        ctx.writeAndFlush(
                Upgrade.request(ctx.alloc(), crowd.host(), crowd.dialect().subscribeTarget(channel.name())),
                ctx.voidPromise());
    }

    @Override
    public void channelRead(ChannelHandlerContext ctx, Object message) {
        ByteBuf read = (ByteBuf) message;
        try {
            readAt = System.nanoTime();
            ByteBuffer bytes = crowd.bytes();
            int end = read.writerIndex();
            int from = read.readerIndex();
            crowd.tally().read(end - from);
            if (stage == Stage.UPGRADING) {
                from = readUpgrade(bytes, from, end);
            }
            if (from < end) {
                scanner.scan(bytes, from, end, this);
            }
        } finally {
            read.release();
        }
    }

    private int readUpgrade(ByteBuffer bytes, int from, int end) {
        Upgrade answer = upgrade;
        if (answer == null) {
            return from;
        }
        int next = answer.read(bytes, from, end);
        if (answer.isComplete()) {
            upgrade = null;
            stage = Stage.JOINING;
            if (crowd.dialect().joinsWithUpgrade()) {
                joined();
            }
        }
        return next;
    }

    @Override
    public void channelInactive(ChannelHandlerContext ctx) {
        over("the server hung up");
    }

    @Override
    public void exceptionCaught(ChannelHandlerContext ctx, Throwable cause) {
        over(String.valueOf(cause.getMessage()));
        ctx.close();
    }

    /** The connection never came up. */
    void notConnected(Throwable cause) {
        over(String.valueOf(cause.getMessage()));
    }

    private void over(String why) {
        if (stage == Stage.CLOSED) {
            return;
        }
        boolean wasReady = stage == Stage.READY;
        if (!isLeaving) {
            crowd.complaints().add("a connection was closed while " + stage + ": " + why);
        }
        stage = Stage.CLOSED;
        crowd.gone(this, wasReady);
    }

    // ---- what the scanner tells

    @Override
    public void frame(int opcode, ByteBuffer bytes, int from, int length) {
        if (opcode <= FrameScanner.TEXT) {
            if (stage == Stage.READY) {
                int token = crowd.token().find(bytes, from, length);
                if (token >= 0) {
                    crowd.traffic()
                            .delivered(
                                    this,
                                    Token.due(bytes, token),
                                    Token.sequence(bytes, token),
                                    Token.kind(bytes, token),
                                    readAt);
                    return;
                }
            }
            crowd.dialect()
                    .hear(new String(copy(bytes, from, length), StandardCharsets.UTF_8), channel.name())
                    .handleBy(this);
        } else if (opcode == FrameScanner.PING) {
            sendFrame(FrameScanner.PONG, copy(bytes, from, length));
        } else if (opcode == FrameScanner.CLOSE) {
            over(reason(bytes, from, length));
            hangUp();
        }
    }

    private static String reason(ByteBuffer bytes, int from, int length) {
        return length < 2
                ? "close frame without a code"
                : "close " + (bytes.getShort(from) & 0xffff) + " "
                        + new String(copy(bytes, from + 2, length - 2), StandardCharsets.UTF_8);
    }

    private static byte[] copy(ByteBuffer bytes, int from, int length) {
        byte[] copy = new byte[length];
        bytes.get(from, copy);
        return copy;
    }

    // ---- what the dialect tells

    @Override
    public void joined() {
        if (stage == Stage.JOINING) {
            stage = Stage.READY;
            crowd.tally().handshake(System.nanoTime() - begun);
            crowd.ready();
        }
    }

    @Override
    public void say(String text) {
        sendFrame(FrameScanner.TEXT, text.getBytes(StandardCharsets.UTF_8));
    }

    @Override
    public void complain(String text) {
        crowd.complaints().add(text);
        if (stage == Stage.JOINING) {
            // A refused subscription leaves the connection open, but it will never be ready.
            over(text);
            hangUp();
        }
    }

    @Override
    public void nothing() {
        // Counts, other people's events: not ours to act on.
    }
}
