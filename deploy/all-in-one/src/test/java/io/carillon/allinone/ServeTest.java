package io.carillon.allinone;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The whole platform as a process, for real users. */
class ServeTest {

    private static final String KEY = "AAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAA=";
    private static final Map<String, String> WITH_KEY = Map.of("CARILLON_MASTER_KEY", KEY);
    private static final Map<String, String> OWN_APP = Map.of(
            "CARILLON_MASTER_KEY", KEY,
            "CARILLON_APP_ID", "4711",
            "CARILLON_APP_KEY", "own-key",
            "CARILLON_APP_SECRET", "own-secret",
            "CARILLON_APP_TOKEN", "own-token",
            "CARILLON_APP_ORIGINS", "https://shop.example.com");

    @TempDir
    Path folder;

    private final HttpClient client = HttpClient.newHttpClient();

    @Test
    void it_begins_with_no_app_and_no_playground() throws Exception {
        try (var carillon = serve(WITH_KEY)) {
            Map<String, String> told = carillon.announcement();
            String open = "http://127.0.0.1:" + said(told, "port");

            assertThat(get(open + "/up").body()).isEqualTo("OK");
            assertThat(get(said(told, "readiness_url")).statusCode()).isEqualTo(200);
            assertThat(get(open + "/playground").statusCode()).isEqualTo(404);
            assertThat(get(open + "/playground/config.json").statusCode()).isEqualTo(404);
            assertThat(get(said(told, "management_api_url") + "/apps").statusCode())
                    .isEqualTo(401);
            assertThat(carillon.errors()).isEmpty();
            assertThat(folder.resolve("carillon-data/master.key")).doesNotExist();
        }
    }

    @Test
    void an_app_of_ones_own_is_served_and_none_of_its_secrets_is_shown() throws Exception {
        try (var carillon = serve(OWN_APP)) {
            Map<String, String> told = carillon.announcement();

            assertThat(publish(told, "4711", "own-token").body()).isEqualTo("{}");
            assertThat(told.toString()).doesNotContain("own-");
            assertThat(upgrade(told, "https://elsewhere.example.com")).contains("4009");
            assertThat(upgrade(told, "https://shop.example.com")).contains("pusher:connection_established");
        }
        try (var carillon = serve(OWN_APP)) {
            assertThat(publish(carillon.announcement(), "4711", "own-token").body())
                    .isEqualTo("{}");
        }
    }

    @Test
    void without_a_master_key_nothing_is_made() throws Exception {
        assertThat(complaint(Map.of())).endsWith("(master_key_required)\n");

        assertThat(folder.resolve("carillon-data")).doesNotExist();
    }

    @Test
    void where_dev_has_made_an_app_it_does_not_begin_until_that_is_gone_or_taken_over() throws Exception {
        Map<String, String> demo;
        try (var carillon = CarillonProcess.start(
                folder, Map.of(), "dev", "--json", "--no-open", "--port=0", "--management-port=0")) {
            demo = carillon.announcement();
            carillon.terminate();
            carillon.exitStatus();
        }
        Path key = folder.resolve("master.key");
        Files.move(folder.resolve("carillon-data/master.key"), key);
        var withItsKey = Map.of("CARILLON_MASTER_KEY_FILE", key.toString());

        assertThat(complaint(withItsKey))
                .startsWith("carillon: App " + said(demo, "app_id") + " was made by 'dev' to try things with")
                .contains("CARILLON_APP_ID=" + said(demo, "app_id") + ", CARILLON_APP_SECRET and CARILLON_APP_TOKEN")
                .endsWith("(demo_app_present)\n")
                .doesNotContain(said(demo, "app_secret"), said(demo, "token"));

        var takenOver = new HashMap<>(withItsKey);
        takenOver.put("CARILLON_APP_ID", said(demo, "app_id"));
        takenOver.put("CARILLON_APP_SECRET", "own-secret");
        takenOver.put("CARILLON_APP_TOKEN", "own-token");
        try (var carillon = serve(takenOver)) {
            Map<String, String> told = carillon.announcement();
            assertThat(publish(told, said(demo, "app_id"), "own-token").body()).isEqualTo("{}");
            assertThat(publish(told, said(demo, "app_id"), said(demo, "token")).statusCode())
                    .isEqualTo(401);
        }
    }

    private CarillonProcess serve(Map<String, String> environment) throws IOException {
        return CarillonProcess.start(folder, environment, "serve", "--json", "--port", "0", "--management-port", "0");
    }

    private String complaint(Map<String, String> environment) throws Exception {
        try (var carillon = serve(environment)) {
            assertThat(carillon.exitStatus()).isEqualTo(1);
            assertThat(carillon.output()).isEmpty();
            return carillon.errors();
        }
    }

    private static String said(Map<String, String> announcement, String name) {
        return announcement.getOrDefault(name, "");
    }

    private HttpResponse<String> get(String url) throws IOException, InterruptedException {
        return client.send(HttpRequest.newBuilder(URI.create(url)).build(), BodyHandlers.ofString(UTF_8));
    }

    private HttpResponse<String> publish(Map<String, String> told, String app, String token)
            throws IOException, InterruptedException {
        return client.send(
                HttpRequest.newBuilder(URI.create(said(told, "http_api_url").replace("APP_ID", app) + "/events"))
                        .header("Authorization", "Bearer " + token)
                        .header("Content-Type", "application/json")
                        .POST(BodyPublishers.ofString(
                                "{\"name\":\"greeting\",\"channel\":\"my-channel\",\"data\":\"Hello\"}"))
                        .build(),
                BodyHandlers.ofString(UTF_8));
    }

    /** What a page of this origin hears first. */
    private String upgrade(Map<String, String> told, String origin) throws InterruptedException {
        var frames = new Frames();
        client.newWebSocketBuilder()
                .header("Origin", origin)
                .buildAsync(
                        URI.create(said(told, "websocket_url").replace("APP_KEY", "own-key") + "?protocol=7"), frames)
                .join();
        return frames.next();
    }
}
