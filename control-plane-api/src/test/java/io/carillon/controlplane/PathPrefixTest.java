package io.carillon.controlplane;

import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.Map;
import org.junit.jupiter.api.Test;

class PathPrefixTest {

    @Test
    void a_prefix_that_a_proxy_leaves_is_not_part_of_what_is_signed() {
        try (ApiServer server = ApiServer.start(Map.of("carillon.control-plane.path-prefix", "/realtime/v1"))) {
            TestApp app = server.app();
            String path = "/apps/" + app.id() + "/channels/a;b";
            String query = app.signed("GET", path, new byte[0]);

            app.send("GET", "/realtime/v1" + path + "?" + query, Map.of(), "").isOk("{\"occupied\":false}");
            String terminate = "/apps/" + app.id() + "/users/7/terminate_connections";
            app.send(
                            "POST",
                            "/realtime/v1" + terminate + "?" + app.signed("POST", terminate, new byte[0]),
                            Map.of(),
                            "")
                    .isOk("{}");
            app.send("GET", path + "?" + query, Map.of(), "").isRefused(404, "path_not_found");
        }
    }

    @Test
    void a_prefix_that_is_none_is_refused_at_the_start() {
        assertThatThrownBy(() -> ApiServer.start(Map.of("carillon.control-plane.path-prefix", "realtime/")))
                .hasMessageContaining("it must begin with a slash and not end with one");
    }
}
