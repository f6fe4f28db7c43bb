package io.carillon.controlplane;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** The page to which the first link leads. */
final class SetupPageTest {

    private final ApiServer server = ApiServer.start();

    @AfterEach
    void stop() {
        server.close();
    }

    @Test
    void the_page_needs_nothing_from_elsewhere_and_may_do_nothing_but_send_the_form() {
        Reply page = get("/setup").is(200);

        assertThat(page.header("content-type")).isEqualTo("text/html;charset=utf-8");
        assertThat(page.header("content-security-policy"))
                .startsWith("default-src 'none'; script-src 'self'; style-src 'self'; connect-src 'self';")
                .contains("frame-ancestors 'none'")
                .doesNotContain("unsafe");
        assertThat(page.header("referrer-policy")).isEqualTo("no-referrer");
        assertThat(page.body())
                .contains("lang=\"en\"", "role=\"alert\"", "autocomplete=\"new-password\"")
                .doesNotContain("http://", "https://", "<script>", "style=");
        for (String field : new String[] {"name", "email", "password", "again", "organisation"}) {
            assertThat(page.body()).contains("<label for=\"" + field + "\">", "id=\"" + field + "\"");
        }
    }

    @Test
    void its_script_and_style_come_from_here() {
        assertThat(get("/setup/setup.js").is(200).header("content-type")).startsWith("text/javascript");
        assertThat(get("/setup/setup.css").is(200).header("content-type")).startsWith("text/css");
        assertThat(get("/setup/setup.js").body()).doesNotContain("http://", "https://", "innerHTML");
    }

    private Reply get(String path) {
        return Wire.send(server.port(), "GET", path, Map.of(), new byte[0]);
    }
}
