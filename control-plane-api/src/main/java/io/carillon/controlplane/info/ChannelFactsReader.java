package io.carillon.controlplane.info;

import io.carillon.backplane.AppChannel;
import io.carillon.backplane.Backplane;
import io.carillon.backplane.Occupancy;
import io.carillon.protocol.ChannelType;
import jakarta.inject.Singleton;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;

/** Reads what is known about a channel, and no more of it than was asked. Never asks a node. */
@Singleton
public final class ChannelFactsReader {

    private final Backplane backplane;

    ChannelFactsReader(Backplane backplane) {
        this.backplane = backplane;
    }

    /** Whether the channel is occupied, and what was asked. */
    public CompletionStage<ChannelFacts> read(AppChannel channel, Info asked) {
        ChannelType type = channel.name().type();
        CompletionStage<Occupancy> occupancy = backplane.occupancy().of(channel);
        if (!asked.asks(Attribute.CACHE) || !type.isCached()) {
            return occupancy.thenApply(counts -> new ChannelFacts(type, counts, null));
        }
        return occupancy.thenCombine(
                backplane.history().lastEvent(channel),
                (counts, cached) -> new ChannelFacts(type, counts, cached.orElse(null)));
    }

    /** The same for what was asked after a publish, where nothing asked means nothing read. */
    public CompletionStage<ChannelFacts> readIfAsked(AppChannel channel, Info asked) {
        return asked.isEmpty()
                ? CompletableFuture.completedFuture(
                        new ChannelFacts(channel.name().type(), Occupancy.NONE, null))
                : read(channel, asked);
    }
}
