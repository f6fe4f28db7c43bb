package io.carillon.process.management;

import static io.carillon.backplane.Await.until;
import static org.assertj.core.api.Assertions.assertThat;

import io.carillon.backplane.Backplane;
import io.carillon.backplane.memory.MemoryBackplane;
import io.carillon.backplane.redis.RedisBackplane;
import io.carillon.backplane.redis.RedisServer;
import io.carillon.backplane.redis.RedisSettings;
import io.carillon.backplane.seal.TestVault;
import io.carillon.process.server.Addresses;
import io.carillon.process.server.ServerProperties;
import io.carillon.process.settings.Role;
import io.carillon.process.settings.Setting;
import io.carillon.process.settings.SettingsReader;
import io.micronaut.context.ApplicationContext;
import io.micronaut.runtime.server.EmbeddedServer;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.util.Map;
import org.junit.jupiter.api.Test;

/** What whoever watches a process is told, on its port. */
class ManagementTest {

    private static final String READY = "{\"name\":\"carillon\",\"status\":\"UP\"";

    private final HttpClient client = HttpClient.newHttpClient();
    private final Addresses addresses = Addresses.choose(
            new SettingsReader(Role.BROKER, Map.of()).read(Map.of(Setting.PORT, "0", Setting.MANAGEMENT_PORT, "0")));
    private final Drain drain = new Drain();

    @Test
    void a_process_that_hears_the_others_is_alive_and_ready() throws Exception {
        try (ApplicationContext context = start(new MemoryBackplane())) {
            assertThat(get("/health/liveness").statusCode()).isEqualTo(200);
            assertThat(get("/health/readiness").statusCode()).isEqualTo(200);
            assertThat(get("/health/readiness").body()).startsWith(READY);
            assertThat(get("/metrics").body())
                    .contains("\ncarillon_backplane_hearing 1.0\n", "\ncarillon_lanes_messages_total 0.0\n");
            assertThat(context.isRunning()).isTrue();
        }
    }

    @Test
    void while_redis_is_away_it_is_alive_and_not_ready_and_the_answer_says_why() throws Exception {
        try (RedisServer redis = RedisServer.start();
                RedisBackplane backplane =
                        RedisBackplane.connect(RedisSettings.of(redis.url()).withShards(4), TestVault.VAULT);
                ApplicationContext context = start(backplane)) {
            assertThat(get("/health/readiness").statusCode()).isEqualTo(200);

            redis.kill();
            until("it is not ready", () -> status("/health/readiness") == 503);

            assertThat(get("/health/readiness").body())
                    .contains("\"id\":\"backplane_not_hearing\"", "Redis does not answer");
            assertThat(status("/health/liveness")).isEqualTo(200);
            assertThat(get("/metrics").body()).contains("\ncarillon_backplane_hearing 0.0\n");

            redis.startAgain();
            until("it is ready again", () -> status("/health/readiness") == 200);
            assertThat(context.isRunning()).isTrue();
        }
    }

    @Test
    void a_process_that_is_about_to_end_is_alive_and_not_ready() throws Exception {
        try (ApplicationContext context = start(new MemoryBackplane())) {
            drain.begin();

            assertThat(status("/health/readiness")).isEqualTo(503);
            assertThat(get("/health/readiness").body())
                    .contains("\"id\":\"draining\"", "This process is about to end.");
            assertThat(status("/health/liveness")).isEqualTo(200);
            assertThat(context.isRunning()).isTrue();
        }
    }

    @Test
    void on_the_port_of_clients_and_servers_there_is_nothing_of_it() throws Exception {
        try (ApplicationContext context = start(new MemoryBackplane())) {
            for (String path : new String[] {"/health", "/health/readiness", "/health/liveness", "/metrics"}) {
                assertThat(get(addresses.page(path), "").statusCode()).as(path).isEqualTo(404);
            }
            assertThat(get(addresses.page("/up"), "").body()).isEqualTo("OK");
            assertThat(context.isRunning()).isTrue();
        }
    }

    private ApplicationContext start(Backplane backplane) {
        ApplicationContext context = ApplicationContext.builder()
                .enableDefaultPropertySources(false)
                .environmentPropertySource(false)
                .deduceEnvironment(false)
                .banner(false)
                .properties(ServerProperties.of(addresses))
                .singletons(backplane, drain)
                .start();
        context.getBean(EmbeddedServer.class).start();
        return context;
    }

    private int status(String path) {
        try {
            return get(path).statusCode();
        } catch (IOException e) {
            throw new AssertionError(e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new AssertionError("interrupted", e);
        }
    }

    private HttpResponse<String> get(String path) throws IOException, InterruptedException {
        return get("http://127.0.0.1:" + addresses.managementPort(), path);
    }

    private HttpResponse<String> get(String base, String path) throws IOException, InterruptedException {
        return client.send(HttpRequest.newBuilder(URI.create(base + path)).build(), BodyHandlers.ofString());
    }
}
