package io.carillon.broker.connection;

import static org.assertj.core.api.Assertions.assertThat;

import io.carillon.broker.TestClient;
import io.carillon.broker.TestCluster;
import io.carillon.protocol.AppKey;
import java.time.Duration;
import java.util.ArrayDeque;
import org.junit.jupiter.api.Test;

final class ConnectRateTest {

    private static final String WORDS =
            "Over capacity: more than 2 clients connect within a second, please try again in a moment";

    private long now = Duration.ofDays(-3).toNanos();

    @Test
    void so_many_may_come_at_once_and_the_next_when_a_second_has_passed() {
        var rate = new ConnectRate(3, () -> now);
        assertThat(takenOf(rate, 10)).isEqualTo(3);

        now += Duration.ofMillis(999).toNanos();
        assertThat(rate.isUsedUp()).isTrue();
        assertThat(takenOf(rate, 10)).isZero();

        now += Duration.ofMillis(1).toNanos();
        assertThat(rate.isUsedUp()).isFalse();
        assertThat(takenOf(rate, 10)).isEqualTo(3);
    }

    @Test
    void no_second_has_more_wherever_it_begins() {
        var rate = new ConnectRate(7, () -> now);
        var lastSecond = new ArrayDeque<Long>();
        int all = 0;
        for (int millis = 0; millis < 10_000; millis++) {
            now += Duration.ofMillis(1).toNanos();
            // Waves that come and go, at a pace that has nothing to do with seconds.
            for (int i = 0; i < millis % 13; i++) {
                if (rate.take()) {
                    lastSecond.add(now);
                    all++;
                }
            }
            while (!lastSecond.isEmpty() && now - lastSecond.peek() >= 1_000_000_000L) {
                lastSecond.poll();
            }
            assertThat(lastSecond).hasSizeLessThanOrEqualTo(7);
        }
        assertThat(all).isBetween(69, 70);
    }

    @Test
    void without_a_limit_everybody_may_come() {
        assertThat(takenOf(new ConnectRate(0, () -> now), 100_000)).isEqualTo(100_000);
    }

    @Test
    void whoever_is_one_too_many_is_told_to_come_back_and_is_let_in_a_second_later() {
        var cluster = new TestCluster(1, 2);
        cluster.node(0).connect();
        cluster.node(0).connect();

        TestClient ann = cluster.node(0).connect(TestCluster.KEY);
        ann.heard("{\"event\":\"pusher:error\",\"data\":{\"code\":4100,\"message\":\"" + WORDS + "\"}}");
        assertThat(ann.closed()).isEqualTo("4100 " + WORDS);
        assertThat(cluster.node(0).metrics().connectionsRefused.sum()).isEqualTo(1);
        assertThat(cluster.node(0).metrics().connectionsPostponed.sum()).isEqualTo(1);

        cluster.advance(Duration.ofSeconds(1));
        assertThat(cluster.node(0).connect(TestCluster.KEY).closed()).isNull();
    }

    @Test
    void one_of_ours_hears_the_stable_code_too() {
        var cluster = new TestCluster(1, 1);
        cluster.node(0).connect();

        TestClient ann = cluster.node(0)
                .connect(new Handshake(TestCluster.KEY.value(), "7", "js", "1", null, false, null, null, true));

        ann.heard("{\"event\":\"pusher:error\",\"data\":{\"code\":4100,\"message\":\""
                + WORDS.replace("2 clients", "1 clients") + "\",\"reason\":\"connect_rate\"}}");
    }

    @Test
    void those_who_may_not_come_in_at_all_use_up_nothing() {
        var cluster = new TestCluster(1, 2);
        for (int i = 0; i < 10; i++) {
            assertThat(cluster.node(0).connect(AppKey.of("nobody")).closed()).startsWith("4001 ");
        }

        cluster.node(0).connect();
        assertThat(cluster.node(0).connect(TestCluster.KEY).closed()).isNull();
    }

    @Test
    void each_node_has_a_rate_of_its_own() {
        var cluster = new TestCluster(2, 1);
        cluster.node(0).connect();

        assertThat(cluster.node(0).connect(TestCluster.KEY).closed()).startsWith("4100 ");
        assertThat(cluster.node(1).connect(TestCluster.KEY).closed()).isNull();
    }

    @Test
    void a_connection_that_is_there_lives_on() {
        var cluster = new TestCluster(1, 1);
        TestClient ann = cluster.node(0).connect();
        cluster.node(0).connect(TestCluster.KEY);

        ann.says("{\"event\":\"pusher:ping\",\"data\":{}}");

        ann.heard("{\"event\":\"pusher:pong\",\"data\":\"{}\"}");
    }

    private static int takenOf(ConnectRate rate, int attempts) {
        int taken = 0;
        for (int i = 0; i < attempts; i++) {
            taken += rate.take() ? 1 : 0;
        }
        return taken;
    }
}
