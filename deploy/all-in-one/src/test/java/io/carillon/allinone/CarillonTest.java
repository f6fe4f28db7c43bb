package io.carillon.allinone;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.net.http.WebSocket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The whole platform as a process. */
class CarillonTest {

    private static final String[] ON_FREE_PORTS = {"dev", "--json", "--no-open", "--port", "0", "--management-port", "0"
    };

    @TempDir
    Path folder;

    private final HttpClient client = HttpClient.newHttpClient();

    @Test
    void what_a_server_publishes_reaches_a_subscriber_through_one_process() throws Exception {
        try (var carillon = CarillonProcess.start(folder, Map.of(), ON_FREE_PORTS)) {
            Map<String, String> told = carillon.announcement();
            var frames = new Frames();
            WebSocket socket = client.newWebSocketBuilder()
                    .buildAsync(URI.create(told.get("websocket_url") + "?protocol=7&client=test&version=1"), frames)
                    .join();
            assertThat(frames.next()).startsWith("{\"event\":\"pusher:connection_established\"");
            socket.sendText("{\"event\":\"pusher:subscribe\",\"data\":{\"channel\":\"my-channel\"}}", true);
            assertThat(frames.next())
                    .isEqualTo(
                            "{\"event\":\"pusher_internal:subscription_succeeded\",\"channel\":\"my-channel\",\"data\":\"{}\"}");
            assertThat(frames.next())
                    .isEqualTo(
                            "{\"event\":\"pusher_internal:subscription_count\",\"channel\":\"my-channel\",\"data\":\"{\\\"subscription_count\\\":1}\"}");

            var answer = client.send(
                    HttpRequest.newBuilder(URI.create(told.get("http_api_url") + "/events"))
                            .header("Authorization", "Bearer " + told.get("token"))
                            .header("Content-Type", "application/json")
                            .POST(BodyPublishers.ofString(
                                    "{\"name\":\"greeting\",\"channel\":\"my-channel\",\"data\":{\"text\":\"Hello\"}}"))
                            .build(),
                    BodyHandlers.ofString());

            assertThat(answer.statusCode()).isEqualTo(200);
            assertThat(answer.body()).isEqualTo("{}");
            assertThat(frames.next())
                    .isEqualTo(
                            "{\"event\":\"greeting\",\"channel\":\"my-channel\",\"data\":\"{\\\"text\\\":\\\"Hello\\\"}\"}");
            assertThat(carillon.errors()).isEmpty();
        }
    }

    @Test
    void metrics_and_health_are_on_a_port_of_their_own() throws Exception {
        try (var carillon = CarillonProcess.start(folder, Map.of(), ON_FREE_PORTS)) {
            Map<String, String> told = carillon.announcement();
            String open = "http://127.0.0.1:" + told.get("port");
            String management = "http://127.0.0.1:" + told.get("management_port");

            assertThat(get(open + "/up").body()).isEqualTo("OK");
            assertThat(get(management + "/up").body()).isEqualTo("OK");
            assertThat(get(management + "/health/liveness").body())
                    .startsWith("{\"name\":\"carillon\",\"status\":\"UP\"");
            assertThat(get(management + "/health/readiness").body())
                    .startsWith("{\"name\":\"carillon\",\"status\":\"UP\"");
            assertThat(get(management + "/metrics").body())
                    .contains("\ncarillon_connections 0.0\n", "\njvm_memory_used_bytes{");

            assertThat(get(open + "/metrics").statusCode()).isEqualTo(404);
            assertThat(get(open + "/health").statusCode()).isEqualTo(404);
            assertThat(get(management + "/playground/config.json").statusCode()).isEqualTo(404);
            for (String endpoint :
                    List.of("beans", "env", "loggers", "routes", "threaddump", "refresh", "stop", "info")) {
                assertThat(get(management + "/" + endpoint).statusCode())
                        .as(endpoint)
                        .isEqualTo(404);
            }
        }
    }

    @Test
    void it_stops_when_it_is_told_to_and_is_the_same_app_on_the_next_start() throws Exception {
        Map<String, String> first;
        try (var carillon = CarillonProcess.start(folder, Map.of(), ON_FREE_PORTS)) {
            first = carillon.announcement();

            carillon.terminate();

            assertThat(carillon.exitStatus()).isEqualTo(143);
            assertThat(carillon.errors()).isEmpty();
        }
        try (var carillon = CarillonProcess.start(folder, Map.of(), ON_FREE_PORTS)) {
            assertThat(carillon.announcement())
                    .containsEntry("app_id", first.get("app_id"))
                    .containsEntry("app_secret", first.get("app_secret"))
                    .containsEntry("token", first.get("token"));
        }
    }

    @Test
    void a_copy_of_the_data_folder_is_a_whole_backup() throws Exception {
        Map<String, String> first;
        try (var carillon = CarillonProcess.start(folder, Map.of(), ON_FREE_PORTS)) {
            first = carillon.announcement();
            carillon.terminate();
            assertThat(carillon.exitStatus()).isEqualTo(143);
        }
        Path copy = Files.createDirectory(folder.resolve("restored"));
        try (Stream<Path> files = Files.list(folder.resolve("carillon-data"))) {
            for (Path file : files.toList()) {
                Files.copy(file, copy.resolve(file.getFileName()));
            }
        }

        try (var carillon =
                CarillonProcess.start(folder, Map.of("CARILLON_DATA_DIR", copy.toString()), ON_FREE_PORTS)) {
            assertThat(carillon.announcement())
                    .containsEntry("app_id", first.get("app_id"))
                    .containsEntry("app_key", first.get("app_key"))
                    .containsEntry("app_secret", first.get("app_secret"))
                    .containsEntry("token", first.get("token"));
        }
    }

    @Test
    void metrics_name_no_app_no_key_and_no_channel() throws Exception {
        try (var carillon = CarillonProcess.start(folder, Map.of(), ON_FREE_PORTS)) {
            Map<String, String> told = carillon.announcement();
            var published = client.send(
                    HttpRequest.newBuilder(URI.create(told.get("http_api_url") + "/events"))
                            .header("Authorization", "Bearer " + told.get("token"))
                            .POST(BodyPublishers.ofString(
                                    "{\"name\":\"n\",\"channel\":\"tenants-own\",\"data\":\"x\"}"))
                            .build(),
                    BodyHandlers.ofString());
            assertThat(published.statusCode()).isEqualTo(200);

            assertThat(get("" + told.get("metrics_url")).body())
                    .contains("carillon_connections")
                    .doesNotContain(told.get("app_id"), told.get("app_key"), "tenants-own");
        }
    }

    @Test
    void a_port_in_use_ends_it_with_one_line() throws Exception {
        try (var other = new ServerSocket(0, 1, InetAddress.getLoopbackAddress());
                var carillon =
                        CarillonProcess.start(folder, Map.of("CARILLON_PORT", "" + other.getLocalPort()), "dev")) {
            assertThat(carillon.exitStatus()).isEqualTo(1);
            assertThat(carillon.output()).isEmpty();
            assertThat(carillon.errors())
                    .isEqualTo("carillon: Port " + other.getLocalPort()
                            + " on 127.0.0.1 is already in use, perhaps by another Carillon. Stop that program, or choose another"
                            + " port with --port or CARILLON_PORT; 0 takes any free one. (port_in_use)\n");
            assertThat(folder.resolve("carillon-data")).doesNotExist();
        }
    }

    @Test
    void a_redis_that_does_not_answer_ends_it_with_the_ways_out() throws Exception {
        try (var carillon = CarillonProcess.start(
                folder,
                Map.of(
                        "CARILLON_REDIS_URL", "redis://user:hidden-word@127.0.0.1:1",
                        "CARILLON_MASTER_KEY", "AAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAA="),
                ON_FREE_PORTS)) {
            assertThat(carillon.exitStatus()).isEqualTo(1);
            assertThat(carillon.output()).isEmpty();
            assertThat(carillon.errors())
                    .startsWith("carillon: Redis does not answer: ")
                    .endsWith(
                            "Start it, mend --redis-url, or leave that out to run without Redis. (redis_unreachable)\n")
                    .doesNotContain("hidden-word");
        }
    }

    @Test
    void settings_come_from_the_file_in_the_working_folder() throws Exception {
        Files.writeString(folder.resolve("carillon.yml"), "data-dir: my data\napp-id: 4711\n");

        try (var carillon = CarillonProcess.start(folder, Map.of(), ON_FREE_PORTS)) {
            assertThat(carillon.announcement()).containsEntry("app_id", "4711").containsEntry("data_dir", "my data");
            assertThat(folder.resolve("my data/carillon.mv.db")).isRegularFile();
        }
    }

    @Test
    void help_is_printed_and_that_is_all() throws Exception {
        try (var carillon = CarillonProcess.start(folder, Map.of(), "--help")) {
            assertThat(carillon.output()).startsWith("Usage: carillon [dev | serve] [flags]");
            assertThat(carillon.exitStatus()).isZero();
            assertThat(folder.resolve("carillon-data")).doesNotExist();
        }
    }

    private HttpResponse<String> get(String url) throws IOException, InterruptedException {
        return client.send(HttpRequest.newBuilder(URI.create(url)).build(), BodyHandlers.ofString(UTF_8));
    }
}
