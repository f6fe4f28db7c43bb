package io.carillon.acceptance.contract;

import static io.carillon.acceptance.wire.RawClient.json;
import static io.carillon.acceptance.wire.RawClient.quoted;
import static org.assertj.core.api.Assertions.assertThat;

import io.carillon.acceptance.server.Carillon;
import io.carillon.acceptance.server.CarillonServer;
import io.carillon.acceptance.wire.RawClient;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Who is there, who comes, who goes: each told once. */
@ExtendWith(CarillonServer.class)
final class PresenceIT {

    private final Carillon carillon;

    PresenceIT(Carillon carillon) {
        this.carillon = carillon;
    }

    @Test
    void the_first_member_finds_itself() {
        RawClient alice = carillon.connect();
        String channel = carillon.unique("presence-room");

        alice.subscribes(channel, "{\"user_id\":\"1\",\"user_info\":{\"name\":\"Alice\"}}");

        alice.hears("{\"event\":\"pusher_internal:subscription_succeeded\",\"channel\":\"" + channel
                + "\",\"data\":\"{\\\"presence\\\":{\\\"count\\\":1,\\\"ids\\\":[\\\"1\\\"],\\\"hash\\\":{\\\"1\\\":"
                + "{\\\"name\\\":\\\"Alice\\\"}}}}\"}");
        alice.hearsNothingMore();
    }

    @Test
    void a_numeric_id_is_a_string_everywhere_and_keeps_its_digits() {
        RawClient alice = carillon.connect();
        RawClient bob = carillon.connect();
        String channel = carillon.unique("presence-numbers");

        alice.subscribes(channel, "{\"user_id\":10}");
        alice.hears(
                "{\"event\":\"pusher_internal:subscription_succeeded\",\"channel\":\"" + channel
                        + "\",\"data\":\"{\\\"presence\\\":{\\\"count\\\":1,\\\"ids\\\":[\\\"10\\\"],\\\"hash\\\":{\\\"10\\\":{}}}}\"}");
        bob.joins(channel, "{\"user_id\":90071992547409931234,\"user_info\":{}}");

        alice.hears("{\"event\":\"pusher_internal:member_added\",\"channel\":\"" + channel
                + "\",\"data\":\"{\\\"user_id\\\":\\\"90071992547409931234\\\",\\\"user_info\\\":{}}\"}");
        assertThat(carillon.get("/channels/" + channel + "/users").body())
                .isIn(
                        "{\"users\":[{\"id\":\"10\"},{\"id\":\"90071992547409931234\"}]}",
                        "{\"users\":[{\"id\":\"90071992547409931234\"},{\"id\":\"10\"}]}");
        bob.unsubscribes(channel);
        alice.hears("{\"event\":\"pusher_internal:member_removed\",\"channel\":\"" + channel
                + "\",\"data\":\"{\\\"user_id\\\":\\\"90071992547409931234\\\"}\"}");
    }

    @Test
    void the_second_member_finds_both_and_the_first_is_told() {
        RawClient alice = carillon.connect();
        RawClient bob = carillon.connect();
        String channel = carillon.unique("presence-two");
        alice.joins(channel, "{\"user_id\":\"1\",\"user_info\":{\"name\":\"Alice\"}}");

        bob.subscribes(channel, "{\"user_id\":\"2\",\"user_info\":{\"name\":\"Bob\"}}");

        String head = "{\"event\":\"pusher_internal:subscription_succeeded\",\"channel\":\"" + channel
                + "\",\"data\":\"{\\\"presence\\\":{\\\"count\\\":2,\\\"ids\\\":";
        String one = "\\\"1\\\":{\\\"name\\\":\\\"Alice\\\"}";
        String two = "\\\"2\\\":{\\\"name\\\":\\\"Bob\\\"}";
        bob.hearsOneOf(
                head + "[\\\"1\\\",\\\"2\\\"],\\\"hash\\\":{" + one + "," + two + "}}}\"}",
                head + "[\\\"2\\\",\\\"1\\\"],\\\"hash\\\":{" + two + "," + one + "}}}\"}");
        alice.hears("{\"event\":\"pusher_internal:member_added\",\"channel\":\"" + channel
                + "\",\"data\":\"{\\\"user_id\\\":\\\"2\\\",\\\"user_info\\\":{\\\"name\\\":\\\"Bob\\\"}}\"}");
        bob.hearsNothingMore();
        alice.hearsNothingMore();
    }

    @Test
    void a_user_with_many_tabs_comes_once_and_goes_once() {
        RawClient observer = carillon.connect();
        String channel = carillon.unique("presence-tabs");
        observer.joins(channel, "{\"user_id\":\"observer\"}");
        RawClient first = carillon.connect();
        RawClient second = carillon.connect();
        RawClient third = carillon.connect();

        first.joins(channel, "{\"user_id\":\"2\",\"user_info\":{\"tab\":1}}");
        second.joins(channel, "{\"user_id\":\"2\",\"user_info\":{\"tab\":2}}");
        third.joins(channel, "{\"user_id\":2,\"user_info\":{\"tab\":3}}");
        observer.hears("{\"event\":\"pusher_internal:member_added\",\"channel\":\"" + channel
                + "\",\"data\":\"{\\\"user_id\\\":\\\"2\\\",\\\"user_info\\\":{\\\"tab\\\":1}}\"}");
        first.hearsNothingMore();
        second.hearsNothingMore();
        third.hearsNothingMore();
        observer.hearsNothingMore();
        assertThat(carillon.get("/channels/" + channel, "info", "user_count,subscription_count")
                        .body())
                .isEqualTo("{\"occupied\":true,\"user_count\":2,\"subscription_count\":4}");

        second.leavesInPeace();
        first.unsubscribes(channel);
        first.hearsNothingMore();
        observer.hearsNothingMore();
        third.leaves();

        observer.hears("{\"event\":\"pusher_internal:member_removed\",\"channel\":\"" + channel
                + "\",\"data\":\"{\\\"user_id\\\":\\\"2\\\"}\"}");
        observer.hearsNothingMore();
    }

    @Test
    void several_users_with_several_tabs_are_each_told_once() {
        RawClient observer = carillon.connect();
        String channel = carillon.unique("presence-crowd");
        observer.joins(channel, "{\"user_id\":\"observer\"}");
        RawClient[] tabs = new RawClient[8];

        for (int i = 0; i < tabs.length; i++) {
            tabs[i] = carillon.connect();
            tabs[i].joins(channel, "{\"user_id\":\"u" + i % 4 + "\",\"user_info\":{\"tab\":" + i + "}}");
        }

        for (int user = 0; user < 4; user++) {
            observer.hears("{\"event\":\"pusher_internal:member_added\",\"channel\":\"" + channel
                    + "\",\"data\":\"{\\\"user_id\\\":\\\"u" + user + "\\\",\\\"user_info\\\":{\\\"tab\\\":" + user
                    + "}}\"}");
        }
        for (int i = 0; i < 4; i++) {
            tabs[i].leavesInPeace();
        }
        observer.hearsNothingMore();
        for (int i = 4; i < 8; i++) {
            tabs[i].leaves();
            observer.hears("{\"event\":\"pusher_internal:member_removed\",\"channel\":\"" + channel
                    + "\",\"data\":\"{\\\"user_id\\\":\\\"u" + i % 4 + "\\\"}\"}");
        }
        observer.hearsNothingMore();
    }

    @Test
    void who_is_there_keeps_what_was_told_first() {
        RawClient alice = carillon.connect();
        RawClient again = carillon.connect();
        String channel = carillon.unique("presence-first");
        alice.joins(channel, "{\"user_id\":\"1\",\"user_info\":{\"mood\":\"first\"}}");

        again.subscribes(channel, "{\"user_id\":\"1\",\"user_info\":{\"mood\":\"second\"}}");

        again.hears("{\"event\":\"pusher_internal:subscription_succeeded\",\"channel\":\"" + channel
                + "\",\"data\":\"{\\\"presence\\\":{\\\"count\\\":1,\\\"ids\\\":[\\\"1\\\"],\\\"hash\\\":{\\\"1\\\":"
                + "{\\\"mood\\\":\\\"first\\\"}}}}\"}");
    }

    @Test
    void a_member_who_was_told_of_its_own_join_hears_the_cache_and_then_the_living() {
        RawClient alice = carillon.connect();
        RawClient bob = carillon.connect();
        String channel = carillon.unique("presence-cache-order");

        alice.joins(channel, "{\"user_id\":\"1\"}");
        alice.hears("{\"event\":\"pusher:cache_miss\",\"channel\":\"" + channel + "\",\"data\":\"{}\"}");
        carillon.publishes(channel, "headline", "kept");
        alice.hears("{\"event\":\"headline\",\"channel\":\"" + channel + "\",\"data\":\"kept\"}");
        bob.joins(channel, "{\"user_id\":\"2\"}");
        bob.hears("{\"event\":\"headline\",\"channel\":\"" + channel + "\",\"data\":\"kept\"}");

        alice.hears("{\"event\":\"pusher_internal:member_added\",\"channel\":\"" + channel
                + "\",\"data\":\"{\\\"user_id\\\":\\\"2\\\",\\\"user_info\\\":{}}\"}");
        bob.hearsNothingMore();
    }

    @Test
    void a_hundred_users_fit_and_their_further_tabs_too() {
        String channel = carillon.unique("presence-full");
        for (int i = 0; i < 100; i++) {
            carillon.connect().joins(channel, "{\"user_id\":\"" + i + "\"}");
        }
        RawClient late = carillon.connect();
        RawClient tab = carillon.connect();

        late.subscribes(channel, "{\"user_id\":\"late\"}");
        String refusal = late.hearsBeginning("{\"event\":\"pusher:subscription_error\",\"channel\":\"" + channel
                + "\",\"data\":\"{\\\"type\\\":\\\"LimitReached\\\",\\\"error\\\":\\\"");
        assertThat(refusal).endsWith("\\\",\\\"status\\\":4100}\"}");
        late.hearsBeginning("{\"event\":\"pusher:error\",\"data\":{");
        tab.joins(channel, "{\"user_id\":\"7\"}");

        tab.hearsNothingMore();
    }

    @Test
    void user_info_may_have_a_kilobyte() {
        RawClient alice = carillon.connect();
        RawClient bob = carillon.connect();
        String channel = carillon.unique("presence-large");

        alice.joins(channel, "{\"user_id\":\"1\",\"user_info\":{\"a\":\"" + "x".repeat(1024 - 8) + "\"}}");
        bob.subscribes(channel, "{\"user_id\":\"2\",\"user_info\":{\"a\":\"" + "x".repeat(1024 - 7) + "\"}}");

        String refusal = bob.hearsBeginning("{\"event\":\"pusher:subscription_error\",\"channel\":\"" + channel
                + "\",\"data\":\"{\\\"type\\\":\\\"LimitReached\\\",\\\"error\\\":\\\"");
        assertThat(refusal).endsWith("\\\",\\\"status\\\":4301}\"}");
        bob.hearsBeginning("{\"event\":\"pusher:error\",\"data\":{");
        alice.hearsNothingMore();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "{}",
                "{\"user_info\":{}}",
                "{\"user_id\":null}",
                "{\"user_id\":\"\"}",
                "{\"user_id\":{}}",
                "nonsense",
                "[]"
            })
    void a_member_without_an_id_is_refused(String channelData) {
        RawClient alice = carillon.connect();
        String channel = carillon.unique("presence-nobody");

        alice.subscribes(channel, channelData);

        alice.hearsBeginning("{\"event\":\"pusher:subscription_error\",\"channel\":\"" + channel + "\",\"data\":\"");
        alice.hearsBeginning("{\"event\":\"pusher:error\",\"data\":{");
        alice.hearsNothingMore();
    }

    @Test
    void an_id_has_at_most_128_characters() {
        RawClient alice = carillon.connect();
        RawClient bob = carillon.connect();
        String channel = carillon.unique("presence-longid");

        alice.joins(channel, "{\"user_id\":\"" + "i".repeat(128) + "\"}");
        bob.subscribes(channel, "{\"user_id\":\"" + "i".repeat(129) + "\"}");

        bob.hearsBeginning("{\"event\":\"pusher:subscription_error\",\"channel\":\"" + channel + "\",\"data\":\"");
    }

    @Test
    void who_is_signed_in_needs_no_channel_data() {
        RawClient alice = carillon.connect();
        RawClient bob = carillon.connect();
        String channel = carillon.unique("presence-signedin");
        String user = carillon.unique("user");
        bob.joins(channel, "{\"user_id\":\"bob\"}");
        alice.isSignedIn("{\"id\":" + quoted(user) + ",\"user_info\":{\"name\":\"Alice\"}}");

        alice.subscribes(channel, null);

        String snapshot = alice.nextText();
        assertThat(json(json(snapshot).path("data").asText())
                        .path("presence")
                        .path("hash")
                        .path(user))
                .isEqualTo(json("{\"name\":\"Alice\"}"));
        bob.hears("{\"event\":\"pusher_internal:member_added\",\"channel\":\"" + channel
                + "\",\"data\":\"{\\\"user_id\\\":\\\"" + user
                + "\\\",\\\"user_info\\\":{\\\"name\\\":\\\"Alice\\\"}}\"}");
    }

    @Test
    void channel_data_overrides_who_is_signed_in() {
        RawClient alice = carillon.connect();
        String channel = carillon.unique("presence-override");
        alice.isSignedIn("{\"id\":" + quoted(carillon.unique("user")) + "}");

        alice.subscribes(channel, "{\"user_id\":\"other\"}");

        alice.hears(
                "{\"event\":\"pusher_internal:subscription_succeeded\",\"channel\":\"" + channel
                        + "\",\"data\":\"{\\\"presence\\\":{\\\"count\\\":1,\\\"ids\\\":[\\\"other\\\"],\\\"hash\\\":{\\\"other\\\":{}}}}\"}");
    }

    @Test
    void who_is_neither_signed_in_nor_brings_channel_data_is_refused() {
        RawClient alice = carillon.connect();
        String channel = carillon.unique("presence-anonymous");

        alice.subscribes(channel, null);

        alice.hearsBeginning("{\"event\":\"pusher:subscription_error\",\"channel\":\"" + channel + "\",\"data\":\"");
        alice.hearsBeginning("{\"event\":\"pusher:error\",\"data\":{\"code\":4009,");
    }

    @Test
    void who_hangs_up_without_a_word_is_gone_too() {
        RawClient observer = carillon.connect();
        RawClient bob = carillon.connect();
        String channel = carillon.unique("presence-hangup");
        observer.joins(channel, "{\"user_id\":\"1\"}");
        bob.joins(channel, "{\"user_id\":\"2\"}");
        observer.hearsBeginning("{\"event\":\"pusher_internal:member_added\"");

        bob.close();

        observer.hears("{\"event\":\"pusher_internal:member_removed\",\"channel\":\"" + channel
                + "\",\"data\":\"{\\\"user_id\\\":\\\"2\\\"}\"}");
    }

    @Test
    void a_signature_is_checked_against_the_text_as_it_was_sent() {
        RawClient alice = carillon.connect();
        String channel = carillon.unique("presence-verbatim");

        alice.subscribes(
                channel, "{\"user_id\": \"1\", \"user_info\": {\"name\": \"J\\u00fcrgen\", \"url\": \"a\\/b\"}}");

        assertThat(json(alice.nextJson().path("data").asText())
                        .path("presence")
                        .path("hash")
                        .path("1"))
                .isEqualTo(json("{\"name\":\"Jürgen\",\"url\":\"a/b\"}"));
    }
}
