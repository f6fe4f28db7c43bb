package io.carillon.broker.transport;

import io.micronaut.context.event.BeanCreatedEvent;
import io.micronaut.context.event.BeanCreatedEventListener;
import io.micronaut.http.netty.channel.ChannelPipelineCustomizer;
import io.micronaut.http.server.netty.NettyServerCustomizer;
import io.micronaut.http.server.netty.websocket.NettyServerWebSocketUpgradeHandler;
import io.netty.channel.Channel;
import io.netty.channel.ChannelOption;
import io.netty.channel.ChannelPipeline;
import io.netty.channel.WriteBufferWaterMark;
import jakarta.inject.Provider;
import jakarta.inject.Singleton;

/** Puts our gate and our door into the pipeline of every connection, and sets what the kernel may hold for it. */
@Singleton
final class DoorCustomizer implements BeanCreatedEventListener<NettyServerCustomizer.Registry> {

    /** What the customizer needs; found when the first connection comes, since a listener is made before all else. */
    @Singleton
    record Household(NettyLoops loops, Lobby lobby, Directions directions, TransportSettings settings) {}

    private final Provider<Household> household;

    DoorCustomizer(Provider<Household> household) {
        this.household = household;
    }

    @Override
    public NettyServerCustomizer.Registry onCreated(BeanCreatedEvent<NettyServerCustomizer.Registry> event) {
        event.getBean().register(new ForServer());
        return event.getBean();
    }

    private final class ForServer implements NettyServerCustomizer {

        @Override
        public NettyServerCustomizer specializeForChannel(Channel channel, ChannelRole role) {
            return role == ChannelRole.CONNECTION ? new ForConnection(channel, household.get()) : this;
        }
    }

    /** Held by the framework for as long as the connection is open, so it keeps nothing that is not shared. */
    private static final class ForConnection implements NettyServerCustomizer {

        private final Channel channel;
        private final Household household;

        ForConnection(Channel channel, Household household) {
            this.channel = channel;
            this.household = household;
        }

        @Override
        public NettyServerCustomizer specializeForChannel(Channel stream, ChannelRole role) {
            // A stream of HTTP/2 is no connection. WebSockets don't come that way.
            return new NettyServerCustomizer() {};
        }

        @Override
        public void onStreamPipelineBuilt() {
            ChannelPipeline pipeline = channel.pipeline();
            if (pipeline.get(ChannelPipelineCustomizer.HANDLER_HTTP_SERVER_CODEC) == null) {
                return;
            }
            TransportSettings settings = household.settings;
            channel.config().setOption(ChannelOption.TCP_NODELAY, true);
            channel.config().setOption(ChannelOption.SO_SNDBUF, settings.sendBufferBytes());
            channel.config()
                    .setWriteBufferWaterMark(
                            new WriteBufferWaterMark(settings.pendingHighWater() / 4, settings.pendingHighWater()));
            // It would agree to permessage-deflate, for each connection anew, and inflate without a limit.
            if (pipeline.get(NettyServerWebSocketUpgradeHandler.COMPRESSION_HANDLER) != null) {
                pipeline.remove(NettyServerWebSocketUpgradeHandler.COMPRESSION_HANDLER);
            }
            var gate = new Gate(channel, household.loops.of(channel.eventLoop()), household.lobby);
            pipeline.addAfter(
                    ChannelPipelineCustomizer.HANDLER_HTTP_SERVER_CODEC,
                    "carillon-door",
                    new Door(gate, household.directions, settings));
            pipeline.addBefore(ChannelPipelineCustomizer.HANDLER_HTTP_SERVER_CODEC, "carillon-gate", gate);
        }
    }
}
