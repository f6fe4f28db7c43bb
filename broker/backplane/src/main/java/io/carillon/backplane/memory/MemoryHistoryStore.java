package io.carillon.backplane.memory;

import io.carillon.backplane.AppChannel;
import io.carillon.backplane.HistoryStore;
import io.carillon.backplane.Position;
import java.time.InstantSource;
import java.util.Optional;
import java.util.concurrent.CompletionStage;

/** What channels keep, read from the channels. */
final class MemoryHistoryStore implements HistoryStore {

    private final ChannelTable channels;
    private final InstantSource clock;

    MemoryHistoryStore(ChannelTable channels, InstantSource clock) {
        this.channels = channels;
        this.clock = clock;
    }

    @Override
    public CompletionStage<Optional<CachedEvent>> lastEvent(AppChannel channel) {
        return Stages.of(() -> {
            long now = clock.millis();
            return channels.ifThere(channel, now, Optional.empty(), there -> there.lastEvent(now));
        });
    }

    @Override
    public CompletionStage<HistoryRead> since(AppChannel channel, Position position, int limit) {
        return Stages.of(() -> {
            long now = clock.millis();
            return channels.ifThere(
                    channel, now, new HistoryRead.Gap(Position.NOWHERE), there -> there.since(position, limit, now));
        });
    }
}
