package io.carillon.broker.connection;

import static org.assertj.core.api.Assertions.assertThat;

import io.carillon.backplane.AppOptions;
import io.carillon.broker.TestClient;
import io.carillon.broker.TestCluster;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.Test;

final class ClientEventTest {

    private final TestCluster cluster = new TestCluster(2);
    private final TestClient ann = cluster.node(0).connect();
    private final TestClient bob = cluster.node(1).connect();

    @Test
    void everybody_but_the_sender_hears_it_and_is_told_who_sent_it() {
        ann.joins("presence-room", "ann");
        bob.joins("presence-room", "bob");
        ann.forget();
        bob.forget();

        bob.says(
                "{\"event\":\"client-typing\",\"channel\":\"presence-room\",\"user_id\":\"ann\",\"data\":{\"on\": true}}");

        ann.heard("""
                {"event":"client-typing","channel":"presence-room","data":"{\\"on\\": true}","user_id":"bob"}""");
        bob.heardNothing();
    }

    @Test
    void a_string_is_passed_on_as_it_is_and_private_channels_name_nobody() {
        ann.subscribesSigned("private-room");
        bob.subscribesSigned("private-room");
        ann.forget();

        bob.says("{\"event\":\"client-typing\",\"channel\":\"private-room\",\"data\":\"{\\\"on\\\":1}\"}");

        ann.heard("""
                {"event":"client-typing","channel":"private-room","data":"{\\"on\\":1}"}""");
    }

    @Test
    void the_first_reason_to_refuse_is_the_one_that_is_told() {
        cluster.change(
                new AppOptions(false, false, true, false, false, List.of(), Duration.ofSeconds(120), Duration.ZERO));
        ann.says("{\"event\":\"client-a\",\"channel\":\"news\",\"data\":{}}");
        ann.heard("""
                {"event":"pusher:error","data":{"code":4301,"message":"To send client events, you must enable this feature in the Settings page of your dashboard."},"channel":"news"}""");
    }

    @Test
    void public_and_encrypted_channels_have_no_client_events() {
        ann.says("{\"event\":\"client-a\",\"channel\":\"news\",\"data\":{}}");
        ann.heard("""
                {"event":"pusher:error","data":{"code":4301,"message":"Client event rejected - only supported on private and presence channels that are not encrypted"},"channel":"news"}""");

        ann.says("{\"event\":\"client-a\",\"channel\":\"private-encrypted-x\",\"data\":{}}");
        ann.heard("""
                {"event":"pusher:error","data":{"code":4301,"message":"Client event rejected - only supported on private and presence channels that are not encrypted"},"channel":"private-encrypted-x"}""");
    }

    @Test
    void who_is_not_subscribed_may_not_send() {
        ann.says("{\"event\":\"client-a\",\"channel\":\"private-x\",\"data\":{}}");

        ann.heard("""
                {"event":"pusher:error","data":{"code":4301,"message":"Cannot broadcast client event (connection not subscribed to channel private-x)"},"channel":"private-x"}""");
    }

    @Test
    void ten_may_come_in_a_second_and_the_eleventh_is_refused() {
        ann.subscribesSigned("private-room").forget();
        bob.subscribesSigned("private-room").forget();
        ann.forget();
        for (int i = 0; i < 11; i++) {
            ann.says("{\"event\":\"client-a\",\"channel\":\"private-room\",\"data\":{}}");
        }

        ann.heard("""
                {"event":"pusher:error","data":{"code":4301,"message":"Client event rejected - the rate limit of 10 client events per second on this connection was exceeded; send fewer, or join several into one"},"channel":"private-room"}""");
        assertThat(bob.takeHeard()).hasSize(10);

        cluster.advance(Duration.ofMillis(100));
        ann.says("{\"event\":\"client-a\",\"channel\":\"private-room\",\"data\":{}}");
        ann.heardNothing();
    }

    @Test
    void data_beyond_the_limit_is_refused_by_its_bytes() {
        ann.subscribesSigned("private-room").forget();

        ann.says("{\"event\":\"client-a\",\"channel\":\"private-room\",\"data\":\"" + "\u00e4".repeat(5121) + "\"}");

        ann.heard("""
                {"event":"pusher:error","data":{"code":4301,"message":"The data content of this event exceeds the allowed maximum (10240 bytes). Send less, or send a link to it"},"channel":"private-room"}""");
    }
}
