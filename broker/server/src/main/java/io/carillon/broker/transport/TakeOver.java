package io.carillon.broker.transport;

import io.carillon.broker.connection.Connection;
import io.carillon.broker.connection.Reception;
import io.carillon.protocol.CloseCode;
import io.carillon.protocol.frame.ServerFrame;
import io.micronaut.http.netty.channel.ChannelPipelineCustomizer;
import io.netty.channel.Channel;
import io.netty.channel.ChannelHandler;
import io.netty.channel.ChannelHandlerContext;
import io.netty.channel.ChannelPipeline;
import io.netty.channel.unix.FileDescriptor;
import io.netty.channel.unix.UnixChannel;
import io.netty.handler.ssl.SslHandler;
import jakarta.inject.Singleton;
import java.lang.reflect.Field;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Makes an upgraded connection ours: of the pipeline that led it here nothing stays but TLS, and then the client is led to
 * the reception.
 */
@Singleton
final class TakeOver {

    private static final Logger LOG = LoggerFactory.getLogger(TakeOver.class);

    /** The name of our handler in the pipeline. */
    static final String HANDLER = "carillon";

    private final NettyLoops loops;
    private final Reception reception;
    private final EchoSettings echo;

    TakeOver(NettyLoops loops, Reception reception, EchoSettings echo) {
        this.loops = loops;
        this.reception = reception;
        this.echo = echo;
    }

    /** Called on the connection's loop, in a turn after the one in which the upgrade was answered. */
    void of(Channel channel, Arrival arrival, @Nullable ChannelHandlerContext inbound) {
        if (!channel.isActive()) {
            // It has gone in between; those who led it here are told, and nobody else need be.
            return;
        }
        NettyLoop loop = loops.of(channel.eventLoop());
        var handler = new WebSocketHandler(
                channel,
                loop,
                descriptorOf(channel),
                arrival instanceof Arrival.ToEcho
                        ? echo.inboundLimits()
                        : loop.settings().inboundLimits());
        boolean room = loop.budget().socketOpened();
        channel.config().setAutoRead(false);
        replacePipeline(channel, handler, inbound);
        handler.greet();
        if (!room) {
            loop.metrics().connectionsRefused.increment();
            refuse(handler, CloseCode.OVER_CAPACITY);
        } else if (arrival instanceof Arrival.ToApp toApp) {
            receive(handler, toApp, loop);
        } else if (arrival instanceof Arrival.ToEcho) {
            handler.letIn(new EchoMessages(handler.link()));
        } else {
            loop.metrics().connectionsRefused.increment();
            refuse(handler, CloseCode.PATH_NOT_FOUND);
        }
    }

    private void receive(WebSocketHandler handler, Arrival.ToApp toApp, NettyLoop loop) {
        CompletionStage<Optional<Connection>> answer;
        try {
            answer = reception.receive(toApp.handshake(), handler.link());
        } catch (RuntimeException failure) {
            answer = CompletableFuture.failedStage(failure);
        }
        answer.whenComplete((connection, failure) -> {
            @Nullable Connection letIn = failure == null ? connection.orElse(null) : null;
            if (loop.isCurrent()) {
                received(handler, loop, letIn, failure);
            } else {
                loop.execute(() -> received(handler, loop, letIn, failure));
            }
        });
    }

    private static void received(
            WebSocketHandler handler, NettyLoop loop, @Nullable Connection connection, @Nullable Throwable failure) {
        if (connection != null) {
            handler.letIn(new PusherMessages(loop.codec(), connection));
            return;
        }
        if (failure != null) {
            LOG.error("{} could not be received", handler.link().channel(), failure);
        }
        handler.turnAway();
    }

    private static void refuse(WebSocketHandler handler, CloseCode code) {
        handler.link().send(ServerFrame.Error.of(code));
        handler.link().close(code, code.words());
        handler.turnAway();
    }

    private static @Nullable FileDescriptor descriptorOf(Channel channel) {
        return channel instanceof UnixChannel unix && channel.pipeline().get(SslHandler.class) == null
                ? unix.fd()
                : null;
    }

    /** Ours first, so that whatever the others let go of when they leave finds us behind them. */
    private static void replacePipeline(
            Channel channel, WebSocketHandler handler, @Nullable ChannelHandlerContext inbound) {
        ChannelPipeline pipeline = channel.pipeline();
        pipeline.addLast(HANDLER, handler);
        for (Map.Entry<String, ChannelHandler> entry : pipeline.toMap().entrySet()) {
            ChannelHandler other = entry.getValue();
            if (other != handler && !(other instanceof SslHandler) && !(other instanceof Gate)) {
                pipeline.remove(other);
            }
        }
        letGoOfRequest(inbound, pipeline.context(handler));
        // The gate last: what it has held back must come to us and to nobody else.
        Gate gate = pipeline.get(Gate.class);
        if (gate != null) {
            pipeline.remove(gate);
        }
    }

    /**
     * Micronaut keeps its inbound handler, which it needs for a graceful shutdown, for as long as the channel is open. The
     * handler's context still points to its old neighbours, and from them the request, its headers and the session hang
     * on each connection for life. So the context is set to ours. If a later Micronaut has no such field, connections
     * merely weigh more.
     */
    private static void letGoOfRequest(@Nullable ChannelHandlerContext inbound, ChannelHandlerContext ours) {
        Field context = InboundContext.FIELD;
        if (inbound == null || context == null || !context.getDeclaringClass().isInstance(inbound.handler())) {
            return;
        }
        try {
            context.set(inbound.handler(), ours);
        } catch (IllegalAccessException | RuntimeException denied) {
            LOG.debug("The request of {} is kept", ours.channel(), denied);
        }
    }

    /** The field that remembers, if it is where we know it. */
    static final class InboundContext {

        private static final String HANDLER = "io.micronaut.http.server.netty.handler.PipeliningServerHandler";

        static final @Nullable Field FIELD = find();

        private InboundContext() {}

        private static @Nullable Field find() {
            try {
                Field field = Class.forName(HANDLER).getDeclaredField("ctx");
                field.setAccessible(true);
                return field;
            } catch (ReflectiveOperationException | RuntimeException unknown) {
                LOG.info("{} is not as expected: each connection keeps its upgrade request", HANDLER);
                return null;
            }
        }

        /** The context of that handler, to be remembered before the upgrade takes it out of the pipeline. */
        static @Nullable ChannelHandlerContext of(ChannelPipeline pipeline) {
            return pipeline.context(ChannelPipelineCustomizer.HANDLER_MICRONAUT_INBOUND);
        }
    }
}
