package io.carillon.bench.load;

import io.carillon.bench.wire.HttpAnswer;
import io.netty.buffer.ByteBuf;
import io.netty.channel.ChannelHandlerContext;
import io.netty.channel.ChannelInboundHandlerAdapter;
import org.jspecify.annotations.Nullable;

/**
 * One keep-alive connection of the backend, with at most one request under way. It is opened again whenever the server closes
 * it. Belongs to the event loop.
 */
// Whether a write or a close succeeded is told to the handler too, and a timer's work has no result to wait for.
@SuppressWarnings("FutureReturnValueIgnored")
final class Publisher extends ChannelInboundHandlerAdapter {

    private static final int REQUEST_SIZE = 1024;

    private final Backend backend;
    private final HttpAnswer answer = new HttpAnswer();

    private @Nullable ChannelHandlerContext context;
    private @Nullable LoadedChannel asking;
    private String trouble = "the server hung up";

    Publisher(Backend backend) {
        this.backend = backend;
    }

    boolean isIdle() {
        return context != null && asking == null;
    }

    /** Sends the channel's next message; to be called when idle. */
    void publish(LoadedChannel channel, long due) {
        ChannelHandlerContext to = context;
        if (to == null) {
            return;
        }
        asking = channel;
        byte[] body = channel.nextBody(due);
        ByteBuf request = to.alloc().directBuffer(REQUEST_SIZE + body.length);
        backend.dialect().writePublishRequest(request, channel.name(), body);
        to.writeAndFlush(request, to.voidPromise());
    }

    @Override
    public void channelActive(ChannelHandlerContext ctx) {
        context = ctx;
        answer.clear();
        backend.isIdleNow();
    }

    @Override
    public void channelRead(ChannelHandlerContext ctx, Object message) {
        ByteBuf read = (ByteBuf) message;
        try {
            if (answer.take(backend.bytes(), read.readerIndex(), read.writerIndex())) {
                answered(ctx);
            }
        } finally {
            read.release();
        }
    }

    private void answered(ChannelHandlerContext ctx) {
        LoadedChannel asked = asking;
        asking = null;
        if (answer.status() / 100 != 2 && asked != null) {
            backend.refused(asked, answer.text());
        }
        boolean isLast = answer.isLast();
        answer.clear();
        if (isLast) {
            context = null;
            trouble = "";
            ctx.close();
        } else {
            backend.isIdleNow();
        }
    }

    @Override
    public void channelInactive(ChannelHandlerContext ctx) {
        LoadedChannel unanswered = asking;
        boolean wasIdle = isIdle();
        context = null;
        asking = null;
        if (unanswered != null) {
            backend.refused(unanswered, "no answer to a publish request: " + trouble);
        }
        backend.reopen(wasIdle, this);
    }

    @Override
    public void exceptionCaught(ChannelHandlerContext ctx, Throwable cause) {
        trouble = String.valueOf(cause.getMessage());
        ctx.close();
    }

    void hangUp() {
        ChannelHandlerContext open = context;
        if (open != null) {
            open.close();
        }
    }
}
