package io.carillon.backplane.redis;

import io.carillon.backplane.AppChannel;
import io.carillon.backplane.JoinOutcome;
import io.carillon.backplane.News;
import io.carillon.backplane.NodeId;
import io.carillon.backplane.PresenceStore;
import io.carillon.protocol.Member;
import io.carillon.protocol.SocketId;
import io.carillon.protocol.UserId;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletionStage;

/** Who is a member, in each channel's roster. */
final class RedisPresenceStore implements PresenceStore {

    private final Shards shards;

    RedisPresenceStore(Shards shards) {
        this.shards = shards;
    }

    @Override
    public CompletionStage<JoinOutcome> join(
            AppChannel channel, NodeId node, SocketId socket, Member member, int maxMembers, News news) {
        return Stages.of(
                shards.byNode(
                        Script.JOIN, channel, node, socket, member.id(), member.info(), maxMembers, Shards.digit(news)),
                answer -> answer.says("full")
                        ? new JoinOutcome.Full(maxMembers)
                        : new JoinOutcome.Joined(roster(answer.list(3), answer.list(4)), answer.position(1)));
    }

    @Override
    public CompletionStage<Void> leave(AppChannel channel, NodeId node, SocketId socket) {
        return Stages.done(shards.byNode(Script.LEAVE, channel, node, socket));
    }

    @Override
    public CompletionStage<List<Member>> members(AppChannel channel) {
        return Stages.of(
                shards.inChannel(Script.MEMBERS, channel, List.of()), answer -> roster(answer.list(0), answer.list(1)));
    }

    @Override
    public CompletionStage<Watched> watch(AppChannel userChannel, NodeId node) {
        return Stages.of(
                shards.byNode(Script.WATCH, userChannel, node),
                answer -> new Watched(answer.number(3) == 1, answer.position(1)));
    }

    @Override
    public CompletionStage<Void> unwatch(AppChannel userChannel, NodeId node) {
        return Stages.done(shards.byNode(Script.UNWATCH, userChannel, node));
    }

    private static List<Member> roster(Answer users, Answer infos) {
        Map<String, String> infoOf = infos.pairs();
        List<Member> members = new ArrayList<>(users.size());
        for (String user : users.texts()) {
            members.add(new Member(UserId.of(user), infoOf.getOrDefault(user, Member.NO_INFO)));
        }
        return members;
    }
}
