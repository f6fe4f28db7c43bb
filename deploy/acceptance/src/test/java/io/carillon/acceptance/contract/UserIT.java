package io.carillon.acceptance.contract;

import static io.carillon.acceptance.wire.RawClient.quoted;
import static org.assertj.core.api.Assertions.assertThat;

import io.carillon.acceptance.server.Carillon;
import io.carillon.acceptance.server.CarillonServer;
import io.carillon.acceptance.server.RunningJar;
import io.carillon.acceptance.wire.RawClient;
import io.carillon.acceptance.wire.Signing;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Signing in, being written to, and being sent away. */
@ExtendWith(CarillonServer.class)
final class UserIT {

    private final Carillon carillon;

    UserIT(Carillon carillon) {
        this.carillon = carillon;
    }

    @Test
    void user_data_comes_back_byte_for_byte() {
        RawClient alice = carillon.connect();
        String userData =
                "{ \"id\" : \"" + carillon.unique("u") + "\",\"user_info\":{\"n\":1.0,\"s\":\"a\\/b \\u00fc ü\"} }";

        alice.signsIn(userData);

        alice.hears("{\"event\":\"pusher:signin_success\",\"data\":"
                + quoted("{\"user_data\":" + quoted(userData) + "}") + "}");
    }

    @Test
    void a_numeric_id_is_taken_and_echoed_as_it_was() {
        RawClient alice = carillon.connect();
        long id = System.nanoTime();

        alice.isSignedIn("{\"id\":" + id + "}");
        carillon.publishes("#server-to-user-" + id, "note", "1");

        alice.hears("{\"event\":\"note\",\"channel\":\"#server-to-user-" + id + "\",\"data\":\"1\"}");
    }

    @Test
    void data_may_be_a_string() {
        RawClient alice = carillon.connect();
        String userData = "{\"id\":" + quoted(carillon.unique("u")) + "}";
        String data = "{\"auth\":" + quoted(Signing.user(alice.socketId(), userData)) + ",\"user_data\":"
                + quoted(userData) + "}";

        alice.says("{\"event\":\"pusher:signin\",\"data\":" + quoted(data) + "}");

        alice.hearsBeginning("{\"event\":\"pusher:signin_success\",");
    }

    @Test
    void the_same_user_again_is_a_success_and_another_an_error() {
        RawClient alice = carillon.connect();
        String user = carillon.unique("u");
        alice.isSignedIn("{\"id\":" + quoted(user) + "}");

        alice.isSignedIn("{\"id\":" + quoted(user) + "}");
        alice.signsIn("{\"id\":" + quoted(user + "-other") + "}");
        alice.hearsBeginning("{\"event\":\"pusher:error\",\"data\":{\"code\":4009,\"message\":\"");
        carillon.publishes("#server-to-user-" + user + "-other", "note", "1");
        carillon.publishes("#server-to-user-" + user, "note", "2");

        alice.hears("{\"event\":\"note\",\"channel\":\"#server-to-user-" + user + "\",\"data\":\"2\"}");
    }

    @Test
    void the_third_bad_sign_in_closes() {
        RawClient alice = carillon.connect();
        String bad = "{\"event\":\"pusher:signin\",\"data\":{\"auth\":\"" + RunningJar.APP_KEY + ":" + "0".repeat(64)
                + "\",\"user_data\":\"{\\\"id\\\":\\\"mallory\\\"}\"}}";

        alice.says(bad);
        alice.hearsBeginning("{\"event\":\"pusher:error\",\"data\":{\"code\":4009,\"message\":\"");
        alice.says(bad);
        alice.hearsBeginning("{\"event\":\"pusher:error\",\"data\":{\"code\":4009,\"message\":\"");
        alice.hearsNothingMore();
        alice.says(bad);

        alice.isRefusedWith(4009);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {"{}", "{\"id\":\"\"}", "{\"id\":null}", "{\"id\":{}}", "nonsense", "{\"id\":\"with space\"}"})
    void user_data_without_a_usable_id_is_refused(String userData) {
        RawClient alice = carillon.connect();

        alice.signsIn(userData);

        alice.hearsBeginning("{\"event\":\"pusher:error\",\"data\":{\"code\":4009,\"message\":\"");
        alice.hearsNothingMore();
    }

    @Test
    void an_event_to_a_user_arrives_right_after_the_sign_in_once() {
        RawClient alice = carillon.connect();
        String user = carillon.unique("u");

        alice.isSignedIn("{\"id\":" + quoted(user) + "}");
        carillon.publishes("#server-to-user-" + user, "note", "1");

        alice.hears("{\"event\":\"note\",\"channel\":\"#server-to-user-" + user + "\",\"data\":\"1\"}");
        alice.hearsNothingMore();
    }

    @Test
    void who_subscribes_to_its_own_channel_still_hears_once() {
        RawClient alice = carillon.connect();
        RawClient tab = carillon.connect();
        RawClient stranger = carillon.connect();
        String user = carillon.unique("u");
        String channel = "#server-to-user-" + user;
        alice.isSignedIn("{\"id\":" + quoted(user) + "}");
        tab.isSignedIn("{\"id\":" + quoted(user) + "}");
        stranger.isSignedIn("{\"id\":" + quoted(user + "x") + "}");

        alice.says("{\"event\":\"pusher:subscribe\",\"data\":{\"auth\":\"\",\"channel\":" + quoted(channel) + "}}");
        alice.hears("{\"event\":\"pusher_internal:subscription_succeeded\",\"channel\":\"" + channel
                + "\",\"data\":\"{}\"}");
        carillon.publishes(channel, "note", "1");

        alice.hears("{\"event\":\"note\",\"channel\":\"" + channel + "\",\"data\":\"1\"}");
        tab.hears("{\"event\":\"note\",\"channel\":\"" + channel + "\",\"data\":\"1\"}");
        alice.hearsNothingMore();
        tab.hearsNothingMore();
        stranger.hearsNothingMore();
    }

    @Test
    void nobody_subscribes_to_the_channel_of_another() {
        RawClient alice = carillon.connect();
        RawClient anonymous = carillon.connect();
        String user = carillon.unique("u");
        alice.isSignedIn("{\"id\":" + quoted(user) + "}");

        for (RawClient client : new RawClient[] {alice, anonymous}) {
            client.subscribes("#server-to-user-" + user + "-other", null);
            client.hearsBeginning("{\"event\":\"pusher:subscription_error\",\"channel\":\"#server-to-user-" + user
                    + "-other\",\"data\":\"");
            client.hearsBeginning("{\"event\":\"pusher:error\",\"data\":{");
        }
        anonymous.subscribes("#server-to-user-" + user, null);
        anonymous.hearsBeginning("{\"event\":\"pusher:subscription_error\",");
        anonymous.hearsBeginning("{\"event\":\"pusher:error\",\"data\":{");
        carillon.publishes("#server-to-user-" + user, "note", "1");

        anonymous.hearsNothingMore();
        alice.hearsBeginning("{\"event\":\"note\",");
    }

    @Test
    void the_channels_of_users_are_nobody_elses_business() {
        RawClient alice = carillon.connect();
        String user = carillon.unique("u");
        alice.isSignedIn("{\"id\":" + quoted(user) + "}");
        alice.says("{\"event\":\"pusher:subscribe\",\"data\":{\"channel\":\"#server-to-user-" + user + "\"}}");
        alice.hearsBeginning("{\"event\":\"pusher_internal:subscription_succeeded\",");

        assertThat(carillon.get("/channels").body()).doesNotContain("#server-to-user");
        String path = "/apps/" + RunningJar.APP_ID + "/channels";
        String query = Signing.query("GET", path, null, "filter_by_prefix", "#").replace("#", "%23");
        assertThat(carillon.http().send("GET", path + "?" + query, null).body()).isEqualTo("{\"channels\":{}}");
    }

    @Test
    void sent_away_is_who_signed_in_as_the_user_and_nobody_else() {
        RawClient alice = carillon.connect();
        RawClient tab = carillon.connect();
        RawClient member = carillon.connect();
        RawClient bob = carillon.connect();
        String user = carillon.unique("u");
        alice.isSignedIn("{\"id\":" + quoted(user) + "}");
        tab.isSignedIn("{\"id\":" + quoted(user) + "}");
        member.joins(carillon.unique("presence-x"), "{\"user_id\":" + quoted(user) + "}");
        bob.isSignedIn("{\"id\":" + quoted(user + "b") + "}");

        var answer = carillon.post("/users/" + user + "/terminate_connections", "{}");

        assertThat(answer.status()).isEqualTo(200);
        assertThat(answer.body()).isEqualTo("{}");
        alice.hears("{\"event\":\"pusher:error\",\"data\":{\"code\":4009,\"message\":"
                + "\"You got disconnected by the app.\"}}");
        assertThat(alice.isClosedWith(4009)).isEqualTo("You got disconnected by the app.");
        tab.isRefusedWith(4009);
        member.hearsNothingMore();
        bob.hearsNothingMore();
    }

    @Test
    void nobody_to_send_away_is_fine_too() {
        var answer = carillon.post("/users/" + carillon.unique("nobody") + "/terminate_connections", "{}");

        assertThat(answer.status()).isEqualTo(200);
        assertThat(answer.body()).isEqualTo("{}");
    }
}
