package io.carillon.acceptance.contract;

import static io.carillon.acceptance.wire.RawClient.quoted;
import static org.assertj.core.api.Assertions.assertThat;

import io.carillon.acceptance.server.Carillon;
import io.carillon.acceptance.server.CarillonServer;
import io.carillon.acceptance.wire.RawClient;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** What subscribers may say to each other. */
@ExtendWith(CarillonServer.class)
final class ClientEventIT {

    private final Carillon carillon;

    ClientEventIT(Carillon carillon) {
        this.carillon = carillon;
    }

    @Test
    void a_client_event_reaches_the_others_and_not_its_sender() {
        RawClient alice = carillon.connect();
        RawClient bob = carillon.connect();
        String channel = carillon.unique("private-chat");
        alice.isSubscribedTo(channel);
        bob.isSubscribedTo(channel);

        alice.says("{\"event\":\"client-typing\",\"channel\":\"" + channel + "\",\"data\":{\"on\":true}}");

        bob.hears("{\"event\":\"client-typing\",\"channel\":\"" + channel + "\",\"data\":\"{\\\"on\\\":true}\"}");
        alice.hearsNothingMore();
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '`',
            value = {
                "\"plain\" | \"plain\"",
                "\"{\\\"a\\\":1}\" | \"{\\\"a\\\":1}\"",
                "{\"a\":[1,2.50,null]} | \"{\\\"a\\\":[1,2.50,null]}\"",
                "[1,2] | \"[1,2]\"",
                "5 | \"5\"",
                "true | \"true\"",
                "\"\" | \"\""
            })
    void strings_go_on_as_they_are_and_all_else_as_json(String sent, String heard) {
        RawClient alice = carillon.connect();
        RawClient bob = carillon.connect();
        String channel = carillon.unique("private-data");
        alice.isSubscribedTo(channel);
        bob.isSubscribedTo(channel);

        alice.says("{\"event\":\"client-x\",\"channel\":\"" + channel + "\",\"data\":" + sent + "}");

        bob.hears("{\"event\":\"client-x\",\"channel\":\"" + channel + "\",\"data\":" + heard + "}");
    }

    @Test
    void on_a_presence_channel_the_sender_is_named_from_its_subscription_never_from_its_message() {
        RawClient alice = carillon.connect();
        RawClient bob = carillon.connect();
        String channel = carillon.unique("presence-chat");
        alice.joins(channel, "{\"user_id\":\"1\"}");
        bob.joins(channel, "{\"user_id\":\"2\"}");
        alice.hearsBeginning("{\"event\":\"pusher_internal:member_added\"");

        bob.says("{\"event\":\"client-x\",\"channel\":\"" + channel
                + "\",\"user_id\":\"1\",\"socket_id\":\"1.1\",\"data\":\"hi\"}");

        alice.hears("{\"event\":\"client-x\",\"channel\":\"" + channel + "\",\"data\":\"hi\",\"user_id\":\"2\"}");
    }

    @Test
    void a_private_channel_does_not_name_its_sender_even_if_it_has_channel_data() {
        RawClient alice = carillon.connect();
        RawClient bob = carillon.connect();
        String channel = carillon.unique("private-anonymous");
        alice.subscribes(channel, "{\"user_id\":\"1\"}");
        alice.hearsBeginning("{\"event\":\"pusher_internal:subscription_succeeded\"");
        bob.isSubscribedTo(channel);

        alice.says("{\"event\":\"client-x\",\"channel\":\"" + channel + "\",\"user_id\":\"1\",\"data\":\"hi\"}");

        bob.hears("{\"event\":\"client-x\",\"channel\":\"" + channel + "\",\"data\":\"hi\"}");
    }

    @ParameterizedTest
    @CsvSource({"public", "cache-public", "private-encrypted-secret"})
    void a_channel_of_another_kind_refuses(String type) {
        RawClient alice = carillon.connect();
        RawClient bob = carillon.connect();
        String channel = carillon.unique(type);
        alice.subscribes(channel, null);
        bob.subscribes(channel, null);
        alice.hearsBeginning("{\"event\":\"pusher_internal:subscription_succeeded\"");
        bob.hearsBeginning("{\"event\":\"pusher_internal:subscription_succeeded\"");
        if (type.startsWith("cache-")) {
            alice.hearsBeginning("{\"event\":\"pusher:cache_miss\"");
            bob.hearsBeginning("{\"event\":\"pusher:cache_miss\"");
        }

        alice.says("{\"event\":\"client-x\",\"channel\":\"" + channel + "\",\"data\":\"1\"}");

        isRefused(alice, channel);
        bob.hearsNothingMore();
    }

    @Test
    void who_is_not_subscribed_is_refused_in_pushers_words() {
        RawClient alice = carillon.connect();
        RawClient bob = carillon.connect();
        String channel = carillon.unique("private-outside");
        bob.isSubscribedTo(channel);

        alice.says("{\"event\":\"client-x\",\"channel\":\"" + channel + "\",\"data\":\"1\"}");

        alice.hears("{\"event\":\"pusher:error\",\"data\":{\"code\":4301,\"message\":\"Cannot broadcast client event"
                + " (connection not subscribed to channel " + channel + ")\"},\"channel\":\"" + channel + "\"}");
        bob.hearsNothingMore();
    }

    @Test
    void the_kind_of_channel_is_looked_at_before_the_subscription() {
        RawClient alice = carillon.connect();
        String channel = carillon.unique("public-outside");

        alice.says("{\"event\":\"client-x\",\"channel\":\"" + channel + "\",\"data\":\"1\"}");

        String refusal = isRefused(alice, channel);
        assertThat(refusal).doesNotContain("not subscribed");
    }

    @Test
    void the_subscription_is_looked_at_before_name_and_size() {
        RawClient alice = carillon.connect();
        String channel = carillon.unique("private-order");

        alice.says("{\"event\":\"client-" + "n".repeat(300) + "\",\"channel\":\"" + channel + "\",\"data\":\""
                + "x".repeat(20_000) + "\"}");

        alice.hears("{\"event\":\"pusher:error\",\"data\":{\"code\":4301,\"message\":\"Cannot broadcast client event"
                + " (connection not subscribed to channel " + channel + ")\"},\"channel\":\"" + channel + "\"}");
    }

    @Test
    void a_name_has_at_most_200_characters() {
        RawClient alice = carillon.connect();
        RawClient bob = carillon.connect();
        String channel = carillon.unique("private-name");
        alice.isSubscribedTo(channel);
        bob.isSubscribedTo(channel);
        String longest = "client-" + "n".repeat(193);

        alice.says("{\"event\":\"" + longest + "n\",\"channel\":\"" + channel + "\",\"data\":\"1\"}");
        isRefused(alice, channel);
        alice.says("{\"event\":\"" + longest + "\",\"channel\":\"" + channel + "\",\"data\":\"1\"}");

        bob.hears("{\"event\":\"" + longest + "\",\"channel\":\"" + channel + "\",\"data\":\"1\"}");
    }

    @Test
    void data_has_at_most_10240_bytes() {
        RawClient alice = carillon.connect();
        RawClient bob = carillon.connect();
        String channel = carillon.unique("private-size");
        alice.isSubscribedTo(channel);
        bob.isSubscribedTo(channel);
        String largest = "ü".repeat(5_120);

        alice.says("{\"event\":\"client-x\",\"channel\":\"" + channel + "\",\"data\":\"" + largest + "x\"}");
        String refusal = isRefused(alice, channel);
        assertThat(refusal).contains("The data content of this event exceeds the allowed maximum (10240 bytes).");
        alice.says("{\"event\":\"client-x\",\"channel\":\"" + channel + "\",\"data\":\"" + largest + "\"}");

        bob.hears("{\"event\":\"client-x\",\"channel\":\"" + channel + "\",\"data\":" + quoted(largest) + "}");
    }

    @Test
    void channel_and_data_must_be_there() {
        RawClient alice = carillon.connect();
        RawClient bob = carillon.connect();
        String channel = carillon.unique("private-incomplete");
        alice.isSubscribedTo(channel);
        bob.isSubscribedTo(channel);

        alice.says("{\"event\":\"client-x\",\"data\":\"1\"}");
        alice.hears("{\"event\":\"pusher:error\",\"data\":{\"code\":4301,\"message\":"
                + "\"Invalid client event (must contain channel and data)\"}}");
        alice.says("{\"event\":\"client-x\",\"channel\":\"" + channel + "\"}");
        alice.hearsBeginning("{\"event\":\"pusher:error\",\"data\":{\"code\":4301,\"message\":"
                + "\"Invalid client event (must contain channel and data)\"}");

        bob.hearsNothingMore();
    }

    @Test
    void ten_in_a_second_pass_and_the_flood_behind_them_does_not() {
        RawClient alice = carillon.connect();
        RawClient bob = carillon.connect();
        String channel = carillon.unique("private-rate");
        alice.isSubscribedTo(channel);
        bob.isSubscribedTo(channel);
        String event = "{\"event\":\"client-x\",\"channel\":\"" + channel + "\",\"data\":\"1\"}";
        int flood = 60;

        for (int i = 0; i < flood; i++) {
            alice.says(event);
        }
        alice.says("{\"event\":\"pusher:ping\",\"data\":{}}");
        int refused = 0;
        for (String answer = alice.nextText();
                !answer.equals("{\"event\":\"pusher:pong\",\"data\":\"{}\"}");
                answer = alice.nextText()) {
            assertThat(answer)
                    .startsWith("{\"event\":\"pusher:error\",\"data\":{\"code\":4301,\"message\":\"")
                    .endsWith("\"},\"channel\":\"" + channel + "\"}");
            refused++;
        }

        // Sent within a fraction of a second; a slow machine may stretch it to two.
        assertThat(flood - refused).isBetween(10, 20);
        for (int passed = 0; passed < flood - refused; passed++) {
            bob.hears("{\"event\":\"client-x\",\"channel\":\"" + channel + "\",\"data\":\"1\"}");
        }
        bob.hearsNothingMore();
    }

    private static String isRefused(RawClient client, String channel) {
        String refusal = client.hearsBeginning("{\"event\":\"pusher:error\",\"data\":{\"code\":4301,\"message\":\"");
        assertThat(refusal).endsWith("\"},\"channel\":\"" + channel + "\"}");
        return refusal;
    }
}
