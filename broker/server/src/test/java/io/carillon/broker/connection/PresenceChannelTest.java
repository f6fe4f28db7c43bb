package io.carillon.broker.connection;

import static org.assertj.core.api.Assertions.assertThat;

import io.carillon.backplane.AppLimits;
import io.carillon.broker.TestClient;
import io.carillon.broker.TestCluster;
import org.junit.jupiter.api.Test;

final class PresenceChannelTest {

    private final TestCluster cluster = new TestCluster(2);
    private final TestClient ann = cluster.node(0).connect();
    private final TestClient bob = cluster.node(1).connect();

    @Test
    void a_member_is_given_the_roster_with_itself_in_it_and_the_others_are_told() {
        ann.joins("presence-lobby", "ann");
        ann.heard("""
                {"event":"pusher_internal:subscription_succeeded","channel":"presence-lobby","data":"{\\"presence\\":{\\"count\\":1,\\"ids\\":[\\"ann\\"],\\"hash\\":{\\"ann\\":{}}}}"}""");

        bob.says(bob.signedSubscribe("presence-lobby", "{\"user_id\":\"bob\",\"user_info\":{\"name\":\"Bob\"}}"));

        bob.heard("""
                {"event":"pusher_internal:subscription_succeeded","channel":"presence-lobby","data":"{\\"presence\\":{\\"count\\":2,\\"ids\\":[\\"ann\\",\\"bob\\"],\\"hash\\":{\\"ann\\":{},\\"bob\\":{\\"name\\":\\"Bob\\"}}}}"}""");
        ann.heard("""
                {"event":"pusher_internal:member_added","channel":"presence-lobby","data":"{\\"user_id\\":\\"bob\\",\\"user_info\\":{\\"name\\":\\"Bob\\"}}"}""");
    }

    @Test
    void a_member_leaves_with_its_last_connection() {
        TestClient bobsPhone = cluster.node(0).connect();
        ann.joins("presence-lobby", "ann");
        bob.joins("presence-lobby", "bob");
        ann.forget();

        bobsPhone.joins("presence-lobby", "bob");
        bob.leaves();
        ann.heardNothing();

        bobsPhone.unsubscribes("presence-lobby");
        ann.heard("""
                {"event":"pusher_internal:member_removed","channel":"presence-lobby","data":"{\\"user_id\\":\\"bob\\"}"}""");
    }

    @Test
    void a_numeric_user_id_is_a_string_everywhere_and_loses_no_digit() {
        ann.joins("presence-lobby", "ann").forget();

        bob.says(bob.signedSubscribe("presence-lobby", "{\"user_id\": 12345678901234567890, \"user_info\": null}"));

        ann.heard("""
                {"event":"pusher_internal:member_added","channel":"presence-lobby","data":"{\\"user_id\\":\\"12345678901234567890\\",\\"user_info\\":{}}"}""");
    }

    @Test
    void a_wrong_signature_is_refused_in_both_forms_and_the_connection_lives() {
        ann.says("""
                {"event":"pusher:subscribe","data":{"channel":"presence-lobby","auth":"278d425bdf160c739803:00","channel_data":"{}"}}""");

        String expected = "Invalid signature: Expected HMAC SHA256 hex digest of " + ann.socketId()
                + ":presence-lobby:{}, but got 00";
        ann.heard(
                "{\"event\":\"pusher:subscription_error\",\"channel\":\"presence-lobby\",\"data\":\"{\\\"type\\\":\\\"AuthError\\\",\\\"error\\\":\\\""
                        + expected + "\\\",\\\"status\\\":401}\"}",
                "{\"event\":\"pusher:error\",\"data\":{\"code\":4009,\"message\":\"" + expected
                        + "\"},\"channel\":\"presence-lobby\"}");
        ann.says("{\"event\":\"pusher:ping\"}");
        ann.heard("""
                {"event":"pusher:pong","data":"{}"}""");
    }

    @Test
    void a_full_channel_refuses_another_user_but_not_another_tab() {
        cluster.change(AppLimits.DEFAULTS.withMembersPerChannel(1));
        ann.joins("presence-lobby", "ann").forget();

        TestClient tab = cluster.node(1).connect();
        tab.joins("presence-lobby", "ann");
        assertThat(tab.takeHeard().get(0)).startsWith("{\"event\":\"pusher_internal:subscription_succeeded\"");

        bob.joins("presence-lobby", "bob");
        bob.heard("""
                {"event":"pusher:subscription_error","channel":"presence-lobby","data":"{\\"type\\":\\"LimitReached\\",\\"error\\":\\"The maximum of 1 members in this presence channel is reached\\",\\"status\\":4100}"}""", """
                {"event":"pusher:error","data":{"code":4009,"message":"The maximum of 1 members in this presence channel is reached"},"channel":"presence-lobby"}""");
        ann.heardNothing();
    }

    @Test
    void user_info_beyond_the_limit_is_refused_with_both_numbers() {
        bob.says(bob.signedSubscribe(
                "presence-lobby", "{\"user_id\":\"bob\",\"user_info\":\"" + "x".repeat(2000) + "\"}"));

        assertThat(bob.takeHeard().get(0))
                .contains("LimitReached")
                .contains("user_info has 2002 bytes; this app allows 1024")
                .contains("4301");
    }

    @Test
    void a_signed_in_user_joins_without_channel_data() {
        bob.signsIn("{\"id\":\"bob\",\"user_info\":{\"name\":\"Bob\"}}").forget();

        bob.subscribesSigned("presence-lobby");

        bob.heard("""
                {"event":"pusher_internal:subscription_succeeded","channel":"presence-lobby","data":"{\\"presence\\":{\\"count\\":1,\\"ids\\":[\\"bob\\"],\\"hash\\":{\\"bob\\":{\\"name\\":\\"Bob\\"}}}}"}""");
    }

    @Test
    void without_channel_data_and_without_a_user_there_is_no_member() {
        bob.subscribesSigned("presence-lobby");

        assertThat(bob.takeHeard().get(0))
                .contains("needs a signed member: send channel_data with a user_id, or sign in first");
    }

    @Test
    void the_dotnet_client_is_told_under_the_name_it_listens_for() {
        TestClient dotnet = cluster.node(0)
                .connect(new Handshake(TestCluster.KEY.value(), "5", "pusher-dotnet-client", "2", null, false));
        dotnet.forget();

        dotnet.subscribes("private-x");

        assertThat(dotnet.takeHeard().get(0))
                .startsWith("{\"event\":\"pusher_internal:subscription_error\",\"channel\":\"private-x\"");
    }
}
