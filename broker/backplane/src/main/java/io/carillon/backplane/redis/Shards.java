package io.carillon.backplane.redis;

import io.carillon.backplane.AppChannel;
import io.carillon.backplane.News;
import io.carillon.backplane.NodeBuriedException;
import io.carillon.backplane.NodeId;
import io.carillon.protocol.AppId;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.function.IntFunction;

/**
 * The parts into which the channels are divided. Steps of a channel stand in the line of its shard; questions about all
 * shards go past the lines in one pipeline. May be used by any thread.
 */
final class Shards {

    // Where one Redis has all shards, more lines would only make shorter batches. In a Redis Cluster each has its own
    // master.
    private static final int LINES = 2;

    private final RedisLink link;
    private final Keys keys;
    private final RedisTime time;
    private final List<ShardQueue> lines = new ArrayList<>();

    Shards(RedisLink link, Keys keys, RedisTime time) {
        this.link = link;
        this.keys = keys;
        this.time = time;
        int count = link.lanes() == LaneKind.SHARDED ? keys.shards() : Math.min(keys.shards(), LINES);
        for (int i = 0; i < count; i++) {
            lines.add(new ShardQueue(link));
        }
    }

    private ShardQueue line(int shard) {
        return lines.get(shard % lines.size());
    }

    RedisLink link() {
        return link;
    }

    Keys keys() {
        return keys;
    }

    int count() {
        return keys.shards();
    }

    /** What scripts are told of the time. */
    String now() {
        return time.now();
    }

    /** A step in a channel, in its turn. The script gets the clock, then the other arguments. */
    CompletableFuture<Answer> inChannel(Script script, AppChannel channel, List<String> moreKeys, Object... args) {
        int shard = keys.shardOf(channel);
        List<String> all = new ArrayList<>();
        all.add(keys.channel(channel));
        all.add(keys.root(shard));
        all.addAll(moreKeys);
        Object[] withClock = new Object[args.length + 1];
        withClock[0] = now();
        System.arraycopy(args, 0, withClock, 1, args.length);
        return line(shard).run(Call.of(script, all, withClock));
    }

    /** A step that a node does in a channel. The script gets clock, app, name and node, then the other arguments. */
    CompletableFuture<Answer> byNode(Script script, AppChannel channel, NodeId node, Object... args) {
        Object[] withNode = new Object[args.length + 3];
        withNode[0] = channel.app();
        withNode[1] = channel.name();
        withNode[2] = node;
        System.arraycopy(args, 0, withNode, 3, args.length);
        List<String> index = List.of(keys.occupied(keys.shardOf(channel), channel.app()));
        return inChannel(script, channel, index, withNode).thenApply(answer -> living(answer, node));
    }

    /** A step that a node does for an app's connections. The script gets clock and app, then the other arguments. */
    CompletableFuture<Answer> forApp(Script script, AppId app, Object... args) {
        int shard = keys.shardOf(app);
        Object[] withClock = new Object[args.length + 2];
        withClock[0] = now();
        withClock[1] = app;
        System.arraycopy(args, 0, withClock, 2, args.length);
        return line(shard).run(Call.of(script, List.of(keys.connections(app), keys.root(shard)), withClock));
    }

    /** The same of every shard, in one pipeline. */
    CompletableFuture<List<Answer>> everywhere(IntFunction<Call> call) {
        List<Call> calls = new ArrayList<>();
        for (int shard = 0; shard < count(); shard++) {
            calls.add(call.apply(shard));
        }
        return link.runAll(calls);
    }

    /** The answer, if it is not that the node has no lease. @throws NodeBuriedException if it is */
    static Answer living(Answer answer, NodeId node) {
        if (answer.size() == 1 && answer.says("buried")) {
            throw new NodeBuriedException(node);
        }
        return answer;
    }

    /** How scripts are told, and a place remembers, who hears of it: one digit, 1 for counts and 2 for webhooks. */
    static String digit(News news) {
        return Integer.toString((news.counts() ? 1 : 0) + (news.webhooks() ? 2 : 0));
    }
}
