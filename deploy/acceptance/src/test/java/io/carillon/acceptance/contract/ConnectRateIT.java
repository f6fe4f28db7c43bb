package io.carillon.acceptance.contract;

import static org.assertj.core.api.Assertions.assertThat;

import io.carillon.acceptance.server.RunningJar;
import io.carillon.acceptance.wire.RawClient;
import io.carillon.acceptance.wire.RawHttp;
import java.net.Socket;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** A broker that lets in three clients a second. */
@Timeout(value = 2, unit = TimeUnit.MINUTES)
final class ConnectRateIT {

    private static final int RATE = 3;
    private static final int CROWD = 30;
    private static final String TARGET = "/app/" + RunningJar.APP_KEY + "?protocol=7";
    private static final String WORDS =
            "Over capacity: more than 3 clients connect within a second, please try again in a moment";

    private static RunningJar jar;

    @BeforeAll
    static void start() {
        jar = RunningJar.start("connect-rate", Map.of("CARILLON_CONNECTS_PER_SECOND", Integer.toString(RATE)));
    }

    @AfterAll
    static void stop() {
        jar.close();
    }

    @Test
    void whoever_waits_at_the_door_does_not_come_in_the_faster_for_it() {
        List<Socket> silent = new ArrayList<>();
        for (int i = 0; i < CROWD; i++) {
            silent.add(RawClient.dial(jar.host(), jar.port()));
        }
        LockSupport.parkNanos(Duration.ofSeconds(2).toNanos());
        double postponedBefore = postponed();

        long began = System.nanoTime();
        List<RawClient> clients =
                silent.stream().map(socket -> RawClient.upgrade(socket, TARGET)).toList();
        int letIn = 0;
        for (RawClient client : clients) {
            String first = client.nextText();
            if (first.startsWith("{\"event\":\"pusher:connection_established\"")) {
                letIn++;
            } else {
                assertThat(first)
                        .isEqualTo(
                                "{\"event\":\"pusher:error\",\"data\":{\"code\":4100,\"message\":\"" + WORDS + "\"}}");
                assertThat(client.isClosedWith(4100)).isEqualTo(WORDS);
            }
        }
        long seconds = Duration.ofNanos(System.nanoTime() - began).toSeconds() + 1;

        assertThat(letIn).isBetween(RATE, (int) (RATE * seconds));
        assertThat(letIn).as("of so many on a machine that is not asleep").isLessThan(CROWD);
        assertThat(postponed() - postponedBefore).isEqualTo(CROWD - letIn);
        clients.forEach(RawClient::close);
    }

    @Test
    void whoever_comes_back_in_a_moment_is_let_in() {
        for (int attempt = 0; attempt < 50; attempt++) {
            try (RawClient client = RawClient.open(jar.host(), jar.port(), TARGET)) {
                if (client.nextText().startsWith("{\"event\":\"pusher:connection_established\"")) {
                    return;
                }
            }
            LockSupport.parkNanos(Duration.ofMillis(100).toNanos());
        }
        throw new AssertionError("nobody was let in for five seconds");
    }

    private static double postponed() {
        String metrics = new RawHttp(jar.host(), jar.managementPort())
                .send("GET", "/metrics", null)
                .body();
        return metrics.lines()
                .filter(line -> line.startsWith("carillon_connections_postponed_total "))
                .mapToDouble(line -> Double.parseDouble(line.substring(line.indexOf(' '))))
                .findFirst()
                .orElseThrow();
    }
}
