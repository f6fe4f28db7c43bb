package io.carillon.backplane;

import static io.carillon.backplane.Await.done;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.carillon.backplane.NodeRegistry.Holding;
import io.carillon.protocol.Member;
import io.carillon.protocol.SocketId;
import io.carillon.protocol.UserId;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Optional;
import org.assertj.core.api.ThrowableAssert.ThrowingCallable;
import org.junit.jupiter.api.Test;

/** How nodes live, die and are buried. */
public abstract class NodeContract extends BackplaneContract {

    private final AppChannel news = channel("news");
    private final AppChannel room = channel("presence-room");
    private final AppChannel ann = userChannel("ann");

    @Test
    void a_node_lives_as_long_as_it_renews() {
        for (int i = 0; i < 5; i++) {
            leasesRunOutBut(a, b);
        }

        assertThat(a.living()).containsExactlyInAnyOrder(a.id(), b.id());
    }

    @Test
    void a_node_that_comes_too_late_is_refused_for_good() {
        leasesRunOutBut(a, b);

        assertThat(c.renew()).isFalse();
        assertThat(c.renew()).isFalse();
        assertThat(a.renew()).isTrue();
        assertThat(a.living()).containsExactlyInAnyOrder(a.id(), b.id());
    }

    @Test
    void an_id_does_not_live_twice() {
        assertThatThrownBy(() -> done(a.backplane().nodes().register(a.id(), new RecordingInbox(), TestNode.LEASE)))
                .isInstanceOf(IllegalStateException.class);
    }

    @Test
    void a_node_without_a_lease_may_change_nothing() {
        c.join(room, "3.3", "cat");
        c.occupy(news, 2);
        assertThat(done(c.backplane().connections().open(APP, c.id(), 0))).isTrue();
        leasesRunOutBut(a, b);

        assertBuried(() -> c.occupy(news, 5));
        assertBuried(() -> c.report(news, 5));
        assertBuried(() -> c.vacate(news));
        assertBuried(() -> c.join(room, "4.4", "dan"));
        assertBuried(() -> c.leave(room, "3.3"));
        assertBuried(() -> c.watch(ann));
        assertBuried(() -> c.unwatch(ann));
        assertBuried(() -> done(c.backplane().connections().open(APP, c.id(), 0)));
        assertBuried(() -> done(c.backplane().connections().close(APP, c.id())));
        assertBuried(c::claimDead);
    }

    @Test
    void a_node_that_was_never_registered_may_change_nothing() {
        assertBuried(() -> done(a.backplane().occupancy().occupy(news, NodeId.fresh(), 1, News.NONE)));
        assertThat(a.occupancy(news)).isEqualTo(Occupancy.NONE);
    }

    @Test
    void a_dead_node_hears_nothing_more() {
        a.occupy(news, 1);
        c.occupy(news, 1);
        c.watch(ann);
        leasesRunOutBut(a, b);

        b.publish(event(news, "{}", KEPT));
        b.join(ann, "2.2", "ann");

        assertThat(a.heard(news)).hasSize(1);
        assertThat(c.inbox().envelopes()).isEmpty();
    }

    @Test
    void a_released_node_is_gone_and_need_not_be_buried() {
        c.occupy(news, 1);
        c.report(news, 0);
        c.vacate(news);

        done(c.backplane().nodes().release(c.id()));

        assertThat(a.living()).containsExactlyInAnyOrder(a.id(), b.id());
        assertThat(a.claimDead()).isEmpty();
        assertThat(c.renew()).isFalse();
        assertBuried(() -> c.occupy(news, 1));
    }

    @Test
    void a_released_node_that_still_holds_something_is_buried_like_any_other() {
        c.join(room, "3.3", "cat");

        done(c.backplane().nodes().release(c.id()));

        assertThat(a.members(room)).isEmpty();
        assertThat(a.claimDead()).contains(c.id());
        assertThat(a.holdings(c, 10)).containsExactly(new Holding(room, SocketId.of("3.3")), new Holding(room, null));
    }

    @Test
    void nobody_is_buried_while_all_live() {
        assertThat(a.claimDead()).isEmpty();
    }

    @Test
    void the_living_are_not_robbed() {
        b.join(room, "2.2", "bob");

        assertThatThrownBy(() -> a.holdings(b, 10)).isInstanceOf(IllegalStateException.class);
        assertThatThrownBy(() -> a.giveUp(b, new Holding(room, SocketId.of("2.2"))))
                .isInstanceOf(IllegalStateException.class);
        assertThatThrownBy(() -> a.buried(b)).isInstanceOf(IllegalStateException.class);
        assertThat(a.members(room)).containsExactly(Member.of("bob"));
    }

    @Test
    void exactly_one_gets_to_bury_a_dead_node() {
        List<TestNode> undertakers = new ArrayList<>(List.of(a, b));
        for (int i = 0; i < 6; i++) {
            undertakers.add(TestNode.in(shared, i % 3));
        }
        leasesRunOutBut(undertakers.toArray(TestNode[]::new));
        List<NodeId> claimed = Collections.synchronizedList(new ArrayList<>());

        Together.run(undertakers.size(), i -> undertakers.get(i).claimDead().ifPresent(claimed::add));

        assertThat(claimed).containsExactly(c.id());
    }

    @Test
    void each_of_several_dead_nodes_is_claimed_once() {
        leasesRunOutBut(a);

        List<Optional<NodeId>> claims = List.of(a.claimDead(), a.claimDead(), a.claimDead());

        assertThat(claims).containsExactlyInAnyOrder(Optional.of(b.id()), Optional.of(c.id()), Optional.empty());
    }

    @Test
    void a_claim_passes_on_when_the_claimant_dies() {
        TestNode brief = TestNode.in(shared, 1);
        leasesRunOutBut(a, b, brief);
        shared.advance(TestNode.LEASE.dividedBy(2));
        brief.renew();
        a.renew();
        assertThat(brief.claimDead()).contains(c.id());
        done(brief.backplane().nodes().release(brief.id()));

        assertThat(a.claimDead()).contains(c.id());
    }

    @Test
    void a_claim_passes_on_when_the_claimant_takes_longer_than_its_lease() {
        leasesRunOutBut(a, b);
        assertThat(a.claimDead()).contains(c.id());
        assertThat(b.claimDead()).isEmpty();

        leasesRunOutBut(a, b);

        assertThat(b.claimDead()).contains(c.id());
        assertThat(a.claimDead()).isEmpty();
    }

    @Test
    void what_a_dead_node_held_is_listed_memberships_before_the_place_on_the_route() {
        c.join(room, "3.3", "cat");
        c.join(room, "4.4", "cat");
        c.occupy(news, 7);
        c.watch(ann);
        a.occupy(news, 1);
        leasesRunOutBut(a, b);

        List<Holding> holdings = a.holdings(c, 100);

        assertThat(holdings)
                .containsExactlyInAnyOrder(
                        new Holding(room, SocketId.of("3.3")),
                        new Holding(room, SocketId.of("4.4")),
                        new Holding(room, null),
                        new Holding(news, null),
                        new Holding(ann, null));
        assertThat(holdings.indexOf(new Holding(room, null)))
                .isGreaterThan(holdings.indexOf(new Holding(room, SocketId.of("3.3"))))
                .isGreaterThan(holdings.indexOf(new Holding(room, SocketId.of("4.4"))));
        assertThat(a.holdings(c, 2)).hasSize(2);
    }

    @Test
    void a_watch_that_outlived_the_place_on_the_route_is_listed_too() {
        c.watch(ann);
        c.join(ann, "3.3", "ann");
        c.leave(ann, "3.3");
        c.vacate(ann);
        c.occupy(news, 1);
        c.report(news, 0);
        c.vacate(news);
        leasesRunOutBut(a, b);

        assertThat(a.holdings(c, 10)).containsExactly(new Holding(ann, null));
    }

    @Test
    void a_burial_gives_up_everything_and_announces_it_once() {
        a.join(room, "1.1", "observer");
        Position start = c.join(room, "3.3", "cat").position();
        c.join(room, "4.4", "cat");
        c.join(room, "5.5", "dog");
        a.occupy(room, 1);
        leasesRunOutBut(a, b);

        assertThat(b.claimDead()).contains(c.id());
        b.bury(c);

        assertThat(b.holdings(c, 10)).isEmpty();
        assertThat(b.claimDead()).isEmpty();
        assertThat(a.heard(room))
                .filteredOn(Envelope.MemberRemoved.class::isInstance)
                .containsExactlyInAnyOrder(
                        new Envelope.MemberRemoved(room, removedAt("cat"), UserId.of("cat")),
                        new Envelope.MemberRemoved(room, removedAt("dog"), UserId.of("dog")));
        assertThat(a.occupy(room, 1)).isEqualTo(new Position(start.epoch(), start.offset() + 3));
        assertThat(a.members(room)).containsExactly(Member.of("observer"));
    }

    @Test
    void a_user_with_two_tabs_on_two_nodes_of_which_one_dies_is_not_announced_as_gone() {
        a.join(room, "1.1", "ann");
        c.join(room, "3.3", "ann");
        leasesRunOutBut(a, b);

        List<Member> beforeTheBurial = a.members(room);
        a.claimDead();
        a.bury(c);

        assertThat(beforeTheBurial).containsExactly(Member.of("ann"));
        assertThat(a.members(room)).containsExactly(Member.of("ann"));
        assertThat(a.heard(room))
                .filteredOn(Envelope.MemberRemoved.class::isInstance)
                .isEmpty();
    }

    @Test
    void a_user_who_comes_back_on_another_node_before_the_burial_is_announced_neither_as_gone_nor_as_new() {
        Position start = a.occupy(room, 1);
        c.join(room, "3.3", "ann");
        leasesRunOutBut(a, b);

        b.join(room, "2.2", "ann");
        a.claimDead();
        a.bury(c);

        assertThat(a.members(room)).containsExactly(Member.of("ann"));
        assertThat(a.heard(room)).containsExactly(new Envelope.MemberAdded(room, start.next(), Member.of("ann")));
    }

    @Test
    void giving_up_twice_is_giving_up_once() {
        Position start = a.occupy(room, 1);
        c.join(room, "3.3", "cat");
        leasesRunOutBut(a, b);
        List<Holding> holdings = a.holdings(c, 10);

        // A claim passed on while its first claimant was still at work: both walk the same list.
        Together.run(2, i -> holdings.forEach(holding -> List.of(a, b).get(i).giveUp(c, holding)));

        assertThat(a.holdings(c, 10)).isEmpty();
        assertThat(a.heard(room))
                .containsExactly(
                        new Envelope.MemberAdded(room, start.next(), Member.of("cat")),
                        new Envelope.MemberRemoved(room, start.next().next(), UserId.of("cat")));
    }

    @Test
    void a_node_that_still_holds_something_is_not_forgotten() {
        c.occupy(news, 1);
        leasesRunOutBut(a, b);

        assertThat(a.claimDead()).contains(c.id());
        a.buried(c);
        leasesRunOutBut(a, b);

        assertThat(b.claimDead()).contains(c.id());
        assertThat(b.holdings(c, 10)).containsExactly(new Holding(news, null));
    }

    @Test
    void of_a_node_that_was_buried_nothing_is_left_to_do() {
        c.occupy(news, 1);
        leasesRunOutBut(a, b);
        a.claimDead();
        a.bury(c);

        a.giveUp(c, new Holding(news, null));
        a.buried(c);

        assertThat(a.holdings(c, 10)).isEmpty();
        assertThat(c.renew()).isFalse();
        assertBuried(() -> c.occupy(news, 1));
    }

    @Test
    void the_burial_of_a_nodes_place_tells_the_count_to_those_who_were_told_before() {
        a.occupyTold(news, 1);
        c.occupyTold(news, 4);
        leasesRunOutBut(a, b);

        a.claimDead();
        a.bury(c);

        assertThat(a.heard(news))
                .containsExactly(
                        new Envelope.CountChanged(news, 1),
                        new Envelope.CountChanged(news, 5),
                        new Envelope.CountChanged(news, 1));
    }

    @Test
    void the_burial_of_a_silent_nodes_place_tells_nobody() {
        a.occupy(news, 1);
        c.occupy(news, 4);
        leasesRunOutBut(a, b);

        a.claimDead();
        a.bury(c);

        assertThat(a.heard(news)).isEmpty();
    }

    @Test
    void a_user_who_was_signed_in_on_a_dead_node_alone_goes_offline_with_the_burial() {
        Position before = a.watch(ann).position();
        c.join(ann, "3.3", "ann");
        leasesRunOutBut(a, b);

        a.claimDead();
        a.bury(c);

        assertThat(a.heard(ann))
                .containsExactly(
                        new Envelope.UserTurned(ann, before.next(), true),
                        new Envelope.UserTurned(ann, before.next().next(), false));
    }

    @Test
    void a_channel_that_only_a_buried_node_knew_is_forgotten() {
        Position before = c.occupy(news, 1);
        leasesRunOutBut(a, b);

        a.claimDead();
        a.bury(c);

        assertThat(a.occupy(news, 1).epoch()).isNotEqualTo(before.epoch());
    }

    @Test
    void a_node_that_slept_through_its_lease_starts_over_under_a_new_id() {
        c.join(room, "3.3", "cat");
        leasesRunOutBut(a, b);
        assertThat(c.renew()).isFalse();

        TestNode again = TestNode.in(shared, 2);
        again.join(room, "6.6", "cat");
        a.claimDead();
        a.bury(c);
        shared.advance(Duration.ofSeconds(1));

        assertThat(a.living()).contains(again.id()).doesNotContain(c.id());
        assertThat(a.members(room)).containsExactly(Member.of("cat"));
    }

    private Position removedAt(String user) {
        return a.inbox().envelopes(room).stream()
                .filter(Envelope.MemberRemoved.class::isInstance)
                .map(Envelope.MemberRemoved.class::cast)
                .filter(removed -> removed.user().value().equals(user))
                .map(Envelope.MemberRemoved::position)
                .findFirst()
                .orElse(Position.NOWHERE);
    }

    private static void assertBuried(ThrowingCallable step) {
        assertThatThrownBy(step).isInstanceOf(NodeBuriedException.class);
    }
}
