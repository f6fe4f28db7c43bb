package io.carillon.backplane.memory;

import io.carillon.backplane.AppChannel;
import io.carillon.backplane.News;
import io.carillon.backplane.NodeId;
import io.carillon.backplane.Occupancy;
import io.carillon.backplane.OccupancyStore;
import io.carillon.backplane.Position;
import io.carillon.backplane.Stake;
import io.carillon.backplane.Standing;
import io.carillon.protocol.AppId;
import io.carillon.protocol.ChannelName;
import java.time.InstantSource;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletionStage;

/** Who listens, read from and written to the channels. */
final class MemoryOccupancyStore implements OccupancyStore {

    private static final Standing NOWHERE = new Standing(Position.NOWHERE, List.of());

    private final ChannelTable channels;
    private final MemoryNodeRegistry nodes;
    private final InstantSource clock;

    MemoryOccupancyStore(ChannelTable channels, MemoryNodeRegistry nodes, InstantSource clock) {
        this.channels = channels;
        this.nodes = nodes;
        this.clock = clock;
    }

    @Override
    public CompletionStage<Position> occupy(AppChannel channel, NodeId id, int count, News news) {
        return Stages.of(() -> {
            if (count <= 0) {
                throw new IllegalArgumentException("a channel is occupied by 1 subscriber or more, not by " + count);
            }
            long now = clock.millis();
            Node node = nodes.living(id, now);
            return channels.in(channel, now, there -> there.occupy(node, count, news, now));
        });
    }

    @Override
    public CompletionStage<Void> report(AppChannel channel, NodeId id, int count, News news) {
        return Stages.done(() -> {
            if (count < 0) {
                throw new IllegalArgumentException("a channel has 0 subscribers or more, not " + count);
            }
            long now = clock.millis();
            Node node = nodes.living(id, now);
            channels.in(channel, now, there -> {
                there.report(node, count, news, now);
                return true;
            });
        });
    }

    @Override
    public CompletionStage<Void> vacate(AppChannel channel, NodeId id) {
        return Stages.done(() -> {
            long now = clock.millis();
            Node node = nodes.living(id, now);
            channels.ifThere(channel, now, false, there -> {
                there.vacate(node);
                return true;
            });
        });
    }

    @Override
    public CompletionStage<Standing> restate(AppChannel channel, NodeId id, Stake stake, News news) {
        return Stages.of(() -> {
            long now = clock.millis();
            Node node = nodes.living(id, now);
            return stake.isNone()
                    ? channels.ifThere(channel, now, NOWHERE, there -> there.restate(node, stake, news, now))
                    : channels.in(channel, now, there -> there.restate(node, stake, news, now));
        });
    }

    @Override
    public CompletionStage<Occupancy> of(AppChannel channel) {
        return Stages.of(() -> {
            long now = clock.millis();
            return channels.ifThere(channel, now, Occupancy.NONE, there -> there.occupancy(now));
        });
    }

    @Override
    public CompletionStage<Map<ChannelName, Occupancy>> occupied(AppId app, String prefix) {
        return Stages.of(() -> {
            long now = clock.millis();
            Map<ChannelName, Occupancy> occupied = new HashMap<>();
            channels.eachRouted(app, prefix, now, (name, channel) -> {
                Occupancy occupancy = channel.occupancy(now);
                if (occupancy.isOccupied()) {
                    occupied.put(name.name(), occupancy);
                }
            });
            return occupied;
        });
    }
}
