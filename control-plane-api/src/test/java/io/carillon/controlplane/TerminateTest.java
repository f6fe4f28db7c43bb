package io.carillon.controlplane;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Map;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.Test;

class TerminateTest {

    private static final ApiServer SERVER = ApiServer.start();

    private final TestApp app = SERVER.app();

    @AfterAll
    static void stop() {
        SERVER.close();
    }

    @Test
    void the_nodes_where_a_user_is_signed_in_are_told_to_send_it_away() {
        TestBroker broker = app.broker().joins("#server-to-user-7", "7", "{}").joins("#server-to-user-8", "8", "{}");

        app.post("/users/7/terminate_connections", "{}").isOk("{}");

        assertThat(broker.heard()).containsExactly("Terminate@#server-to-user-7");
    }

    @Test
    void the_body_may_be_empty() {
        TestBroker broker = app.broker().joins("#server-to-user-7", "7", "{}");

        app.post("/users/7/terminate_connections", "").isOk("{}");

        assertThat(broker.heard()).hasSize(1);
    }

    @Test
    void a_user_who_is_not_there_is_gone_already() {
        app.post("/users/nobody/terminate_connections", "{}").isOk("{}");
    }

    @Test
    void an_id_may_use_the_alphabet_of_channels_escaped_or_not() {
        TestBroker broker = app.broker().joins("#server-to-user-a;b,c=@.", "a;b,c=@.", "{}");

        app.post("/users/a;b,c=@./terminate_connections", "{}").isOk("{}");
        app.post("/users/a%3Bb%2Cc%3D%40./terminate_connections", "{}").isOk("{}");

        assertThat(broker.heard()).hasSize(2);
    }

    @Test
    void nobody_is_signed_in_under_an_id_that_cannot_be() {
        app.post("/users/a%20b/terminate_connections", "{}").isOk("{}");
        app.post("/users/a%2Fb%2525/terminate_connections", "{}").isOk("{}");
        app.post("/users/%C3%BC+/terminate_connections", "{}").isOk("{}");
        app.post("/users/" + "u".repeat(300) + "/terminate_connections", "{}").isOk("{}");
    }

    @Test
    void pushers_python_library_may_leave_out_the_app() {
        TestBroker broker = app.broker().joins("#server-to-user-7", "7", "{}");
        String path = "/users/7/terminate_connections";

        app.send("POST", path + "?" + app.signed("POST", path, new byte[] {'{', '}'}), Map.of(), "{}")
                .isOk("{}");

        assertThat(broker.heard()).containsExactly("Terminate@#server-to-user-7");
    }

    @Test
    void without_the_app_the_key_must_be_somebodys() {
        String path = "/users/7/terminate_connections";

        app.send("POST", path + "?auth_key=nobodys&auth_timestamp=1&auth_version=1.0&auth_signature=00", Map.of(), "")
                .isRefused(401, "auth_key_unknown", "'nobodys'");
        app.send(
                        "POST",
                        path + "?auth_key=" + app.key() + "&auth_timestamp=" + app.now()
                                + "&auth_version=1.0&auth_signature=00",
                        Map.of(),
                        "")
                .isRefused(401, "auth_signature_invalid");
        app.send("POST", path, Map.of("Authorization", "Bearer " + TestApp.TOKEN), "")
                .isRefused(401, "auth_key_unknown");
        app.send("POST", path, Map.of(), "").isRefused(401, "auth_parameters_missing");
    }
}
