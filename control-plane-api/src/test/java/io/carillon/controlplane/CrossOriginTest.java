package io.carillon.controlplane;

import static org.assertj.core.api.Assertions.assertThat;

import io.carillon.backplane.AppOptions;
import io.carillon.token.IssuerText;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** What pages of which origins may have signed, as browsers see it. */
class CrossOriginTest {

    private static final ApiServer SERVER = ApiServer.start();
    private static final String BODY = "{\"socket_id\":\"1.2\",\"channels\":[\"private-inbox-ann\"]}";
    private static final String OURS = "https://app.example.com";

    private final TestApp app = SERVER.app();

    @AfterAll
    static void stop() {
        SERVER.close();
    }

    @Test
    void pages_of_any_origin_may_ask_an_app_that_names_none() {
        allowing();

        Reply preflight = preflight("https://anywhere.example");
        assertThat(preflight.status()).isEqualTo(204);
        assertThat(preflight.headers())
                .containsEntry("access-control-allow-origin", "*")
                .containsEntry("access-control-allow-methods", "POST")
                .containsEntry("access-control-allow-headers", "Authorization, Content-Type")
                .containsEntry("access-control-max-age", "600");
        Reply answer = ask("https://anywhere.example", token()).is(200);
        assertThat(answer.headers())
                .containsEntry("access-control-allow-origin", "*")
                .containsEntry("access-control-expose-headers", "Retry-After")
                .doesNotContainKeys("vary", "access-control-allow-credentials");
    }

    @ParameterizedTest
    @ValueSource(strings = {OURS, "https://other.example.org"})
    void otherwise_only_pages_of_the_origins_that_it_names(String origin) {
        allowing(OURS, "https://*.example.org");

        Reply preflight = preflight(origin);
        assertThat(preflight.status()).isEqualTo(204);
        assertThat(preflight.headers())
                .containsEntry("access-control-allow-origin", origin)
                .containsEntry("vary", "Origin");
        Reply answer = ask(origin, token()).is(200);
        assertThat(answer.headers())
                .containsEntry("access-control-allow-origin", origin)
                .containsEntry("vary", "Origin");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {"https://evil.example", "http://app.example.com", "https://app.example.com.evil.example", "null"
            })
    void a_foreign_page_is_refused_and_its_browser_shows_it_nothing(String origin) {
        allowing(OURS);

        Reply preflight = preflight(origin).isRefused(403, "origin_not_allowed", origin);
        assertThat(preflight.headers())
                .doesNotContainKeys("access-control-allow-origin", "access-control-allow-headers")
                .containsEntry("vary", "Origin");
        Reply answer = ask(origin, token()).isRefused(403, "origin_not_allowed");
        assertThat(answer.headers())
                .doesNotContainKey("access-control-allow-origin")
                .containsEntry("vary", "Origin");
    }

    @Test
    void a_page_that_may_ask_can_read_why_it_is_refused() {
        allowing(OURS);

        Reply answer = ask(OURS, "a.b.c").isRefused(401, "token_malformed");

        assertThat(answer.headers()).containsEntry("access-control-allow-origin", OURS);
    }

    @Test
    void who_sends_no_origin_is_no_browser() {
        allowing(OURS);

        Reply answer = ask(null, token()).is(200);

        assertThat(answer.headers()).doesNotContainKey("access-control-allow-origin");
    }

    @Test
    void of_an_app_that_there_is_not_the_page_may_read_so() {
        Reply answer = app.send("OPTIONS", "/apps/1/authorize", Map.of("Origin", OURS), "");

        answer.isRefused(404, "app_not_found");
        assertThat(answer.headers()).containsEntry("access-control-allow-origin", "*");
    }

    private void allowing(String... origins) {
        app.isNow(app.known()
                .withIssuers(List.of(IssuerText.checked(TestTokens.issuer())))
                .withOptions(new AppOptions(
                        false, false, false, false, false, List.of(origins), Duration.ofMinutes(2), Duration.ZERO)));
    }

    private String token() {
        return TestTokens.signedByProvider(
                TestTokens.ofProvider("ann", SERVER.clock().instant()).build());
    }

    private Reply preflight(String origin) {
        return app.send(
                "OPTIONS",
                path(),
                Map.of(
                        "Origin",
                        origin,
                        "Access-Control-Request-Method",
                        "POST",
                        "Access-Control-Request-Headers",
                        "authorization,content-type"),
                "");
    }

    private Reply ask(@Nullable String origin, String token) {
        var headers = new LinkedHashMap<String, String>();
        headers.put("Authorization", "Bearer " + token);
        if (origin != null) {
            headers.put("Origin", origin);
        }
        return app.send("POST", path(), headers, BODY);
    }

    private String path() {
        return "/apps/" + app.id() + "/authorize";
    }
}
