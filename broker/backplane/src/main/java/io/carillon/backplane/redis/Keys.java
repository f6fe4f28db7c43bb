package io.carillon.backplane.redis;

import io.carillon.backplane.Allowances.Kind;
import io.carillon.backplane.AppChannel;
import io.carillon.backplane.NodeId;
import io.carillon.protocol.AppId;
import java.nio.charset.StandardCharsets;
import java.util.Locale;
import java.util.zip.CRC32;

/**
 * What the keys are called. All of one shard have one hash tag, so that one script may change them in one step; the
 * prefix is in the tag, so that two clusters on one Redis share none. App ids are digits, and no channel name has a
 * colon or a brace, so no name can look like another.
 */
record Keys(String prefix, int shards) {

    /** The shard that has the channel. Every version of every node must find the same. */
    int shardOf(AppChannel channel) {
        return shardOf(channel.app() + ":" + channel.name());
    }

    /** The shard that has what is counted of the app as a whole. */
    int shardOf(AppId app) {
        return shardOf(app.value());
    }

    /** What all keys of a shard begin with. */
    String root(int shard) {
        return "{" + prefix + "-s" + shard + "}";
    }

    String channel(AppChannel channel) {
        return root(shardOf(channel)) + ":c:" + channel.app() + ":" + channel.name();
    }

    String history(AppChannel channel) {
        return channel(channel) + ":history";
    }

    String idempotency(AppChannel channel, String key) {
        return channel(channel) + ":key:" + key;
    }

    String occupied(int shard, AppId app) {
        return root(shard) + ":occupied:" + app;
    }

    String connections(AppId app) {
        return root(shardOf(app)) + ":connections:" + app;
    }

    String allowance(AppId app, Kind kind) {
        return root(shardOf(app)) + ":allowance:" + app + ":" + kind.name().toLowerCase(Locale.ROOT);
    }

    String node(int shard, NodeId node) {
        return root(shard) + ":node:" + node;
    }

    String nodes(int shard) {
        return root(shard) + ":nodes";
    }

    String claims(int shard) {
        return root(shard) + ":claims";
    }

    String holds(int shard, NodeId node) {
        return root(shard) + ":holds:" + node;
    }

    /** The channel on which a node listens for what a shard has for it. */
    String lane(int shard, NodeId node) {
        return root(shard) + ":lane:" + node;
    }

    String tail(int shard, NodeId node) {
        return root(shard) + ":tail:" + node;
    }

    /** The stream of what is queued in a shard for the app's servers. */
    String outbox(int shard) {
        return root(shard) + ":webhooks";
    }

    String outboxClaims(int shard) {
        return outbox(shard) + ":claims";
    }

    String outboxLost(int shard) {
        return outbox(shard) + ":lost";
    }

    /** Which buckets of usage a shard has; what else belongs to usage begins like it. */
    String usage(int shard) {
        return root(shard) + ":usage";
    }

    String keyUses(AppId app) {
        return root(shardOf(app)) + ":key-uses:" + app;
    }

    String shardCount() {
        return "{" + prefix + "-cluster}:shards";
    }

    String masterKey() {
        return "{" + prefix + "-cluster}:master-key";
    }

    String apps() {
        return "{" + prefix + "-apps}:apps";
    }

    String owners() {
        return "{" + prefix + "-apps}:owners";
    }

    String keysOf(AppId app) {
        return "{" + prefix + "-apps}:keys:" + app;
    }

    String version() {
        return "{" + prefix + "-apps}:version";
    }

    /** The channel on which every process hears which app was changed. */
    String changes() {
        return "{" + prefix + "-apps}:changes";
    }

    private int shardOf(String text) {
        var crc = new CRC32();
        crc.update(text.getBytes(StandardCharsets.UTF_8));
        return (int) (crc.getValue() % shards);
    }
}
