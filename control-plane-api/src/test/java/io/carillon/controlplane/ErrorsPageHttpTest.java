package io.carillon.controlplane;

import static org.assertj.core.api.Assertions.assertThat;

import io.carillon.controlplane.problem.Problem;
import io.carillon.protocol.CloseCode;
import java.util.Map;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.Test;

class ErrorsPageHttpTest {

    private static final ApiServer SERVER = ApiServer.start();

    private final TestApp app = SERVER.app();

    @AfterAll
    static void stop() {
        SERVER.close();
    }

    @Test
    void the_page_is_there_for_everybody() {
        Reply reply = ask("GET", Map.of("Accept", "text/html,*/*;q=0.8"));

        assertThat(reply.status()).isEqualTo(200);
        assertThat(reply.headers())
                .containsEntry("content-type", "text/html;charset=utf-8")
                .containsEntry("x-content-type-options", "nosniff")
                .containsEntry("referrer-policy", "no-referrer")
                .containsEntry("cache-control", "no-cache");
        assertThat(reply.headers().get("content-security-policy"))
                .startsWith("default-src 'none'; style-src 'sha256-")
                .doesNotContain("unsafe");
        assertThat(reply.body()).startsWith("<!DOCTYPE html>").endsWith("</html>\n");
    }

    @Test
    void a_tool_that_asks_for_json_gets_the_page_all_the_same() {
        assertThat(ask("GET", Map.of("Accept", "application/json")).headers())
                .containsEntry("content-type", "text/html;charset=utf-8");
    }

    @Test
    void every_refusal_and_every_number_has_its_place() {
        String html = ask("GET", Map.of()).body();

        for (Problem problem : Problem.values()) {
            assertThat(html).contains("<tr id=\"" + problem.code() + "\">");
        }
        for (CloseCode code : CloseCode.values()) {
            assertThat(html).contains("<tr id=\"" + code.code() + "\">");
        }
    }

    @Test
    void the_link_of_a_refusal_leads_to_its_place() {
        String refusal = app.post("/events", "{\"name\":\"n\",\"channel\":\"no spaces\",\"data\":\"x\"}")
                .body();

        assertThat(refusal).endsWith("\"docs\":\"/docs/errors#channel_name_invalid\"}");
        assertThat(ask("GET", Map.of()).body()).contains("<tr id=\"channel_name_invalid\">");
    }

    @Test
    void the_page_can_only_be_read() {
        Reply reply = ask("POST", Map.of("Content-Type", "application/json"));

        reply.isRefused(405, "method_not_allowed", "POST is not possible at /docs/errors");
        assertThat(reply.headers().get("allow")).contains("GET").doesNotContain("POST");
    }

    private Reply ask(String method, Map<String, String> headers) {
        return app.send(method, "/docs/errors", headers, "");
    }
}
