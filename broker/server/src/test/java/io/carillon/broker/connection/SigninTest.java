package io.carillon.broker.connection;

import static org.assertj.core.api.Assertions.assertThat;

import io.carillon.backplane.AppChannel;
import io.carillon.broker.TestClient;
import io.carillon.broker.TestCluster;
import io.carillon.protocol.UserId;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

final class SigninTest {

    private final TestCluster cluster = new TestCluster(2);
    private final TestClient ann = cluster.node(0).connect();
    private final TestClient bob = cluster.node(1).connect();

    @Test
    void user_data_comes_back_to_the_letter() {
        ann.signsIn("{ \"id\":7, \"user_info\": {\"a\":1} }");

        ann.heard("""
                {"event":"pusher:signin_success","data":"{\\"user_data\\":\\"{ \\\\\\"id\\\\\\":7, \\\\\\"user_info\\\\\\": {\\\\\\"a\\\\\\":1} }\\"}"}""");
    }

    @Test
    void what_is_sent_to_a_user_reaches_each_of_its_connections_once_subscribed_or_not() {
        ann.signsIn("{\"id\":\"7\"}").forget();
        bob.signsIn("{\"id\":\"7\"}").forget();
        bob.subscribes("#server-to-user-7");
        bob.heard("""
                {"event":"pusher_internal:subscription_succeeded","channel":"#server-to-user-7","data":"{}"}""");

        cluster.publish("#server-to-user-7", "hi", "{}");

        ann.heard("""
                {"event":"hi","channel":"#server-to-user-7","data":"{}"}""");
        bob.heard("""
                {"event":"hi","channel":"#server-to-user-7","data":"{}"}""");
    }

    @Test
    void nobody_subscribes_to_the_channel_of_another_user() {
        ann.signsIn("{\"id\":\"7\"}").forget();

        ann.subscribes("#server-to-user-8");

        assertThat(ann.takeHeard().get(0))
                .contains("AuthError")
                .contains("Channel #server-to-user-8 belongs to a user: sign in as that user first");
    }

    @Test
    void watchers_are_told_how_users_are_and_when_they_turn() {
        bob.signsIn("{\"id\":\"bob\"}").forget();

        ann.signsIn("{\"id\":\"ann\",\"watchlist\":[\"bob\",\"cid\"]}");

        assertThat(ann.takeHeard()).containsExactlyInAnyOrder("""
                {"event":"pusher:signin_success","data":"{\\"user_data\\":\\"{\\\\\\"id\\\\\\":\\\\\\"ann\\\\\\",\\\\\\"watchlist\\\\\\":[\\\\\\"bob\\\\\\",\\\\\\"cid\\\\\\"]}\\"}"}""", """
                {"event":"pusher_internal:watchlist_events","data":"{\\"events\\":[{\\"name\\":\\"online\\",\\"user_ids\\":[\\"bob\\"]},{\\"name\\":\\"offline\\",\\"user_ids\\":[\\"cid\\"]}]}"}""");

        TestClient bobsPhone = cluster.node(0).connect();
        bobsPhone.signsIn("{\"id\":\"bob\"}");
        bob.leaves();
        ann.heardNothing();

        bobsPhone.leaves();
        ann.heard("""
                {"event":"pusher_internal:watchlist_events","data":"{\\"events\\":[{\\"name\\":\\"offline\\",\\"user_ids\\":[\\"bob\\"]}]}"}""");
    }

    @Test
    void a_watchlist_that_is_too_long_is_cut_and_said_so() {
        String users = IntStream.range(0, 101).mapToObj(i -> "\"u" + i + "\"").collect(Collectors.joining(","));

        ann.signsIn("{\"id\":\"ann\",\"watchlist\":[" + users + "]}");

        var heard = ann.takeHeard();
        assertThat(heard.get(0)).startsWith("{\"event\":\"pusher:signin_success\"");
        assertThat(heard.get(1)).isEqualTo("""
                {"event":"pusher:error","data":{"code":4302,"message":"Watchlist limit exceeded: only the first 100 users are watched"}}""");
        assertThat(heard.get(2)).contains("\\\"u99\\\"").doesNotContain("\\\"u100\\\"");
    }

    @Test
    void terminating_a_user_closes_every_connection_that_signed_in_as_it() {
        TestClient cid = cluster.node(0).connect();
        ann.signsIn("{\"id\":\"7\"}").forget();
        bob.signsIn("{\"id\":\"7\"}").forget();
        cid.joins("presence-x", "7").forget();

        cluster.backplane().terminate(AppChannel.ofUser(cluster.app().id(), UserId.of("7")));
        cluster.settle();

        ann.heard("""
                {"event":"pusher:error","data":{"code":4009,"message":"You got disconnected by the app."}}""");
        assertThat(ann.closed()).isEqualTo("4009 You got disconnected by the app.");
        assertThat(bob.closed()).isEqualTo("4009 You got disconnected by the app.");
        assertThat(cid.closed()).isNull();
    }

    @Test
    void the_third_bad_sign_in_closes() {
        String bad =
                "{\"event\":\"pusher:signin\",\"data\":{\"auth\":\"278d425bdf160c739803:00\",\"user_data\":\"{\\\"id\\\":\\\"7\\\"}\"}}";
        ann.says(bad).says(bad);
        assertThat(ann.takeHeard())
                .hasSize(2)
                .allSatisfy(
                        text -> assertThat(text)
                                .startsWith(
                                        "{\"event\":\"pusher:error\",\"data\":{\"code\":4009,\"message\":\"Invalid signature: "));
        assertThat(ann.closed()).isNull();

        ann.says(bad);

        assertThat(ann.closed()).startsWith("4009 Invalid signature: ");
    }

    @Test
    void a_connection_stays_who_it_is() {
        ann.signsIn("{\"id\":\"7\"}").forget();

        ann.signsIn("{\"id\":\"8\"}");
        ann.heard("""
                {"event":"pusher:error","data":{"code":4009,"message":"This connection has signed in as another user already; open a new one to sign in again"}}""");

        ann.signsIn("{\"id\":\"7\"}");
        ann.heard("""
                {"event":"pusher:signin_success","data":"{\\"user_data\\":\\"{\\\\\\"id\\\\\\":\\\\\\"7\\\\\\"}\\"}"}""");
    }
}
