package io.carillon.broker.node;

import static org.assertj.core.api.Assertions.assertThat;

import io.carillon.backplane.AppChannel;
import io.carillon.backplane.Occupancy;
import io.carillon.broker.TestClient;
import io.carillon.broker.TestCluster;
import io.carillon.protocol.ChannelName;
import io.carillon.protocol.Member;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.Test;

/** What the nodes share goes away and comes back, with or without what it knew. */
final class OutageTest {

    private static final Duration SHORT = Duration.ofSeconds(2);
    private static final Duration LONG = Duration.ofSeconds(30);
    private static final Duration A_BEAT = Duration.ofSeconds(1);

    private static final String ROOM = "presence-room";
    private static final String HELLO = """
            {"event":"hello","channel":"news","data":"1"}""";
    private static final String BOB_REMOVED = """
            {"event":"pusher_internal:member_removed","channel":"presence-room","data":"{\\"user_id\\":\\"bob\\"}"}""";

    private final TestCluster cluster = new TestCluster(3);
    private final TestClient ann = cluster.node(0).connect();
    private final TestClient bob = cluster.node(1).connect();
    private final TestClient carl = cluster.node(2).connect();

    @Test
    void who_leaves_while_it_is_away_is_announced_as_gone_when_it_is_back() {
        allJoin();
        cluster.loseBackplane();
        bob.leaves();
        cluster.advance(SHORT);

        cluster.backplaneReturns();
        cluster.advance(TestCluster.LEASE.multipliedBy(2));

        ann.heard(BOB_REMOVED);
        carl.heard(BOB_REMOVED);
        assertThat(members()).containsExactly("ann", "carl");
    }

    @Test
    void clients_stay_when_all_leases_have_run_out_and_nobody_is_announced() {
        allJoin();

        awayFor(LONG);
        cluster.backplaneReturns();
        cluster.advance(LONG);

        nobodyHeardAnythingOrWasClosed();
        assertThat(members()).containsExactly("ann", "bob", "carl");
    }

    @Test
    void clients_stay_when_it_comes_back_empty_and_nobody_is_announced() {
        allJoin();

        awayFor(LONG);
        cluster.backplaneReturnsEmpty();
        cluster.advance(LONG);

        nobodyHeardAnythingOrWasClosed();
        assertThat(members()).containsExactlyInAnyOrder("ann", "bob", "carl");
    }

    @Test
    void it_may_come_back_empty_without_having_been_away() {
        allJoin();

        cluster.backplaneReturnsEmpty();
        cluster.advance(LONG);

        nobodyHeardAnythingOrWasClosed();
        assertThat(members()).containsExactlyInAnyOrder("ann", "bob", "carl");
    }

    @Test
    void who_left_while_it_was_away_and_lost_everything_is_announced_after_a_lease() {
        allJoin();
        cluster.loseBackplane();
        bob.leaves();
        cluster.advance(LONG);

        cluster.backplaneReturnsEmpty();
        cluster.advance(TestCluster.LEASE.minus(A_BEAT));
        ann.heardNothing();
        cluster.advance(A_BEAT.multipliedBy(3));

        ann.heard(BOB_REMOVED);
        carl.heard(BOB_REMOVED);
    }

    @Test
    void who_joins_before_all_nodes_are_back_sees_those_who_are_only_slower() {
        allJoin();
        cluster.node(1).sleep();
        awayFor(LONG);
        cluster.backplaneReturnsEmpty();
        cluster.advance(A_BEAT);

        TestClient dora = cluster.node(0).connect();
        dora.joins(ROOM, "dora");

        dora.heard("""
                {"event":"pusher_internal:subscription_succeeded","channel":"presence-room","data":\
                "{\\"presence\\":{\\"count\\":4,\\"ids\\":[\\"ann\\",\\"carl\\",\\"dora\\",\\"bob\\"],\\"hash\\":{\\"ann\\":{},\\"carl\\":{},\\"dora\\":{},\\"bob\\":{}}}}"}""");
        cluster.advance(TestCluster.LEASE);
        dora.heard(BOB_REMOVED);
    }

    @Test
    void who_joins_a_channel_that_was_deserted_meanwhile_is_not_swept_away_with_those_who_are_missing() {
        allJoin();
        cluster.node(1).sleep();
        cluster.node(2).sleep();
        awayFor(LONG);
        cluster.backplaneReturnsEmpty();
        cluster.advance(A_BEAT);
        ann.leaves();
        cluster.advance(A_BEAT.multipliedBy(3));

        TestClient dora = cluster.node(0).connect();
        dora.joins(ROOM, "dora");
        cluster.advance(TestCluster.LEASE.multipliedBy(2));

        assertThat(members()).containsExactly("dora");
    }

    @Test
    void what_is_published_before_the_nodes_are_back_on_their_routes_is_heard_once() {
        ann.subscribes("news").forget();
        bob.subscribes("news").forget();
        awayFor(LONG);
        cluster.backplaneReturns();

        ann.forget();
        bob.forget();
        cluster.publish("news", "hello", "1");
        ann.heardNothing();
        cluster.advance(A_BEAT);

        heardHello(ann);
        heardHello(bob);
    }

    @Test
    void what_is_published_to_an_empty_one_before_the_nodes_are_back_is_heard_once() {
        ann.subscribes("news").forget();
        cluster.publish("news", "hello", "0");
        ann.forget();
        awayFor(LONG);
        cluster.backplaneReturnsEmpty();

        cluster.publish("news", "hello", "1");
        cluster.advance(A_BEAT);

        heardHello(ann);
    }

    @Test
    void events_go_on_after_it_was_away_each_once() {
        ann.subscribes("news").forget();
        awayFor(LONG);
        cluster.backplaneReturnsEmpty();
        cluster.advance(A_BEAT);
        ann.forget();

        cluster.publish("news", "hello", "1");

        ann.heard(HELLO);
    }

    @Test
    void a_node_that_slept_no_longer_than_its_lease_keeps_its_clients_and_gives_them_what_they_missed() {
        ann.subscribes("news").forget();
        cluster.node(0).sleep();
        cluster.advance(TestCluster.LEASE);
        cluster.publish("news", "hello", "1");
        ann.heardNothing();

        cluster.node(0).wake();

        heardHello(ann);
        assertThat(ann.closed()).isNull();
    }

    @Test
    void nobody_hears_anything_twice_when_a_lane_lost_something_that_did_not_matter() {
        allJoin();
        ann.subscribes("news");
        cluster.publish("news", "hello", "1");
        ann.forget();

        cluster.node(0).hub().missed(channel -> true);
        cluster.settle();

        ann.heardNothing();
        assertThat(cluster.node(0).metrics().channelsMended.sum()).isEqualTo(2);
        assertThat(cluster.node(0).hub().owed()).isZero();
    }

    @Test
    void a_subscription_that_meets_the_end_of_a_lease_comes_about_a_little_later() {
        awayFor(LONG);
        cluster.backplaneReturns();

        ann.subscribes("news");
        ann.joins(ROOM, "ann");
        ann.heardNothing();
        cluster.advance(A_BEAT.multipliedBy(2));

        assertThat(ann.takeHeard()).contains("""
                {"event":"pusher_internal:subscription_succeeded","channel":"news","data":"{}"}""", """
                {"event":"pusher_internal:subscription_succeeded","channel":"presence-room","data":\
                "{\\"presence\\":{\\"count\\":1,\\"ids\\":[\\"ann\\"],\\"hash\\":{\\"ann\\":{}}}}"}""");
        assertThat(members()).containsExactly("ann");
    }

    @Test
    void a_user_is_reached_after_it_came_back_empty() {
        ann.signsIn("{\"id\":\"ann\"}").forget();
        awayFor(LONG);
        cluster.backplaneReturnsEmpty();
        cluster.advance(A_BEAT);

        cluster.publish("#server-to-user-ann", "hello", "1");

        ann.heard("""
                {"event":"hello","channel":"#server-to-user-ann","data":"1"}""");
    }

    @Test
    void a_watched_user_is_not_told_to_be_offline_because_it_came_back_empty() {
        bob.signsIn("{\"id\":\"bob\"}").forget();
        ann.signsIn("{\"id\":\"ann\",\"watchlist\":[\"bob\"]}").forget();

        awayFor(LONG);
        cluster.backplaneReturnsEmpty();
        cluster.advance(LONG);
        ann.heardNothing();
        bob.leaves();

        ann.heard("""
                {"event":"pusher_internal:watchlist_events","data":"{\\"events\\":[{\\"name\\":\\"offline\\",\\"user_ids\\":[\\"bob\\"]}]}"}""");
    }

    @Test
    void subscribers_and_connections_are_counted_as_they_are_when_it_came_back_empty() {
        ann.subscribes("news");
        bob.subscribes("news");
        cluster.loseBackplane();
        carl.leaves();
        cluster.advance(LONG);

        cluster.backplaneReturnsEmpty();
        cluster.advance(A_BEAT);

        assertThat(occupancy("news")).isEqualTo(new Occupancy(2, 0));
        assertThat(TestCluster.join(
                        cluster.backplane().connections().of(cluster.app().id())))
                .isEqualTo(2);
    }

    @Test
    void a_channel_whose_last_subscriber_left_meanwhile_is_unoccupied() {
        ann.subscribes("news");
        cluster.loseBackplane();
        ann.unsubscribes("news");
        cluster.advance(SHORT);

        cluster.backplaneReturns();
        cluster.advance(TestCluster.LEASE.dividedBy(2));

        assertThat(occupancy("news")).isEqualTo(Occupancy.NONE);
    }

    @Test
    void a_node_that_slept_sends_its_clients_away_and_starts_over() {
        allJoin();

        cluster.node(1).sleep();
        cluster.advance(LONG);
        ann.heard(BOB_REMOVED);
        carl.heard(BOB_REMOVED);
        cluster.node(1).wake();

        assertThat(bob.closed()).startsWith("4200");
        TestClient back = cluster.node(1).connect();
        back.joins(ROOM, "bob");
        ann.heard("""
                {"event":"pusher_internal:member_added","channel":"presence-room","data":"{\\"user_id\\":\\"bob\\",\\"user_info\\":{}}"}""");
        cluster.advance(LONG);
        ann.heardNothing();
        assertThat(members()).containsExactly("ann", "carl", "bob");
    }

    private void allJoin() {
        ann.joins(ROOM, "ann");
        bob.joins(ROOM, "bob");
        carl.joins(ROOM, "carl");
        ann.forget();
        bob.forget();
        carl.forget();
    }

    private void awayFor(Duration time) {
        cluster.loseBackplane();
        cluster.advance(time);
    }

    private void nobodyHeardAnythingOrWasClosed() {
        for (TestClient client : new TestClient[] {ann, bob, carl}) {
            client.heardNothing();
            assertThat(client.closed()).isNull();
        }
    }

    private static void heardHello(TestClient client) {
        assertThat(client.takeHeard())
                .filteredOn(message -> !message.contains("subscription_count"))
                .containsExactly(HELLO);
    }

    private List<String> members() {
        return TestCluster.join(cluster.backplane().presence().members(channel(ROOM))).stream()
                .map(Member::id)
                .map(Object::toString)
                .toList();
    }

    private Occupancy occupancy(String name) {
        return TestCluster.join(cluster.backplane().occupancy().of(channel(name)));
    }

    private AppChannel channel(String name) {
        return new AppChannel(cluster.app().id(), ChannelName.of(name));
    }
}
