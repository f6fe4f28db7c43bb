package io.carillon.broker.node;

import static org.assertj.core.api.Assertions.assertThat;

import io.carillon.backplane.AppChannel;
import io.carillon.backplane.Occupancy;
import io.carillon.broker.TestClient;
import io.carillon.broker.TestCluster;
import io.carillon.protocol.ChannelName;
import org.junit.jupiter.api.Test;

final class NodeDeathTest {

    private final TestCluster cluster = new TestCluster(3);
    private final TestClient ann = cluster.node(0).connect();
    private final TestClient bob = cluster.node(1).connect();
    private final Gravedigger gravedigger = new Gravedigger(cluster.backplane().nodes());

    @Test
    void the_members_of_a_dead_node_are_announced_as_gone_once() {
        ann.joins("presence-lobby", "ann");
        bob.joins("presence-lobby", "bob");
        ann.forget();

        cluster.node(1).die();
        bury();

        ann.heard("""
                {"event":"pusher_internal:member_removed","channel":"presence-lobby","data":"{\\"user_id\\":\\"bob\\"}"}""");
    }

    @Test
    void a_user_who_has_come_back_elsewhere_is_not_announced_as_gone() {
        ann.joins("presence-lobby", "ann");
        bob.joins("presence-lobby", "bob");
        ann.forget();

        cluster.node(1).die();
        cluster.node(2).connect().joins("presence-lobby", "bob");
        bury();

        ann.heardNothing();
    }

    @Test
    void the_subscribers_of_a_dead_node_are_discounted_before_it_is_buried() {
        ann.subscribes("news");
        bob.subscribes("news");

        cluster.node(1).die();

        assertThat(TestCluster.join(cluster.backplane()
                        .occupancy()
                        .of(new AppChannel(cluster.app().id(), ChannelName.of("news")))))
                .isEqualTo(new Occupancy(1, 0));
    }

    private void bury() {
        gravedigger.buryOne(cluster.node(0).hub().node());
        cluster.settle();
    }
}
