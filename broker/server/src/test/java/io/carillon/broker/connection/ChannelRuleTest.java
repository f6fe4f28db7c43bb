package io.carillon.broker.connection;

import static org.assertj.core.api.Assertions.assertThat;

import io.carillon.backplane.AppChannel;
import io.carillon.backplane.AppLimits;
import io.carillon.backplane.AppOptions;
import io.carillon.backplane.ChannelRule;
import io.carillon.backplane.Exhausted;
import io.carillon.backplane.News;
import io.carillon.backplane.NodeId;
import io.carillon.broker.TestClient;
import io.carillon.broker.TestCluster;
import io.carillon.protocol.ChannelName;
import io.carillon.protocol.ChannelPattern;
import io.carillon.protocol.Member;
import io.carillon.protocol.SocketId;
import io.carillon.protocol.UserId;
import io.carillon.schema.AllowedEvents;
import java.time.Duration;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

/** What a rule says for some channels holds there instead of what the app says, and at once. */
final class ChannelRuleTest {

    private static final String TYPING = "{\"event\":\"client-a\",\"channel\":\"private-room\",\"data\":{}}";
    private static final String DISABLED = """
            {"event":"pusher:error","data":{"code":4301,"message":"To send client events, you must enable this feature in the Settings page of your dashboard."},"channel":"private-room"}""";

    private final TestCluster cluster = new TestCluster(2);
    private final TestClient ann = cluster.node(0).connect();
    private final TestClient bob = cluster.node(1).connect();

    @Test
    void client_events_are_switched_off_and_on_under_a_live_subscription() {
        ann.subscribesSigned("private-room").forget();
        bob.subscribesSigned("private-room").forget();
        ann.forget();

        rulesAre(clientEvents("private-room", false, null, null));
        ann.says(TYPING);
        ann.heard(DISABLED);
        bob.heardNothing();

        rulesAre();
        ann.says(TYPING);
        ann.heardNothing();
        assertThat(bob.takeHeard()).hasSize(1);
    }

    @Test
    void a_rule_allows_client_events_where_the_app_does_not() {
        cluster.change(AppOptions.DEFAULTS);
        rulesAre(clientEvents("private-room", true, null, null));
        ann.subscribesSigned("private-room").forget();
        bob.subscribesSigned("private-room").forget();
        ann.forget();

        ann.says(TYPING);
        assertThat(bob.takeHeard()).hasSize(1);

        ann.says(TYPING.replace("private-room", "private-other"));
        ann.heard(DISABLED.replace("private-room", "private-other"));
    }

    @Test
    void a_rule_says_how_large_a_client_event_may_be() {
        rulesAre(clientEvents("private-room", null, 3, null));
        ann.subscribesSigned("private-room").forget();

        ann.says("{\"event\":\"client-a\",\"channel\":\"private-room\",\"data\":\"four\"}");

        ann.heard("""
                {"event":"pusher:error","data":{"code":4301,"message":"The data content of this event exceeds the allowed maximum (3 bytes). Send less, or send a link to it"},"channel":"private-room"}""");
    }

    @Test
    void a_rule_says_which_events_its_channels_take() {
        rulesAre(events("private-room", "{\"client-typing\":true,\"client-cursor-*\":true}"));
        ann.subscribesSigned("private-room").subscribesSigned("private-other").forget();
        bob.subscribesSigned("private-room").forget();
        ann.forget();

        ann.says(TYPING.replace("client-a", "client-typing")).says(TYPING.replace("client-a", "client-cursor-up"));
        ann.says(TYPING.replace("private-room", "private-other"));
        ann.heardNothing();
        assertThat(bob.takeHeard()).hasSize(2);

        ann.says(TYPING);
        ann.heard("""
                {"event":"pusher:error","data":{"code":4301,"message":"Client event rejected - channel private-room does not take event 'client-a'; it takes client-typing, client-cursor-*"},"channel":"private-room"}""");
        bob.heardNothing();
    }

    @Test
    void a_rule_says_what_the_data_of_an_event_looks_like() {
        rulesAre(events("private-room", """
                {"client-a":{"type":"object","required":["x"],"properties":{"x":{"type":"number"}}}}"""));
        ann.subscribesSigned("private-room").forget();
        bob.subscribesSigned("private-room").forget();
        ann.forget();

        ann.says("{\"event\":\"client-a\",\"channel\":\"private-room\",\"data\":{\"x\":1}}");
        ann.says("{\"event\":\"client-a\",\"channel\":\"private-room\",\"data\":\"{\\\"x\\\":1}\"}");
        ann.heardNothing();
        assertThat(bob.takeHeard()).hasSize(2);

        ann.says("{\"event\":\"client-a\",\"channel\":\"private-room\",\"data\":{\"x\":\"1\"}}");
        ann.heard("""
                {"event":"pusher:error","data":{"code":4301,"message":"Client event rejected - /x in the data of event 'client-a' on channel private-room must be number, and is string"},"channel":"private-room"}""");
        ann.says(TYPING);
        ann.heard("""
                {"event":"pusher:error","data":{"code":4301,"message":"Client event rejected - the data of event 'client-a' on channel private-room must have x"},"channel":"private-room"}""");
        bob.heardNothing();
    }

    @Test
    void events_whose_data_is_wrong_count_as_sent() {
        cluster.change(AppLimits.DEFAULTS.withClientEventsPerSecond(2));
        rulesAre(events("private-room", "{\"client-a\":{\"required\":[\"x\"]}}"));
        ann.subscribesSigned("private-room").forget();

        ann.says(TYPING).says(TYPING).says(TYPING);

        assertThat(ann.takeHeard()).hasSize(3).last().asString().contains("the rate limit of 2 client events");
    }

    @Test
    void a_rate_of_its_own_takes_nothing_from_the_other_channels() {
        cluster.change(AppLimits.DEFAULTS.withClientEventsPerSecond(2));
        rulesAre(clientEvents("private-room", null, null, 3));
        ann.subscribesSigned("private-room").subscribesSigned("private-other").forget();
        String other = TYPING.replace("private-room", "private-other");

        ann.says(TYPING).says(other).says(TYPING).says(other).says(TYPING);
        ann.heardNothing();

        ann.says(TYPING);
        assertThat(ann.takeHeard()).singleElement().asString().contains("the rate limit of 3 client events per second");
        ann.says(other);
        assertThat(ann.takeHeard()).singleElement().asString().contains("the rate limit of 2 client events per second");
    }

    @Test
    void a_rule_says_how_many_members_there_may_be() {
        rulesAre(members("presence-small", 1, null));
        ann.joins("presence-small", "ann").forget();

        bob.joins("presence-small", "bob");
        assertThat(bob.takeHeard().get(0)).contains("The maximum of 1 members in this presence channel is reached");

        rulesAre(members("presence-small", 2, null));
        bob.joins("presence-small", "bob");
        assertThat(bob.takeHeard().get(0)).contains("pusher_internal:subscription_succeeded");
    }

    @Test
    void ten_thousand_members_may_be_in_a_channel_and_no_more() {
        rulesAre(members("presence-stadium", 10_000, null));
        var stadium = new AppChannel(cluster.app().id(), ChannelName.of("presence-stadium"));
        NodeId node = cluster.node(0).hub().node();
        for (int i = 1; i < 10_000; i++) {
            var member = new Member(UserId.of("u" + i), Member.NO_INFO);
            cluster.backplane().presence().join(stadium, node, SocketId.of("1." + i), member, 10_000, News.NONE);
        }

        ann.joins("presence-stadium", "ann");
        assertThat(ann.takeHeard().get(0)).contains("\\\"count\\\":10000");

        bob.joins("presence-stadium", "bob");
        assertThat(bob.takeHeard().get(0)).contains("The maximum of 10000 members in this presence channel is reached");
    }

    @Test
    void a_rule_says_how_much_members_may_tell_of_themselves() {
        rulesAre(members("presence-room", null, 10));

        ann.says(ann.signedSubscribe("presence-room", "{\"user_id\":\"ann\",\"user_info\":{\"name\":\"Ann\"}}"));

        assertThat(ann.takeHeard().get(0)).contains("user_info has 14 bytes; this app allows 10");
    }

    @Test
    void subscription_counts_are_switched_on_and_off_under_live_subscriptions() {
        cluster.change(AppOptions.DEFAULTS);
        ann.subscribes("news");
        bob.subscribes("news");
        ann.forget();

        rulesAre(counts("news", true));
        ann.heard("""
                {"event":"pusher_internal:subscription_count","channel":"news","data":"{\\"subscription_count\\":2}"}""");

        rulesAre();
        bob.leaves();
        ann.heardNothing();
    }

    @Test
    void who_subscribes_just_before_it_hears_of_the_change_does_not_bring_the_old_rules_back() {
        cluster.change(AppOptions.DEFAULTS);
        ann.subscribes("news").forget();
        TestClient cid = cluster.node(0).connect();

        cluster.backplane().apps().put(cluster.app().withRules(List.of(counts("news", true))));
        // Its loop has not come to it yet.
        cid.saysAtOnce("{\"event\":\"pusher:subscribe\",\"data\":{\"channel\":\"news\"}}");
        cluster.settle();
        cid.takeHeard();
        ann.forget();

        cid.leaves();
        ann.heard("""
                {"event":"pusher_internal:subscription_count","channel":"news","data":"{\\"subscription_count\\":1}"}""");
    }

    @Test
    void an_app_that_has_used_up_its_messages_lets_clients_listen_but_not_send() {
        ann.subscribesSigned("private-room").forget();
        bob.subscribesSigned("private-room").forget();
        ann.forget();
        cluster.change(cluster.app()
                .withExhausted(
                        new Exhausted("messages_per_day", 200_000, cluster.now().plus(Duration.ofHours(1)))));

        ann.says(TYPING);
        ann.heard("""
                {"event":"pusher:error","data":{"code":4301,"message":"Client event rejected - this app takes no more events for now"},"channel":"private-room"}""");
        bob.heardNothing();
        bob.subscribes("news");
        assertThat(bob.takeHeard().get(0)).contains("subscription_succeeded");

        cluster.advance(Duration.ofHours(1));
        ann.says(TYPING);
        ann.heardNothing();
    }

    private void rulesAre(ChannelRule... rules) {
        cluster.change(cluster.app().withRules(List.of(rules)));
    }

    private static ChannelRule clientEvents(
            String pattern, @Nullable Boolean allowed, @Nullable Integer bytes, @Nullable Integer perSecond) {
        return new ChannelRule(
                ChannelPattern.of(pattern), allowed, null, null, bytes, perSecond, null, null, null, null, null);
    }

    private static ChannelRule members(String pattern, @Nullable Integer most, @Nullable Integer infoBytes) {
        return new ChannelRule(
                ChannelPattern.of(pattern), null, null, null, null, null, most, infoBytes, null, null, null);
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

    private static ChannelRule counts(String pattern, boolean told) {
        return new ChannelRule(ChannelPattern.of(pattern), null, told, null, null, null, null, null, null, null, null);
    }
}
