package io.carillon.acceptance.contract;

import static io.carillon.acceptance.wire.RawClient.json;
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

/** Subscribing and its end, on channels without members. */
@ExtendWith(CarillonServer.class)
final class ChannelIT {

    private final Carillon carillon;

    ChannelIT(Carillon carillon) {
        this.carillon = carillon;
    }

    @ParameterizedTest
    @ValueSource(
            strings = {"news", "private-news", "foo-cache-bar", "private-encrypted-news", "privatenews", "cachenews"})
    void a_subscriber_is_told_of_success_and_then_hears_what_is_published(String type) {
        RawClient alice = carillon.connect();
        String channel = carillon.unique(type);

        alice.isSubscribedTo(channel);
        carillon.publishes(channel, "headline", "{\"title\":\"Bells\"}");

        alice.hears(
                "{\"event\":\"headline\",\"channel\":\"" + channel + "\",\"data\":\"{\\\"title\\\":\\\"Bells\\\"}\"}");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                "5",
                "plain words",
                "{\"slash\":\"a\\/b\",\"spaces\" : [ 1 , 2.50 ]}",
                "Grüße, 世界, 🔔",
                "\"\\ \t\n\r\b\f",
                "\u0001\u001f\u007f\u2028\u2029",
                "null"
            })
    void data_arrives_as_it_was_published(String data) {
        RawClient alice = carillon.connect();
        String channel = carillon.unique("verbatim");
        alice.isSubscribedTo(channel);

        carillon.publishes(channel, "text", data);

        assertThat(alice.nextJson())
                .isEqualTo(
                        json("{\"event\":\"text\",\"channel\":" + quoted(channel) + ",\"data\":" + quoted(data) + "}"));
    }

    @Test
    void all_letters_of_a_name_and_of_an_event_are_kept() {
        RawClient alice = carillon.connect();
        String channel = carillon.unique("Aa0_-=@,.;");
        String event = "App\\Events\\Ümläut \"quoted\"";
        alice.isSubscribedTo(channel);

        carillon.publishes(channel, event, "1");

        alice.hears("{\"event\":" + quoted(event) + ",\"channel\":\"" + channel + "\",\"data\":\"1\"}");
    }

    @Test
    void a_second_subscribe_is_an_error_and_changes_nothing() {
        RawClient alice = carillon.connect();
        String channel = carillon.unique("twice");
        alice.isSubscribedTo(channel);

        alice.subscribes(channel);
        alice.hears(
                "{\"event\":\"pusher:error\",\"data\":{\"code\":null,\"message\":\"Existing subscription to channel "
                        + channel + "\"},\"channel\":\"" + channel + "\"}");

        carillon.publishes(channel, "once", "1");
        alice.hears("{\"event\":\"once\",\"channel\":\"" + channel + "\",\"data\":\"1\"}");
        alice.hearsNothingMore();
    }

    @Test
    void unsubscribing_is_not_answered_and_ends_all_traffic() {
        RawClient alice = carillon.connect();
        String channel = carillon.unique("leave");
        alice.isSubscribedTo(channel);

        alice.unsubscribes(channel);
        alice.hearsNothingMore();
        carillon.publishes(channel, "late", "1");

        alice.hearsNothingMore();
    }

    @Test
    void unsubscribing_from_what_one_is_not_subscribed_to_is_an_error() {
        RawClient alice = carillon.connect();
        String channel = carillon.unique("never");

        alice.unsubscribes(channel);

        alice.hears(
                "{\"event\":\"pusher:error\",\"data\":{\"code\":null,\"message\":\"No current subscription to channel "
                        + channel + ", or subscription in progress\"},\"channel\":\"" + channel + "\"}");
    }

    @Test
    void in_a_burst_the_last_word_counts() {
        RawClient alice = carillon.connect();
        String stays = carillon.unique("burst");
        String goes = carillon.unique("burst");

        for (String channel : new String[] {stays, goes}) {
            alice.subscribes(channel);
            alice.unsubscribes(channel);
            alice.subscribes(channel);
        }
        alice.unsubscribes(goes);
        for (String channel : new String[] {stays, stays, goes, goes}) {
            alice.hears("{\"event\":\"pusher_internal:subscription_succeeded\",\"channel\":\"" + channel
                    + "\",\"data\":\"{}\"}");
        }
        carillon.publishes(goes, "lost", "1");
        carillon.publishes(stays, "heard", "1");

        alice.hears("{\"event\":\"heard\",\"channel\":\"" + stays + "\",\"data\":\"1\"}");
    }

    @Test
    void the_excepted_socket_hears_nothing() {
        RawClient alice = carillon.connect();
        RawClient bob = carillon.connect();
        String channel = carillon.unique("except");
        alice.isSubscribedTo(channel);
        bob.isSubscribedTo(channel);

        carillon.publishes(channel, "first", "1", ",\"socket_id\":\"" + alice.socketId() + "\"");
        carillon.publishes(channel, "second", "2");

        bob.hears("{\"event\":\"first\",\"channel\":\"" + channel + "\",\"data\":\"1\"}");
        bob.hears("{\"event\":\"second\",\"channel\":\"" + channel + "\",\"data\":\"2\"}");
        alice.hears("{\"event\":\"second\",\"channel\":\"" + channel + "\",\"data\":\"2\"}");
    }

    @Test
    void one_publishers_events_arrive_in_order() {
        RawClient alice = carillon.connect();
        String channel = carillon.unique("order");
        alice.isSubscribedTo(channel);

        for (int i = 0; i < 50; i++) {
            carillon.publishes(channel, "n", Integer.toString(i));
        }

        for (int i = 0; i < 50; i++) {
            alice.hears("{\"event\":\"n\",\"channel\":\"" + channel + "\",\"data\":\"" + i + "\"}");
        }
    }

    @Test
    void a_wrong_signature_is_told_on_the_channel_and_to_the_connection() {
        RawClient alice = carillon.connect();
        String channel = carillon.unique("private-closed");
        String wrong = "0".repeat(64);

        alice.says("{\"event\":\"pusher:subscribe\",\"data\":{\"channel\":" + quoted(channel) + ",\"auth\":\""
                + RunningJar.APP_KEY + ":" + wrong + "\"}}");

        String words = "Invalid signature: Expected HMAC SHA256 hex digest of " + alice.socketId() + ":" + channel
                + ", but got " + wrong;
        alice.hears("{\"event\":\"pusher:subscription_error\",\"channel\":\"" + channel
                + "\",\"data\":\"{\\\"type\\\":\\\"AuthError\\\",\\\"error\\\":\\\"" + words
                + "\\\",\\\"status\\\":401}\"}");
        alice.hears("{\"event\":\"pusher:error\",\"data\":{\"code\":4009,\"message\":\"" + words + "\"},\"channel\":\""
                + channel + "\"}");
        alice.hearsNothingMore();
    }

    @Test
    void the_dotnet_client_is_told_in_the_name_it_listens_for() {
        RawClient alice = carillon.connect("?protocol=5&client=pusher-dotnet-client&version=2.2.1");
        String channel = carillon.unique("private-closed");
        String wrong = "1".repeat(64);

        alice.says("{\"event\":\"pusher:subscribe\",\"data\":{\"channel\":" + quoted(channel) + ",\"auth\":\""
                + RunningJar.APP_KEY + ":" + wrong + "\"}}");

        String words = "Invalid signature: Expected HMAC SHA256 hex digest of " + alice.socketId() + ":" + channel
                + ", but got " + wrong;
        alice.hears("{\"event\":\"pusher_internal:subscription_error\",\"channel\":\"" + channel
                + "\",\"data\":\"{\\\"type\\\":\\\"AuthError\\\",\\\"error\\\":\\\"" + words
                + "\\\",\\\"status\\\":401}\"}");
        alice.hears("{\"event\":\"pusher:error\",\"data\":{\"code\":4009,\"message\":\"" + words + "\"},\"channel\":\""
                + channel + "\"}");
    }

    @Test
    void a_key_of_nobody_is_named() {
        RawClient alice = carillon.connect();
        String channel = carillon.unique("private-key");

        alice.says("{\"event\":\"pusher:subscribe\",\"data\":{\"channel\":" + quoted(channel) + ",\"auth\":\"stranger:"
                + "0".repeat(64) + "\"}}");

        alice.hears("{\"event\":\"pusher:subscription_error\",\"channel\":\"" + channel
                + "\",\"data\":\"{\\\"type\\\":\\\"AuthError\\\",\\\"error\\\":\\\"Invalid key in subscription auth data:"
                + " 'stranger'\\\",\\\"status\\\":401}\"}");
        alice.hears("{\"event\":\"pusher:error\",\"data\":{\"code\":4009,\"message\":\"Invalid key in subscription auth"
                + " data: 'stranger'\"},\"channel\":\"" + channel + "\"}");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {"", ",\"auth\":\"\"", ",\"auth\":null", ",\"auth\":\"nocolon\"", ",\"auth\":\":\"", ",\"auth\":7"
            })
    void a_private_channel_without_a_usable_auth_is_refused(String auth) {
        RawClient alice = carillon.connect();
        String channel = carillon.unique("private-noauth");

        alice.says("{\"event\":\"pusher:subscribe\",\"data\":{\"channel\":" + quoted(channel) + auth + "}}");

        String failure = alice.hearsBeginning("{\"event\":\"pusher:subscription_error\",\"channel\":\"" + channel
                + "\",\"data\":\"{\\\"type\\\":\\\"AuthError\\\",\\\"error\\\":\\\"");
        assertThat(failure).endsWith("\\\",\\\"status\\\":401}\"}");
        alice.hearsBeginning("{\"event\":\"pusher:error\",\"data\":{\"code\":4009,\"message\":\"");
        alice.hearsNothingMore();
    }

    @Test
    void the_signature_of_another_socket_or_channel_does_not_do() {
        RawClient alice = carillon.connect();
        RawClient bob = carillon.connect();
        String channel = carillon.unique("private-mine");

        for (String auth : new String[] {
            Signing.channel(bob.socketId(), channel, null),
            Signing.channel(alice.socketId(), channel + "x", null),
            Signing.channel(alice.socketId(), channel, null).toUpperCase(java.util.Locale.ROOT)
        }) {
            alice.says("{\"event\":\"pusher:subscribe\",\"data\":{\"channel\":" + quoted(channel) + ",\"auth\":"
                    + quoted(auth) + "}}");
            alice.hearsBeginning("{\"event\":\"pusher:subscription_error\",\"channel\":\"" + channel + "\"");
            alice.hearsBeginning("{\"event\":\"pusher:error\",\"data\":{\"code\":4009,");
        }
        alice.isSubscribedTo(channel);
    }

    @Test
    void channel_data_is_signed_on_private_channels_too() {
        RawClient alice = carillon.connect();
        String channel = carillon.unique("private-data");

        alice.subscribes(channel, "{\"user_id\": 7,  \"user_info\":{\"name\":\"J\\u00fcrgen\\/\"}}");

        alice.hears("{\"event\":\"pusher_internal:subscription_succeeded\",\"channel\":\"" + channel
                + "\",\"data\":\"{}\"}");
    }

    @Test
    void null_channel_data_is_no_channel_data() {
        RawClient alice = carillon.connect();
        String channel = carillon.unique("private-null");

        alice.says("{\"event\":\"pusher:subscribe\",\"data\":{\"channel\":" + quoted(channel) + ",\"auth\":"
                + quoted(Signing.channel(alice.socketId(), channel, null)) + ",\"channel_data\":null}}");

        alice.hears("{\"event\":\"pusher_internal:subscription_succeeded\",\"channel\":\"" + channel
                + "\",\"data\":\"{}\"}");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                "with space",
                "ümlaut",
                "a:b",
                "#server-to-user-",
                "#other",
                "a/b",
                "a\\u0000b",
                "private-{x}"
            })
    void a_bad_name_is_refused_on_its_own_name(String name) {
        RawClient alice = carillon.connect();

        alice.says("{\"event\":\"pusher:subscribe\",\"data\":{\"channel\":\"" + name + "\"}}");

        String refusal = alice.hearsBeginning("{\"event\":\"pusher:subscription_error\",\"channel\":\"");
        assertThat(json(refusal).path("channel").asText())
                .isEqualTo(json("\"" + name + "\"").asText());
        assertThat(json(json(refusal).path("data").asText()).has("status")).isTrue();
        alice.hearsBeginning("{\"event\":\"pusher:error\",\"data\":{");
        alice.hearsNothingMore();
    }

    @Test
    void a_name_may_have_200_characters_and_no_more() {
        RawClient alice = carillon.connect();
        String longest = "n".repeat(180) + carillon.unique("").substring(0, 1) + "x".repeat(19);

        alice.isSubscribedTo(longest);
        alice.subscribes(longest + "x");

        String refusal = alice.hearsBeginning("{\"event\":\"pusher:subscription_error\",\"channel\":\"" + longest
                + "x\",\"data\":\"{\\\"type\\\":\\\"LimitReached\\\",\\\"error\\\":\\\"");
        assertThat(refusal).endsWith("\\\",\\\"status\\\":4009}\"}");
        alice.hearsBeginning("{\"event\":\"pusher:error\",\"data\":{");
    }

    @Test
    void a_departure_is_visible_over_http_right_after_the_close_frame() {
        RawClient alice = carillon.connect();
        String channel = carillon.unique("departure");
        alice.isSubscribedTo(channel);
        assertThat(carillon.get("/channels/" + channel).body()).isEqualTo("{\"occupied\":true}");

        // Not TCP's end, which comes only when we hang up: the server's answer to our close frame is enough.
        alice.leavesInPeace();

        assertThat(carillon.get("/channels/" + channel).body()).isEqualTo("{\"occupied\":false}");
    }
}
