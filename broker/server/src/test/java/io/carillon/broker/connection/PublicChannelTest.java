package io.carillon.broker.connection;

import static org.assertj.core.api.Assertions.assertThat;

import io.carillon.broker.TestClient;
import io.carillon.broker.TestCluster;
import io.carillon.protocol.SocketId;
import java.time.Duration;
import org.junit.jupiter.api.Test;

final class PublicChannelTest {

    private final TestCluster cluster = new TestCluster(2);
    private final TestClient ann = cluster.node(0).connect();
    private final TestClient bob = cluster.node(1).connect();

    @Test
    void a_subscriber_hears_what_is_published_and_nobody_else_does() {
        ann.subscribes("news");
        ann.heard("""
                {"event":"pusher_internal:subscription_succeeded","channel":"news","data":"{}"}""", """
                {"event":"pusher_internal:subscription_count","channel":"news","data":"{\\"subscription_count\\":1}"}""");

        cluster.publish("news", "headline", "{\"title\":\"Rain\"}");

        ann.heard("""
                {"event":"headline","channel":"news","data":"{\\"title\\":\\"Rain\\"}"}""");
        bob.heardNothing();
    }

    @Test
    void nothing_is_heard_after_an_unsubscribe() {
        ann.subscribes("news").forget();

        ann.unsubscribes("news");
        cluster.publish("news", "headline", "{}");

        ann.heardNothing();
    }

    @Test
    void a_second_subscribe_is_answered_with_an_error_and_changes_nothing() {
        ann.subscribes("news").forget();

        ann.subscribes("news");
        ann.heard("""
                {"event":"pusher:error","data":{"code":null,"message":"Existing subscription to channel news"},"channel":"news"}""");

        cluster.publish("news", "headline", "{}");
        ann.heard("""
                {"event":"headline","channel":"news","data":"{}"}""");
    }

    @Test
    void an_unsubscribe_without_a_subscription_is_an_error() {
        ann.unsubscribes("news");

        ann.heard("""
                {"event":"pusher:error","data":{"code":null,"message":"No current subscription to channel news, or subscription in progress"},"channel":"news"}""");
    }

    @Test
    void in_a_burst_of_subscribe_and_unsubscribe_the_last_one_wins() {
        ann.saysAtOnce("{\"event\":\"pusher:subscribe\",\"data\":{\"channel\":\"news\"}}");
        ann.saysAtOnce("{\"event\":\"pusher:unsubscribe\",\"data\":{\"channel\":\"news\"}}");
        ann.saysAtOnce("{\"event\":\"pusher:subscribe\",\"data\":{\"channel\":\"news\"}}");
        cluster.settle();
        ann.forget();

        cluster.publish("news", "headline", "{}");

        ann.heard("""
                {"event":"headline","channel":"news","data":"{}"}""");
    }

    @Test
    void the_excepted_socket_does_not_hear_the_event_wherever_it_is() {
        ann.subscribes("news");
        bob.subscribes("news");
        ann.forget();
        bob.forget();

        cluster.publish("news", "moved", "{}", bob.socketId());

        ann.heard("""
                {"event":"moved","channel":"news","data":"{}"}""");
        bob.heardNothing();
    }

    @Test
    void an_unknown_excepted_socket_is_no_mistake() {
        ann.subscribes("news").forget();

        cluster.publish("news", "moved", "{}", SocketId.of("1.2"));

        ann.heard("""
                {"event":"moved","channel":"news","data":"{}"}""");
    }

    @Test
    void subscribers_are_told_how_many_they_are_over_all_nodes() {
        ann.subscribes("news").forget();

        bob.subscribes("news");

        bob.heard("""
                {"event":"pusher_internal:subscription_succeeded","channel":"news","data":"{}"}""", """
                {"event":"pusher_internal:subscription_count","channel":"news","data":"{\\"subscription_count\\":2}"}""");
        ann.heard("""
                {"event":"pusher_internal:subscription_count","channel":"news","data":"{\\"subscription_count\\":2}"}""");

        bob.leaves();
        ann.heard("""
                {"event":"pusher_internal:subscription_count","channel":"news","data":"{\\"subscription_count\\":1}"}""");
    }

    @Test
    void a_bad_channel_name_reaches_whoever_waits_for_the_subscription() {
        ann.subscribes("new channel");

        ann.heard("""
                {"event":"pusher:subscription_error","channel":"new channel","data":"{\\"type\\":\\"LimitReached\\",\\"error\\":\\"Invalid channel name 'new channel': use one or more of A-Z a-z 0-9 _ - = @ , . ; and nothing else.\\",\\"status\\":4009}"}""", """
                {"event":"pusher:error","data":{"code":4009,"message":"Invalid channel name 'new channel': use one or more of A-Z a-z 0-9 _ - = @ , . ; and nothing else."},"channel":"new channel"}""");
    }

    @Test
    void a_connection_may_hold_as_many_subscriptions_as_the_app_allows() {
        for (int i = 0; i < 500; i++) {
            ann.subscribes("room-" + i);
        }
        ann.forget();

        ann.subscribes("one-too-many");

        ann.heard("""
                {"event":"pusher:subscription_error","channel":"one-too-many","data":"{\\"type\\":\\"LimitReached\\",\\"error\\":\\"This connection has 500 subscriptions, which is the limit; unsubscribe from some first\\",\\"status\\":4100}"}""", """
                {"event":"pusher:error","data":{"code":4009,"message":"This connection has 500 subscriptions, which is the limit; unsubscribe from some first"},"channel":"one-too-many"}""");
    }

    @Test
    void a_flood_of_subscriptions_is_slowed_down() {
        for (int i = 0; i < 501; i++) {
            ann.subscribes("room").unsubscribes("room");
        }

        assertThat(ann.takeHeard()).last().asString().contains("No current subscription to channel room");
        cluster.advance(Duration.ofSeconds(1));
        ann.subscribes("room");
        assertThat(ann.takeHeard().get(0)).contains("subscription_succeeded");
    }
}
