package io.carillon.broker.channel;

import static org.assertj.core.api.Assertions.assertThat;

import io.carillon.backplane.AppOptions;
import io.carillon.backplane.Transition;
import io.carillon.backplane.WebhookQueue;
import io.carillon.broker.TestClient;
import io.carillon.broker.TestCluster;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.Test;

/** What clients do, as the app's servers are to hear of it. */
final class WebhookTest {

    private static final AppOptions WITH_WEBHOOKS =
            new AppOptions(true, true, true, true, false, List.of(), Duration.ofSeconds(120), Duration.ZERO);

    private final TestCluster cluster = new TestCluster(2);

    @Test
    void subscribers_on_two_nodes_occupy_a_channel_once_and_vacate_it_once() {
        cluster.change(WITH_WEBHOOKS);
        TestClient ann = cluster.node(0).connect().subscribes("news");
        TestClient bob = cluster.node(1).connect().subscribes("news");

        ann.unsubscribes("news");
        bob.leaves();

        assertThat(queued()).containsExactly("ChannelOccupied news", "ChannelVacated news");
    }

    @Test
    void a_member_with_two_tabs_is_added_once_and_removed_once() {
        cluster.change(WITH_WEBHOOKS);
        TestClient laptop = cluster.node(0).connect().joins("presence-lobby", "ann");
        TestClient phone = cluster.node(1).connect().joins("presence-lobby", "ann");

        laptop.leaves();
        phone.unsubscribes("presence-lobby");

        assertThat(queued())
                .containsExactly(
                        "ChannelOccupied presence-lobby",
                        "MemberAdded presence-lobby",
                        "MemberRemoved presence-lobby",
                        "ChannelVacated presence-lobby");
    }

    @Test
    void a_member_who_came_before_webhooks_were_switched_on_is_removed_if_another_came_after() {
        TestClient ann = cluster.node(0).connect().joins("presence-lobby", "ann");
        cluster.change(WITH_WEBHOOKS);
        TestClient bob = cluster.node(0).connect().joins("presence-lobby", "bob");

        bob.leaves();
        ann.leaves();

        assertThat(queued())
                .containsExactly(
                        "MemberAdded presence-lobby",
                        "MemberRemoved presence-lobby",
                        "MemberRemoved presence-lobby",
                        "ChannelVacated presence-lobby");
    }

    @Test
    void an_app_without_webhooks_has_nothing_queued() {
        cluster.node(0)
                .connect()
                .joins("presence-lobby", "ann")
                .subscribes("news")
                .leaves();

        assertThat(queued()).isEmpty();
    }

    private List<String> queued() {
        List<Transition> transitions = TestCluster.join(
                cluster.backplane().webhooks().claim(new WebhookQueue.Reader("reader"), 100, Duration.ofSeconds(30)));
        return transitions.stream()
                .map(transition -> transition.getClass().getSimpleName() + " "
                        + transition.channel().name())
                .toList();
    }
}
