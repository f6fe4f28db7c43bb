package io.carillon.acceptance.contract;

import static io.carillon.acceptance.wire.RawClient.quoted;
import static org.assertj.core.api.Assertions.assertThat;

import io.carillon.acceptance.server.Carillon;
import io.carillon.acceptance.server.CarillonServer;
import io.carillon.acceptance.wire.RawClient;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** What a frame may look like on its way in, and what becomes of those that do not. */
@ExtendWith(CarillonServer.class)
final class FramesIT {

    private final Carillon carillon;

    FramesIT(Carillon carillon) {
        this.carillon = carillon;
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "{\"event\":\"pusher:ping\",\"data\":{}}",
                "{\"event\":\"pusher:ping\",\"data\":\"{}\"}",
                "{\"event\":\"pusher:ping\"}",
                "{\"event\":\"pusher:ping\",\"data\":null}",
                "{\"event\":\"pusher:ping\",\"data\":\"\"}",
                " { \"data\" : { } , \"event\" : \"pusher:ping\" } ",
                "{\"event\":\"pusher\\u003aping\",\"extra\":[1,{\"a\":null}]}"
            })
    void a_ping_in_any_form_is_answered(String ping) {
        RawClient alice = carillon.connect();

        alice.says(ping);

        alice.hears("{\"event\":\"pusher:pong\",\"data\":\"{}\"}");
    }

    @Test
    void a_pong_is_not_answered() {
        RawClient alice = carillon.connect();

        alice.says("{\"event\":\"pusher:pong\",\"data\":{}}");

        alice.hearsNothingMore();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                "nonsense",
                "{",
                "{\"event\":\"pusher:ping\"",
                "{\"event\":\"pusher:ping\"}}",
                "[]",
                "[\"pusher:ping\"]",
                "5",
                "null",
                "\"pusher:ping\"",
                "{}",
                "{\"data\":{}}",
                "{\"event\":7}",
                "{\"event\":null}",
                "{\"event\":\"pusher:subscribe\"}",
                "{\"event\":\"pusher:subscribe\",\"data\":{}}",
                "{\"event\":\"pusher:subscribe\",\"data\":\"nonsense\"}",
                "{\"event\":\"pusher:subscribe\",\"data\":[]}",
                "{\"event\":\"pusher:unsubscribe\",\"data\":{\"channel\":7}}",
                "{\"event\":\"pusher:signin\",\"data\":{}}",
            })
    void what_cannot_be_read_is_answered_without_a_code_and_the_connection_lives(String message) {
        RawClient alice = carillon.connect();

        alice.says(message);

        alice.hearsBeginning("{\"event\":\"pusher:error\",\"data\":{\"code\":null,\"message\":\"");
        alice.hearsNothingMore();
    }

    @Test
    void deep_nesting_is_an_error_and_no_more() {
        RawClient alice = carillon.connect();

        alice.says("{\"event\":\"pusher:subscribe\",\"data\":" + "[".repeat(5_000) + "]".repeat(5_000) + "}");

        alice.hearsBeginning("{\"event\":\"pusher:error\",\"data\":{\"code\":null,");
        alice.hearsNothingMore();
    }

    @Test
    void binary_messages_are_ignored() {
        RawClient alice = carillon.connect();

        alice.sends(RawClient.FIN | RawClient.BINARY, "{\"event\":\"pusher:ping\"}".getBytes());

        alice.hearsNothingMore();
    }

    @Test
    void data_is_read_as_an_object() {
        RawClient alice = carillon.connect();
        String channel = carillon.unique("object");

        alice.says("{\"event\":\"pusher:subscribe\",\"data\":{\"auth\":\"\",\"channel\":" + quoted(channel) + "}}");

        alice.hears("{\"event\":\"pusher_internal:subscription_succeeded\",\"channel\":\"" + channel
                + "\",\"data\":\"{}\"}");
    }

    @Test
    void data_is_read_as_a_string() {
        RawClient alice = carillon.connect();
        String channel = carillon.unique("string");

        alice.says("{\"event\":\"pusher:subscribe\",\"data\":" + quoted("{\"channel\":" + quoted(channel) + "}") + "}");

        alice.hears("{\"event\":\"pusher_internal:subscription_succeeded\",\"channel\":\"" + channel
                + "\",\"data\":\"{}\"}");

        alice.says(
                "{\"event\":\"pusher:unsubscribe\",\"data\":" + quoted("{\"channel\":" + quoted(channel) + "}") + "}");
        alice.hearsNothingMore();
        carillon.publishes(channel, "unheard", "1");
        alice.hearsNothingMore();
    }

    @Test
    void a_message_in_fragments_is_one_message() {
        RawClient alice = carillon.connect();

        alice.sends(RawClient.TEXT, "{\"event\":\"pusher".getBytes());
        alice.sends(RawClient.CONTINUATION, new byte[0]);
        alice.sends(RawClient.FIN | RawClient.PING, "between".getBytes());
        alice.sends(RawClient.FIN | RawClient.CONTINUATION, ":ping\"}".getBytes());

        RawClient.Frame pong = alice.nextFrame();
        assertThat(pong.opcode()).isEqualTo(RawClient.PONG);
        assertThat(pong.text()).isEqualTo("between");
        alice.hears("{\"event\":\"pusher:pong\",\"data\":\"{}\"}");
    }

    @Test
    void an_event_of_a_name_that_no_client_may_send_reaches_nobody() {
        RawClient alice = carillon.connect();
        RawClient bob = carillon.connect();
        String channel = carillon.unique("private-strange");
        alice.isSubscribedTo(channel);
        bob.isSubscribedTo(channel);

        for (String event : new String[] {"headline", "pusher:error", "pusher_internal:member_added", "Client-x"}) {
            alice.says("{\"event\":" + quoted(event) + ",\"channel\":" + quoted(channel) + ",\"data\":\"1\"}");
        }
        carillon.publishes(channel, "fence", "2");

        bob.hears("{\"event\":\"fence\",\"channel\":\"" + channel + "\",\"data\":\"2\"}");
    }
}
