package io.carillon.controlplane;

import static org.assertj.core.api.Assertions.assertThat;

import io.carillon.backplane.Backplane;
import io.carillon.backplane.BackplaneUnavailableException;
import io.carillon.backplane.Publication;
import io.carillon.backplane.PublishOutcome;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.Test;

class ProblemsTest {

    private static final ApiServer SERVER = ApiServer.start(Map.of("micronaut.server.max-request-size", "1MB"));
    private static final HttpClient CLIENT =
            HttpClient.newBuilder().version(HttpClient.Version.HTTP_1_1).build();
    private static final String EVENT = """
            {"name":"n","channel":"a","data":"x"}""";

    private final TestApp app = SERVER.app();

    @AfterAll
    static void stop() {
        SERVER.close();
    }

    @Test
    void a_refusal_is_json_with_text_status_stable_code_and_where_to_read_on() {
        Reply reply = app.get("/channels/a/users");

        assertThat(reply.toString())
                .isEqualTo("400 {\"error\":\"Users can only be retrieved for presence channels, and a is none\","
                        + "\"code\":400,\"id\":\"presence_only\",\"docs\":\"/docs/errors#presence_only\"}");
        assertThat(reply.headers())
                .containsEntry("content-type", "application/json")
                .containsEntry("access-control-allow-origin", "*");
    }

    @Test
    void answers_may_be_read_by_any_page() {
        assertThat(app.get("/channels").headers()).containsEntry("access-control-allow-origin", "*");
    }

    @Test
    void a_path_that_is_not_there_is_json_even_for_browsers() {
        app.send("GET", "/nowhere?auth_signature=secretive", Map.of("Accept", "text/html"), "")
                .isRefused(404, "path_not_found", "nothing at /nowhere.");
        app.get("/channels/a/b/c").isRefused(404, "path_not_found");
        app.get("/channels//users").isRefused(404, "path_not_found");
    }

    @Test
    void a_method_that_does_not_fit_the_path_is_told_which_do() {
        Reply reply = app.get("/events");

        reply.isRefused(405, "method_not_allowed", "GET is not possible");
        assertThat(reply.headers()).containsEntry("allow", "POST");
    }

    @Test
    void a_body_that_is_too_large_is_refused() throws Exception {
        HttpResponse<String> response = publishKeepingAlive(" ".repeat(1 << 20) + EVENT);

        assertThat(response.statusCode()).isEqualTo(413);
        assertThat(response.body()).contains("\"id\":\"body_too_large\"");
    }

    @Test
    void a_body_just_below_the_limit_is_read() {
        app.post("/events", " ".repeat((1 << 20) - EVENT.length()) + EVENT).isOk("{}");
    }

    @Test
    void a_body_in_chunks_is_read() {
        String path = "/apps/" + app.id() + "/events";
        String target = path + "?" + app.signed("POST", path, EVENT.getBytes(StandardCharsets.UTF_8));

        Reply reply = Wire.parse(Wire.exchange(
                SERVER.port(),
                ("POST " + target
                                + " HTTP/1.1\r\nHost: localhost\r\nConnection: close\r\nTransfer-Encoding: chunked\r\n\r\n"
                                + "5\r\n" + EVENT.substring(0, 5) + "\r\n"
                                + Integer.toHexString(EVENT.length() - 5) + "\r\n" + EVENT.substring(5)
                                + "\r\n0\r\n\r\n")
                        .getBytes(StandardCharsets.UTF_8)));

        assertThat(reply.status()).as(reply.body()).isEqualTo(200);
    }

    @Test
    void requests_that_cannot_be_read_are_refused() {
        app.send("GET", "/apps/3/channels?a=%zz", Map.of(), "").isRefused(400, "request_malformed");
        app.send("GET", "/apps/3/channels?a=|<>", Map.of(), "").isRefused(400, "request_malformed");
        app.send("GET", "/apps/3/channels", Map.of("Bad Header", "x"), "").isRefused(400, "request_malformed");
    }

    @Test
    void one_connection_carries_many_requests() throws Exception {
        for (int i = 0; i < 3; i++) {
            HttpResponse<String> response = publishKeepingAlive(EVENT);
            assertThat(response.statusCode() + " " + response.body()).isEqualTo("200 {}");
            assertThat(response.headers().firstValue("connection")).isNotEqualTo(Optional.of("close"));
        }
    }

    @Test
    void pipelined_requests_are_answered_in_order() {
        String query = app.signed("GET", "/apps/" + app.id() + "/channels", new byte[0]);
        String first = "GET /apps/" + app.id() + "/channels?" + query + " HTTP/1.1\r\nHost: localhost\r\n\r\n";
        String second =
                "GET /apps/none/channels?" + query + " HTTP/1.1\r\nHost: localhost\r\nConnection: close\r\n\r\n";

        String answers = new String(
                Wire.exchange(SERVER.port(), (first + second).getBytes(StandardCharsets.UTF_8)),
                StandardCharsets.UTF_8);

        assertThat(answers).containsSubsequence("HTTP/1.1 200", "{\"channels\":{}}", "HTTP/1.1 404", "app_not_found");
    }

    @Test
    void a_page_of_another_origin_may_ask_as_well() {
        String path = "/apps/" + app.id() + "/channels";

        app.send("GET", path + "?" + app.signed("GET", path, new byte[0]), Map.of("Origin", "https://example.com"), "")
                .isOk("{\"channels\":{}}");
    }

    @Test
    void a_head_request_is_answered_without_a_body() {
        String path = "/apps/" + app.id() + "/channels";

        Reply reply = app.send("HEAD", path + "?" + app.signed("HEAD", path, new byte[0]), Map.of(), "");

        assertThat(reply.toString()).isEqualTo("200 ");
    }

    @Test
    void a_backplane_that_is_away_is_told_to_try_again() {
        try (ApiServer server = ApiServer.startWith(UnreachableForPublishes::new)) {
            Reply reply = server.app().post("/events", EVENT);

            reply.isRefused(503, "temporarily_unavailable");
            assertThat(reply.headers()).containsEntry("retry-after", "1");
            assertThat(reply.body()).doesNotContain("redis://");
        }
    }

    @Test
    void our_own_mistakes_are_not_shown() {
        try (ApiServer server = ApiServer.startWith(BrokenForPublishes::new)) {
            Reply reply = server.app().post("/events", EVENT);

            reply.isRefused(500, "internal_error");
            assertThat(reply.body()).doesNotContain("a detail").doesNotContain("Exception");
        }
    }

    private HttpResponse<String> publishKeepingAlive(String body) throws IOException, InterruptedException {
        String path = "/apps/" + app.id() + "/events";
        return CLIENT.send(
                HttpRequest.newBuilder(URI.create("http://localhost:" + SERVER.port() + path + "?"
                                + app.signed("POST", path, body.getBytes(StandardCharsets.UTF_8))))
                        .POST(HttpRequest.BodyPublishers.ofString(body))
                        .build(),
                HttpResponse.BodyHandlers.ofString());
    }

    private static final class UnreachableForPublishes extends GivenBackplane {
        UnreachableForPublishes(Backplane backplane) {
            super(backplane);
        }

        @Override
        public CompletionStage<PublishOutcome> publish(Publication publication) {
            return CompletableFuture.failedFuture(
                    new BackplaneUnavailableException("redis://inside:6379 does not answer", new RuntimeException()));
        }
    }

    private static final class BrokenForPublishes extends GivenBackplane {
        BrokenForPublishes(Backplane backplane) {
            super(backplane);
        }

        @Override
        public CompletionStage<PublishOutcome> publish(Publication publication) {
            throw new IllegalStateException("a detail that is nobody's business");
        }
    }
}
