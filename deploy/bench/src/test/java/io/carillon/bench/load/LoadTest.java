package io.carillon.bench.load;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.withinPercentage;

import io.carillon.bench.dialect.Credentials;
import io.carillon.bench.dialect.PusherDialect;
import io.carillon.bench.report.RunResult;
import java.io.IOException;
import java.net.InetSocketAddress;
import java.time.Clock;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

final class LoadTest {

    private TinyPusher server;

    @BeforeEach
    void start() throws IOException {
        server = new TinyPusher();
    }

    @AfterEach
    void stop() throws IOException {
        server.close();
    }

    @Test
    void every_subscriber_of_every_channel_hears_every_message() {
        RunResult result = Load.run(settings(Mode.PUB, 20, 4, 0, false));

        assertThat(result.error()).isEmpty();
        assertThat(result.alive()).isEqualTo(20);
        assertThat(result.deliveredPerS()).isPositive();
        assertThat(result.lost()).isZero();
        assertThat(result.reordered()).isZero();
        assertThat(result.undelivered()).isZero();
        assertThat(result.latencyMs().p50()).isPositive();
        assertThat(result.serverCpuUsPerDelivery())
                .as("there is no pid to read it from")
                .isNull();
        assertThat(server.publishRequests()).allMatch(line -> line.startsWith("POST /apps/1/events?auth_key=key&"));
    }

    @Test
    void a_message_that_reached_nobody_is_lost_to_each_subscriber() {
        server.dropEvery(5);

        RunResult result = Load.run(settings(Mode.PUB, 10, 1, 200, false));

        assertThat(result.lost()).isPositive();
        assertThat(result.undelivered()).isPositive();
        assertThat(result.reordered()).isZero();
    }

    @Test
    void where_order_cannot_be_known_it_is_not_told() {
        RunResult result = Load.run(settings(Mode.PUB, 10, 1, 0, true));

        assertThat(result.lost()).isNull();
        assertThat(result.reordered()).isNull();
        assertThat(result.undelivered()).isZero();
    }

    @Test
    void a_refused_publish_is_counted_and_the_first_answer_kept() {
        server.refuseWith("HTTP/1.1 401 Unauthorized\r\nContent-Length: 17\r\n\r\ninvalid signature");

        RunResult result = Load.run(settings(Mode.PUB, 2, 1, 50, false));

        assertThat(result.httpErrors()).isPositive();
        assertThat(result.error()).isEqualTo("HTTP/1.1 401 Unauthorized Content-Length: 17 invalid signature");
        assertThat(result.deliveredPerS()).isZero();
    }

    @Test
    void an_open_loop_keeps_its_rate() {
        RunResult result = Load.run(settings(Mode.PUB, 4, 2, 100, false));

        assertThat(result.publishedPerS()).isBetween(60.0, 140.0);
        assertThat(result.lost()).isZero();
    }

    @Test
    void pairs_play_ping_pong() {
        RunResult result = Load.run(settings(Mode.ECHO, 6, 3, 0, false));

        assertThat(result.error()).isEmpty();
        assertThat(result.deliveredPerS()).isPositive();
        assertThat(result.publishedPerS()).as("one serve for two deliveries").isLessThan(result.deliveredPerS());
        assertThat(result.latencyMs().p50()).isPositive();
        assertThat(server.publishRequests()).isEmpty();
    }

    @Test
    void clients_publish_to_the_others_in_their_channel() {
        RunResult result = Load.run(settings(Mode.CLIENT, 6, 2, 0, false));

        assertThat(result.deliveredPerS()).isPositive();
        assertThat(result.lost()).isZero();
        assertThat(result.undelivered()).isZero();
    }

    @Test
    void idle_connections_stay() {
        RunResult result = Load.run(settings(Mode.IDLE, 30, 1, 0, false));

        assertThat(result.alive()).isEqualTo(30);
        assertThat(result.handshakeMs().p50()).isPositive();
        assertThat(result.deliveredPerS()).isZero();
    }

    @Test
    void nobody_listening_is_said_with_the_reason() throws IOException {
        server.close();

        assertThatThrownBy(() -> Load.run(settings(Mode.PUB, 2, 1, 0, false)))
                .isInstanceOf(LoadException.class)
                .hasMessageContaining("No connection came up. First error:")
                .hasMessageContaining("Connection refused");
    }

    @Test
    void settings_that_cannot_be_meant_are_refused_with_a_way_out() {
        assertThatThrownBy(() -> settings(Mode.PUB, 2, 3, 0, false))
                .isInstanceOf(LoadException.class)
                .hasMessage("--channels 3 is more than --conns 2: some channels would have nobody in them.");
        assertThatThrownBy(() -> settings(Mode.ECHO, 2, 1, 10, false))
                .isInstanceOf(LoadException.class)
                .hasMessage("--rate does not go with --mode echo, which is a closed loop: leave one of them out.");
    }

    @Test
    void what_a_part_of_the_server_took_is_told_by_its_name() {
        Map<String, List<Long>> parts =
                Map.of("tiny", List.of(ProcessHandle.current().pid()));

        RunResult result = Load.run(settings(Mode.PUB, 4, 2, 0, false, List.of(server.address()), parts));

        assertThat(result.parts()).hasEntrySatisfying("tiny", tiny -> {
            assertThat(tiny.cpuUsPerPublish()).isPositive();
            assertThat(tiny.cpu()).isPositive();
        });
    }

    @Test
    void each_channel_has_a_subscriber_at_each_server_and_the_backend_keeps_to_its_own() throws IOException {
        try (TinyPusher other = new TinyPusher()) {
            // Given: 3 channels with 2 subscribers, at servers that know nothing of each other.
            var servers = List.of(other.address(), server.address());

            RunResult result = Load.run(settings(Mode.PUB, 6, 3, 100, false, servers, Map.of()));

            assertThat(result.alive()).isEqualTo(6);
            assertThat(result.deliveredPerS())
                    .as("one of each channel's two hears what is published")
                    .isCloseTo(result.publishedPerS(), withinPercentage(10));
            assertThat(server.publishRequests()).isNotEmpty();
            assertThat(other.publishRequests()).isEmpty();
        }
    }

    private Settings settings(Mode mode, int connections, int channels, double rate, boolean unordered) {
        return settings(mode, connections, channels, rate, unordered, List.of(server.address()), Map.of());
    }

    private Settings settings(
            Mode mode,
            int connections,
            int channels,
            double rate,
            boolean unordered,
            List<InetSocketAddress> servers,
            Map<String, List<Long>> parts) {
        var dialect = new PusherDialect("127.0.0.1", new Credentials("1", "key", "secret"), "m", Clock.systemUTC());
        return new Settings(
                "tiny",
                servers,
                server.address(),
                dialect,
                "pusher",
                mode,
                connections,
                channels,
                4,
                2,
                unordered,
                rate,
                100,
                "",
                0.1,
                0.5,
                10,
                2,
                0,
                List.of(),
                parts,
                false);
    }
}
