package io.carillon.backplane.memory;

import io.carillon.backplane.AppChannel;
import io.carillon.backplane.JoinOutcome;
import io.carillon.backplane.News;
import io.carillon.backplane.NodeId;
import io.carillon.backplane.PresenceStore;
import io.carillon.protocol.Member;
import io.carillon.protocol.SocketId;
import java.time.InstantSource;
import java.util.List;
import java.util.concurrent.CompletionStage;

/** Who is a member, read from and written to the channels. */
final class MemoryPresenceStore implements PresenceStore {

    private final ChannelTable channels;
    private final MemoryNodeRegistry nodes;
    private final InstantSource clock;

    MemoryPresenceStore(ChannelTable channels, MemoryNodeRegistry nodes, InstantSource clock) {
        this.channels = channels;
        this.nodes = nodes;
        this.clock = clock;
    }

    @Override
    public CompletionStage<JoinOutcome> join(
            AppChannel channel, NodeId id, SocketId socket, Member member, int maxMembers, News news) {
        return Stages.of(() -> {
            long now = clock.millis();
            Node node = nodes.living(id, now);
            return channels.in(channel, now, there -> there.join(node, socket, member, maxMembers, news, now));
        });
    }

    @Override
    public CompletionStage<Void> leave(AppChannel channel, NodeId id, SocketId socket) {
        return Stages.done(() -> {
            long now = clock.millis();
            Node node = nodes.living(id, now);
            channels.ifThere(channel, now, false, there -> {
                there.leave(node, socket, now);
                return true;
            });
        });
    }

    @Override
    public CompletionStage<List<Member>> members(AppChannel channel) {
        return Stages.of(() -> {
            long now = clock.millis();
            return channels.ifThere(channel, now, List.of(), there -> there.members(now));
        });
    }

    @Override
    public CompletionStage<Watched> watch(AppChannel userChannel, NodeId id) {
        return Stages.of(() -> {
            long now = clock.millis();
            Node node = nodes.living(id, now);
            return channels.in(userChannel, now, there -> there.watch(node));
        });
    }

    @Override
    public CompletionStage<Void> unwatch(AppChannel userChannel, NodeId id) {
        return Stages.done(() -> {
            long now = clock.millis();
            Node node = nodes.living(id, now);
            channels.ifThere(userChannel, now, false, there -> {
                there.unwatch(node);
                return true;
            });
        });
    }
}
