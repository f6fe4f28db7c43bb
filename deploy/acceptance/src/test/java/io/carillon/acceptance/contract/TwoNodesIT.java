package io.carillon.acceptance.contract;

import static org.assertj.core.api.Assertions.assertThat;

import io.carillon.acceptance.server.Carillon;
import io.carillon.acceptance.server.RedisProcess;
import io.carillon.acceptance.server.RunningJar;
import io.carillon.acceptance.wire.RawClient;
import java.time.Duration;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** Two processes over one Redis are one platform, and one of them may die. */
@Timeout(value = 2, unit = TimeUnit.MINUTES)
final class TwoNodesIT {

    private static final Duration TWO_LEASES = Duration.ofSeconds(20);

    private static RedisProcess redis;
    private static Carillon first;
    private static Carillon second;

    @BeforeAll
    static void start() {
        redis = RedisProcess.start();
        first = new Carillon(RunningJar.start("node-1", redis.environment()));
        second = new Carillon(RunningJar.start("node-2", redis.environment()));
    }

    @AfterAll
    static void stop() {
        first.close();
        second.close();
        first.jar().close();
        second.jar().close();
        redis.close();
    }

    @Test
    void what_is_published_at_one_node_is_heard_at_the_other() {
        RawClient ann = first.connect();
        ann.isSubscribedTo("across");

        second.publishes("across", "headline", "rain");

        ann.hears("{\"event\":\"headline\",\"channel\":\"across\",\"data\":\"rain\"}");
    }

    @Test
    void client_events_cross_nodes_and_spare_their_sender() {
        RawClient ann = first.connect();
        RawClient bob = second.connect();
        ann.joins("presence-desk", "{\"user_id\":\"ann\"}");
        bob.joins("presence-desk", "{\"user_id\":\"bob\"}");
        ann.hears(
                "{\"event\":\"pusher_internal:member_added\",\"channel\":\"presence-desk\",\"data\":\"{\\\"user_id\\\":\\\"bob\\\",\\\"user_info\\\":{}}\"}");

        bob.says("{\"event\":\"client-typing\",\"channel\":\"presence-desk\",\"data\":{}}");

        ann.hears("{\"event\":\"client-typing\",\"channel\":\"presence-desk\",\"data\":\"{}\",\"user_id\":\"bob\"}");
        bob.hearsNothingMore();
    }

    @Test
    void the_members_of_a_killed_node_are_gone_within_two_leases_and_announced_once() throws Exception {
        RawClient ann = first.connect();
        ann.joins("presence-ward", "{\"user_id\":\"ann\"}");
        try (RunningJar third = RunningJar.start("node-3", redis.environment())) {
            RawClient bob = new Carillon(third).connect();
            bob.joins("presence-ward", "{\"user_id\":\"bob\"}");
            ann.hearsBeginning("{\"event\":\"pusher_internal:member_added\"");

            ProcessHandle.of(third.pid()).orElseThrow().destroyForcibly();
        }

        ann.waitsUpTo(TWO_LEASES);
        ann.hears(
                "{\"event\":\"pusher_internal:member_removed\",\"channel\":\"presence-ward\",\"data\":\"{\\\"user_id\\\":\\\"bob\\\"}\"}");
        ann.hearsNothingMore();
        assertThat(second.get("/channels/presence-ward/users").body()).isEqualTo("{\"users\":[{\"id\":\"ann\"}]}");
    }
}
