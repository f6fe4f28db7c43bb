package io.carillon.backplane.redis;

import io.carillon.backplane.AppChannel;
import io.carillon.backplane.News;
import io.carillon.backplane.NodeId;
import io.carillon.backplane.Occupancy;
import io.carillon.backplane.OccupancyStore;
import io.carillon.backplane.Position;
import io.carillon.backplane.Stake;
import io.carillon.backplane.Standing;
import io.carillon.backplane.Standing.Arrival;
import io.carillon.protocol.AppId;
import io.carillon.protocol.ChannelName;
import io.carillon.protocol.Member;
import io.carillon.protocol.UserId;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;

/** Who listens, in each channel's route. */
final class RedisOccupancyStore implements OccupancyStore {

    private final Shards shards;

    RedisOccupancyStore(Shards shards) {
        this.shards = shards;
    }

    @Override
    public CompletionStage<Position> occupy(AppChannel channel, NodeId node, int count, News news) {
        if (count <= 0) {
            return CompletableFuture.failedFuture(
                    new IllegalArgumentException("a channel is occupied by 1 subscriber or more, not by " + count));
        }
        return Stages.of(
                shards.byNode(Script.OCCUPY, channel, node, count, Shards.digit(news)), answer -> answer.position(1));
    }

    @Override
    public CompletionStage<Void> report(AppChannel channel, NodeId node, int count, News news) {
        if (count < 0) {
            return CompletableFuture.failedFuture(
                    new IllegalArgumentException("a channel has 0 subscribers or more, not " + count));
        }
        return Stages.done(shards.byNode(Script.REPORT, channel, node, count, Shards.digit(news)));
    }

    @Override
    public CompletionStage<Void> vacate(AppChannel channel, NodeId node) {
        return Stages.done(shards.byNode(Script.VACATE, channel, node));
    }

    @Override
    public CompletionStage<Standing> restate(AppChannel channel, NodeId node, Stake stake, News news) {
        List<Object> args = new ArrayList<>();
        args.add(stake.subscribers());
        args.add(Shards.digit(news));
        stake.members().forEach((socket, member) -> args.addAll(List.of(socket, member.id(), member.info())));
        return Stages.of(shards.byNode(Script.RESTATE, channel, node, args.toArray()), RedisOccupancyStore::standing);
    }

    private static Standing standing(Answer answer) {
        Position position = answer.position(1);
        Answer users = answer.list(3);
        Map<String, String> infoOf = answer.list(4).pairs();
        List<Arrival> roster = new ArrayList<>();
        for (int i = 0; i < users.size(); i += 2) {
            String user = users.text(i);
            roster.add(new Arrival(
                    new Member(UserId.of(user), infoOf.getOrDefault(user, Member.NO_INFO)),
                    new Position(position.epoch(), users.number(i + 1))));
        }
        return new Standing(position, roster);
    }

    @Override
    public CompletionStage<Occupancy> of(AppChannel channel) {
        return Stages.of(
                shards.inChannel(Script.OCCUPANCY, channel, List.of()),
                answer -> new Occupancy(answer.count(0), answer.count(1)));
    }

    @Override
    public CompletionStage<Map<ChannelName, Occupancy>> occupied(AppId app, String prefix) {
        Keys keys = shards.keys();
        return Stages.of(
                shards.everywhere(shard -> Call.of(
                        Script.OCCUPIED,
                        List.of(keys.occupied(shard, app), keys.root(shard)),
                        shards.now(),
                        app,
                        prefix)),
                RedisOccupancyStore::together);
    }

    private static Map<ChannelName, Occupancy> together(List<Answer> answers) {
        Map<ChannelName, Occupancy> occupied = new HashMap<>();
        for (Answer answer : answers) {
            for (int i = 0; i < answer.size(); i += 3) {
                occupied.put(ChannelName.of(answer.text(i)), new Occupancy(answer.count(i + 1), answer.count(i + 2)));
            }
        }
        return occupied;
    }
}
