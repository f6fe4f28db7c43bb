package io.carillon.controlplane;

import static org.assertj.core.api.Assertions.assertThat;

import io.carillon.backplane.ChannelRule;
import io.carillon.backplane.Exhausted;
import io.carillon.protocol.ChannelPattern;
import io.carillon.schema.AllowedEvents;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** What a server may publish where a channel's rule, or a quota, says otherwise than the app. */
class ChannelRulesTest {

    private final ApiServer server = ApiServer.start();
    private final TestApp app = server.app();

    @AfterEach
    void stop() {
        server.close();
    }

    @Test
    void a_rule_says_how_large_an_event_may_be_on_its_channels() {
        rulesAre(rule("small-*", 3, null), rule("large", 20_000, null));

        publish("[\"small-a\"]", 3).isOk("{}");
        publish("[\"small-a\"]", 4)
                .isRefused(
                        413,
                        "event_data_too_large",
                        "the allowed maximum (3 bytes). Send less, or send a link to it. That is so on channel small-a.");
        publish("[\"large\"]", 20_000).isOk("{}");
        publish("[\"large\",\"other\"]", 20_000).isRefused(413, "event_data_too_large", "(10240 bytes)");
        publish("[\"large\",\"small-a\"]", 20_000).isRefused(413, "event_data_too_large", "on channel small-a");
    }

    @Test
    void a_rule_says_which_events_may_be_published() {
        rulesAre(events("chat-*", "{\"message\":true,\"score*\":true}"));
        TestBroker broker = app.broker().subscribes("chat-a", 1).subscribes("other", 1);

        publish("message", "[\"chat-a\"]", "\"hi\"").isOk("{}");
        publish("score-changed", "[\"chat-a\"]", "\"7\"").isOk("{}");
        publish("n", "[\"other\"]", "\"x\"").isOk("{}");
        assertThat(broker.heard()).hasSize(3);

        publish("n", "[\"other\",\"chat-a\"]", "\"x\"")
                .isRefused(
                        422,
                        "event_not_allowed",
                        "Event not published: channel chat-a does not take event 'n'; it takes message, score*.");
        assertThat(broker.heard()).hasSize(3);
    }

    @Test
    void a_rule_says_what_the_data_of_an_event_looks_like() {
        rulesAre(events(
                "map",
                "{\"move\":{\"required\":[\"x\"],\"properties\":{\"x\":{\"type\":\"number\"}},\"type\":\"object\"}}"));
        TestBroker broker = app.broker().subscribes("map", 1);

        publish("move", "[\"map\"]", "{\"x\":1}").isOk("{}");
        publish("move", "[\"map\"]", "\"{\\\"x\\\":1}\"").isOk("{}");
        publish("move", "[\"map\"]", "{\"x\":\"1\"}")
                .isRefused(
                        422,
                        "event_data_invalid",
                        "Event not published: /x in the data of event 'move' on channel map must be number, and is string.");
        publish("move", "[\"map\"]", "\"far away\"")
                .isRefused(422, "event_data_invalid", "on channel map must be object, and is string.");
        assertThat(broker.heard()).hasSize(2);
    }

    @Test
    void of_a_batch_it_is_said_which_event_is_wrong_and_none_is_published() {
        rulesAre(events("map", "{\"move\":{\"required\":[\"x\"]}}"));
        TestBroker broker = app.broker().subscribes("map", 1).subscribes("other", 1);

        app.post("/batch_events", """
                {"batch":[{"name":"n","channel":"other","data":"x"},{"name":"move","channel":"map","data":{}}]}""")
                .isRefused(
                        422,
                        "event_data_invalid",
                        "batch[1]: Event not published: the data of event 'move' on channel map must have x.");
        app.post("/batch_events", """
                {"batch":[{"name":"n","channel":"map","data":"x"}]}""")
                .isRefused(
                        422, "event_not_allowed", "batch[0]: Event not published: channel map does not take event 'n'");
        assertThat(broker.heard()).isEmpty();
    }

    @Test
    void a_rule_says_whether_a_channel_has_a_history() {
        TestBroker broker = app.broker();

        rulesAre(rule("chat", null, 0));
        publish("[\"chat\"]", 1).isOk("{}");
        assertThat(broker.offset("chat")).isZero();

        rulesAre();
        publish("[\"chat\"]", 1).isOk("{}");
        assertThat(broker.offset("chat")).isEqualTo(1);
    }

    @Test
    void a_quota_that_is_used_up_stops_publishing_until_it_counts_anew_and_nothing_else() {
        TestBroker broker = app.broker().subscribes("a", 1);
        Instant tomorrow = HeldClock.START.plus(Duration.ofHours(12));
        app.isNow(app.known().withExhausted(new Exhausted("messages_per_day", 200_000, tomorrow)));

        Reply refused = publish("[\"a\"]", 1)
                .isRefused(
                        429,
                        "message_quota_exhausted",
                        "App " + app.id()
                                + " has used up its quota messages_per_day of 200000 messages; it counts anew from"
                                + " 2026-03-02T00:00:00Z. Publish again then, or raise the quota.");
        assertThat(refused.headers()).containsEntry("retry-after", "43200");
        app.post("/batch_events", """
                {"batch":[{"name":"n","channel":"a","data":"x"}]}""").isRefused(429, "message_quota_exhausted");
        assertThat(broker.heard()).isEmpty();
        app.get("/channels/a").isOk("{\"occupied\":true}");

        server.clock().advance(Duration.ofHours(12));
        publish("[\"a\"]", 1).isOk("{}");
    }

    private Reply publish(String channels, int bytes) {
        return app.post(
                "/events", "{\"name\":\"n\",\"channels\":" + channels + ",\"data\":\"" + "x".repeat(bytes) + "\"}");
    }

    private Reply publish(String name, String channels, String data) {
        return app.post("/events", "{\"name\":\"" + name + "\",\"channels\":" + channels + ",\"data\":" + data + "}");
    }

    private static ChannelRule events(String pattern, String events) {
        return new ChannelRule(
                ChannelPattern.of(pattern),
                null,
                null,
                null,
                null,
                null,
                null,
                null,
                null,
                null,
                null,
                AllowedEvents.of(events));
    }

    private void rulesAre(ChannelRule... rules) {
        app.isNow(app.known().withRules(List.of(rules)));
    }

    private static ChannelRule rule(String pattern, @Nullable Integer eventBytes, @Nullable Integer historyEvents) {
        return new ChannelRule(
                ChannelPattern.of(pattern), null, null, eventBytes, null, null, null, null, null, historyEvents, null);
    }
}
