package io.carillon.acceptance.contract;

import static org.assertj.core.api.Assertions.assertThat;

import io.carillon.acceptance.server.RunningJar;
import io.carillon.acceptance.wire.RawClient;
import java.time.Duration;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** What a client notices of the server's beginning and end, and of its own silence. */
@Timeout(value = 2, unit = TimeUnit.MINUTES)
final class LifecycleIT {

    @Test
    void a_server_that_stops_tells_its_clients_to_come_back_at_once() {
        RawClient client;
        try (RunningJar jar = RunningJar.start("farewell", Map.of())) {
            client = RawClient.open(jar.host(), jar.port(), "/app/" + RunningJar.APP_KEY);
            client.isGreeted();
            client.isSubscribedTo("news");
        }

        assertThat(client.isRefusedWith(4200)).isEqualTo("Please reconnect immediately");
    }

    @Test
    void a_silent_client_is_pinged_after_the_activity_timeout_and_closed_30_s_later() {
        try (RunningJar jar = RunningJar.start(
                "silence", Map.of("CARILLON_ACTIVITY_TIMEOUT", "2s", "CARILLON_PATH_PREFIX", "/realtime"))) {
            RawClient client =
                    RawClient.open(jar.host(), jar.port(), "/realtime/app/" + RunningJar.APP_KEY + "?protocol=7");
            client.hearsBeginning("{\"event\":\"pusher:connection_established\"");
            client.waitsUpTo(Duration.ofSeconds(45));

            assertThat(client.nextFrame().opcode()).isEqualTo(RawClient.PING);

            // It says nothing, not even a pong.
            assertThat(client.isRefusedWith(4201)).isEqualTo("Pong reply not received");
        }
    }
}
