package io.carillon.acceptance.contract;

import static org.assertj.core.api.Assertions.assertThat;

import io.carillon.acceptance.server.ClusterScript;
import io.carillon.acceptance.server.ClusterScript.Part;
import io.carillon.acceptance.server.RunningJar;
import io.carillon.acceptance.wire.RawClient;
import io.carillon.acceptance.wire.RawHttp;
import io.carillon.acceptance.wire.Signing;
import java.io.IOException;
import java.io.OutputStream;
import java.net.SocketTimeoutException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** The cluster that one command starts: a proxy that sticks to nothing, and any broker may die. */
@Timeout(value = 4, unit = TimeUnit.MINUTES)
final class ClusterIT {

    private static final String HOST = "127.0.0.1";
    private static final String HEADLINE = "{\"event\":\"headline\",\"channel\":\"across\",\"data\":\"%s\"}";
    private static final Pattern CONNECTIONS = Pattern.compile("\ncarillon_connections ([0-9.]+)\n");

    @TempDir
    Path folder;

    @Test
    void two_users_on_different_brokers_hear_the_same_and_when_one_broker_dies_its_user_comes_back() {
        try (ClusterScript cluster = ClusterScript.start(folder, 2, 2)) {
            List<Part> brokers = named(cluster, "broker-");
            assertThat(cluster.runs("status")).isZero();

            RawClient ann = connect(cluster);
            Part annsBroker = theOneWithAClient(brokers);
            RawClient bob = connect(cluster);
            // Round robin, without stickiness: each has one of the two.
            assertThat(brokers)
                    .allSatisfy(broker -> assertThat(connections(broker)).isEqualTo(1));

            publishes(cluster, "rain");
            ann.hears(HEADLINE.formatted("rain"));
            bob.hears(HEADLINE.formatted("rain"));

            annsBroker.process().destroyForcibly();
            awaitTheEndOf(ann);
            ann = connect(cluster);

            publishes(cluster, "sun");
            ann.hears(HEADLINE.formatted("sun"));
            bob.hears(HEADLINE.formatted("sun"));
            assertThat(cluster.runs("status")).isEqualTo(1);
            cluster.says(annsBroker.name() + " (pid " + annsBroker.process().pid() + ") has ended; the others go on.");

            List<Part> all = cluster.parts();
            assertThat(all).hasSizeGreaterThanOrEqualTo(5);
            assertThat(cluster.runs("stop")).isZero();

            assertThat(bob.isRefusedWith(4200)).isEqualTo("Please reconnect immediately");
            assertThat(all).noneMatch(part -> part.process().isAlive());
            assertThat(cluster.hasEnded()).isTrue();
            assertThat(cluster.runs("stop")).isZero();
        }
    }

    private static List<Part> named(ClusterScript cluster, String beginning) {
        return cluster.parts().stream()
                .filter(part -> part.name().startsWith(beginning))
                .toList();
    }

    private static RawClient connect(ClusterScript cluster) {
        RawClient client = RawClient.open(HOST, cluster.port(), "/app/" + RunningJar.APP_KEY + "?protocol=7");
        client.isGreeted();
        client.isSubscribedTo("across");
        return client;
    }

    /** Its connection ends, whatever else is still on its way. */
    private static void awaitTheEndOf(RawClient client) {
        try {
            client.socket().getInputStream().transferTo(OutputStream.nullOutputStream());
        } catch (SocketTimeoutException open) {
            throw new AssertionError("the connection outlived its broker", open);
        } catch (IOException reset) {
            // An end as well.
        }
    }

    private static void publishes(ClusterScript cluster, String data) {
        String path = "/apps/" + RunningJar.APP_ID + "/events";
        String body = "{\"name\":\"headline\",\"channels\":[\"across\"],\"data\":\"" + data + "\"}";
        RawHttp.Answer answer =
                new RawHttp(HOST, cluster.port()).send("POST", path + "?" + Signing.query("POST", path, body), body);
        assertThat(answer.body()).isEqualTo("{}");
    }

    private static Part theOneWithAClient(List<Part> brokers) {
        List<Part> busy = new ArrayList<>(brokers);
        busy.removeIf(broker -> connections(broker) == 0);
        assertThat(busy).hasSize(1);
        return busy.get(0);
    }

    private static int connections(Part broker) {
        String metrics = new RawHttp(HOST, broker.managementPort())
                .send("GET", "/metrics", null)
                .body();
        Matcher matcher = CONNECTIONS.matcher(metrics);
        assertThat(matcher.find()).isTrue();
        return (int) Double.parseDouble(matcher.group(1));
    }
}
