package io.carillon.allinone;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import io.carillon.process.refusal.StartRefusedException;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CopyOnWriteArrayList;
import org.junit.jupiter.api.Test;

/** The platform as a part of this program. */
class EmbeddedTest {

    private final List<String> log = new CopyOnWriteArrayList<>();
    private final HttpClient http = HttpClient.newHttpClient();

    @Test
    void servers_publish_to_its_app_and_to_one_more() throws Exception {
        try (var carillon = Embedded.start(Map.of(), log::add)) {
            Map<String, String> first = carillon.get();
            Map<String, String> another = carillon.call();

            assertThat(another.get("app_id")).isNotEqualTo(first.get("app_id"));
            assertThat(publish(first).statusCode()).isEqualTo(200);
            assertThat(publish(another).statusCode()).isEqualTo(200);
            assertThat(log).anyMatch(line -> line.contains("apps are in the directory"));
        }
    }

    @Test
    void whoever_has_started_it_may_everything() throws Exception {
        try (var carillon = Embedded.start(Map.of(), log::add)) {
            Map<String, String> words = carillon.get();

            assertThat(apps(words, word(words, "operator_token")).body()).contains(word(words, "app_id"));
            assertThat(apps(words, word(words, "app_token")).statusCode()).isEqualTo(401);
        }
    }

    @Test
    void nothing_is_kept_on_disk() throws Exception {
        Path folder = Path.of("embedded-data");
        try (var carillon = Embedded.start(Map.of("data-dir", folder.toString()), log::add)) {
            assertThat(publish(carillon.get()).statusCode()).isEqualTo(200);
        }
        assertThat(Files.exists(folder)).isFalse();
    }

    @Test
    void secrets_are_shown_to_no_network() {
        assertThatExceptionOfType(StartRefusedException.class)
                .isThrownBy(() -> Embedded.start(Map.of("host", "0.0.0.0"), log::add))
                .satisfies(refused -> assertThat(refused.code()).isEqualTo("host_exposed"));
    }

    private static String word(Map<String, String> words, String name) {
        return words.getOrDefault(name, "");
    }

    private HttpResponse<String> publish(Map<String, String> words) throws IOException, InterruptedException {
        return http.send(
                request(words, "/apps/" + word(words, "app_id") + "/events", word(words, "app_token"))
                        .header("Content-Type", "application/json")
                        .POST(BodyPublishers.ofString("""
                                {"name":"greeting","channel":"my-channel","data":"{}"}"""))
                        .build(),
                BodyHandlers.ofString());
    }

    private HttpResponse<String> apps(Map<String, String> words, String token)
            throws IOException, InterruptedException {
        return http.send(request(words, "/api/v1/apps", token).build(), BodyHandlers.ofString());
    }

    private static HttpRequest.Builder request(Map<String, String> words, String path, String token) {
        return HttpRequest.newBuilder(URI.create("http://" + word(words, "host") + ":" + word(words, "port") + path))
                .header("Authorization", "Bearer " + token);
    }
}
