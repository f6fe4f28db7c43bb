package io.carillon.backplane.redis;

import static io.carillon.backplane.Await.done;
import static io.carillon.backplane.Await.until;
import static org.assertj.core.api.Assertions.assertThat;

import io.carillon.backplane.AppChannel;
import io.carillon.backplane.BackplaneUnavailableException;
import io.carillon.backplane.News;
import io.carillon.backplane.NodeId;
import io.carillon.backplane.Publication;
import io.carillon.backplane.PublishOutcome;
import io.carillon.backplane.RecordingInbox;
import io.carillon.backplane.Retention;
import io.carillon.backplane.seal.TestVault;
import io.carillon.protocol.AppId;
import io.carillon.protocol.ChannelName;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A master, its replica, and a sentinel that puts the one in the place of the other. */
final class RedisSentinelTest {

    private static final AppChannel NEWS = new AppChannel(AppId.of("1"), ChannelName.of("news"));

    @TempDir
    Path directory;

    @Test
    void when_the_master_dies_the_replica_takes_over_and_the_same_node_hears_again() throws IOException {
        try (RedisServer master = RedisServer.start();
                RedisServer replica = RedisServer.start("--replicaof", "127.0.0.1", Integer.toString(master.port()));
                RedisServer sentinel = sentinelOf(master.port(), replica)) {
            until(
                    "the sentinel knows the replica",
                    () -> sentinel.tell("SENTINEL", "REPLICAS", "main").equals("*1"));
            RedisSettings settings = RedisSettings.ofSentinels("main", List.of(sentinel.url()));
            try (RedisBackplane backplane = RedisBackplane.connect(settings.withShards(4), TestVault.VAULT)) {
                NodeId node = NodeId.fresh();
                RecordingInbox inbox = new RecordingInbox();
                done(backplane.nodes().register(node, inbox, Duration.ofMinutes(5)));
                done(backplane.occupancy().occupy(NEWS, node, 1, News.NONE));
                assertThat(isTaken(backplane)).isTrue();
                inbox.await(1);
                // What the master had not passed on would die with it: the replica takes everything in its order.
                master.tell("SET", "the-last", "1");
                until(
                        "the replica has it all",
                        () -> replica.tell("EXISTS", "the-last").equals(":1"));

                master.kill();
                until("the replica takes over", () -> isTaken(backplane));

                inbox.await(2);
                assertThat(done(backplane.nodes().renew(node))).isTrue();
            }
        }
    }

    private RedisServer sentinelOf(int master, RedisServer replica) throws IOException {
        // First the replica: a sentinel asks the master for them when it begins, and then not for ten seconds.
        until(
                "the replica follows the master",
                () -> replica.tell(
                                "EVAL",
                                "return redis.call('INFO', 'replication'):match('master_link_status:(%a+)')",
                                "0")
                        .equals("$2"));
        Path configuration = directory.resolve("sentinel.conf");
        Files.writeString(configuration, """
                sentinel monitor main 127.0.0.1 %d 1
                sentinel down-after-milliseconds main 500
                sentinel failover-timeout main 2000
                """.formatted(master));
        return RedisServer.startSentinel(configuration);
    }

    private static boolean isTaken(RedisBackplane backplane) {
        try {
            return done(backplane.publish(new Publication(NEWS, "news", "{}", null, null, Retention.NONE, null)))
                    instanceof PublishOutcome.Accepted;
        } catch (BackplaneUnavailableException notYet) {
            return false;
        }
    }
}
