package io.carillon.backplane;

import static io.carillon.backplane.Await.done;
import static io.carillon.backplane.WebhookWords.assertAlternating;
import static org.assertj.core.api.Assertions.assertThat;

import io.carillon.backplane.WebhookQueue.Backlog;
import io.carillon.backplane.WebhookQueue.Reader;
import io.carillon.protocol.ChannelName;
import io.carillon.protocol.Member;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.Combinators;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;
import net.jqwik.api.Tuple;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** What is queued for an app's servers, and that it is queued once. */
public abstract class WebhookContract extends BackplaneContract {

    private static final News ON = new News(false, true);
    private static final News ALL_ON = new News(true, true);
    private static final Reader READER = new Reader("reader");

    private final AppChannel news = channel("news");
    private final AppChannel room = channel("presence-room");
    private final List<Transition> soFar = new ArrayList<>();

    @Test
    void the_first_subscriber_occupies_a_channel_and_the_second_does_not() {
        a.occupy(news, 1, ON);
        a.report(news, 2, ON);
        b.occupy(news, 1, ON);

        assertThat(told(news)).containsExactly("occupied");
    }

    @Test
    void a_report_occupies_a_channel_as_well() {
        a.report(news, 0, ON);
        a.report(news, 3, ON);

        assertThat(told(news)).containsExactly("occupied");
    }

    @Test
    void the_last_subscriber_vacates_a_channel_though_its_node_stays_on_the_route() {
        a.occupy(news, 2, ON);
        b.occupy(news, 1, ON);

        a.report(news, 0, ON);
        b.report(news, 0, ON);
        a.vacate(news);
        b.vacate(news);

        assertThat(told(news)).containsExactly("occupied", "vacated");
    }

    @Test
    void whoever_comes_while_a_node_still_lingers_on_the_route_occupies_the_channel_anew() {
        a.occupy(news, 1, ON);
        a.report(news, 0, ON);
        a.report(news, 1, ON);
        a.report(news, 0, ON);
        b.occupy(news, 1, ON);

        assertThat(told(news)).containsExactly("occupied", "vacated", "occupied", "vacated", "occupied");
    }

    @Test
    void two_nodes_that_lose_their_last_subscribers_at_the_same_time_vacate_a_channel_once() {
        for (int round = 0; round < 20; round++) {
            AppChannel channel = channel("news-" + round);
            a.occupy(channel, 1, ON);
            b.occupy(channel, 1, ON);

            Together.run(2, i -> List.of(a, b).get(i).report(channel, 0, ON));

            assertThat(told(channel)).containsExactly("occupied", "vacated");
        }
    }

    @Test
    void a_member_is_added_with_its_first_connection_and_removed_with_its_last() {
        a.join(room, "1.1", "ann", ON);
        b.join(room, "2.2", "ann", ON);
        b.join(room, "3.3", "bob", ON);
        a.leave(room, "1.1");
        b.leave(room, "2.2");
        b.leave(room, "3.3");

        assertThat(told(room))
                .containsExactly("occupied", "added ann", "added bob", "removed ann", "removed bob", "vacated");
    }

    @Test
    void a_user_whose_tabs_on_two_nodes_close_at_the_same_time_is_removed_once() {
        for (int round = 0; round < 20; round++) {
            AppChannel channel = channel("presence-" + round);
            a.join(channel, "1.1", "ann", ON);
            b.join(channel, "2.2", "ann", ON);

            Together.run(2, i -> List.of(a, b).get(i).leave(channel, (i + 1) + "." + (i + 1)));

            assertThat(told(channel)).containsExactly("occupied", "added ann", "removed ann", "vacated");
        }
    }

    @Test
    void what_changes_nothing_is_not_queued() {
        a.join(room, "1.1", "ann", ON);
        a.join(room, "1.1", "ann", ON);
        b.tryJoin(room, "2.2", Member.of("bob"), 1, ON);
        b.leave(room, "9.9");
        b.vacate(room);

        assertThat(told(room)).containsExactly("occupied", "added ann");
    }

    @ParameterizedTest
    @ValueSource(strings = {"private-news", "private-encrypted-news", "cache-news", "private-encrypted-cache-news"})
    void channels_of_every_kind_are_occupied_and_vacated(String name) {
        AppChannel channel = channel(name);
        a.occupy(channel, 1, ALL_ON);
        a.report(channel, 0, ALL_ON);

        assertThat(told(channel)).containsExactly("occupied", "vacated");
    }

    @Test
    void of_users_own_channels_nobody_is_told() {
        AppChannel ann = userChannel("ann");
        a.join(ann, "1.1", "ann", ON);
        b.watch(ann);
        a.leave(ann, "1.1");
        c.join(ann, "3.3", "ann", ON);
        leasesRunOutBut(a, b);
        a.claimDead();
        a.bury(c);

        assertThat(claim()).isEmpty();
    }

    @Test
    void nothing_is_queued_for_apps_that_want_no_webhooks() {
        a.occupy(news, 1);
        a.report(news, 0);
        a.occupyTold(news, 1);
        a.reportTold(news, 0);
        b.join(room, "2.2", "ann");
        b.leave(room, "2.2");
        c.join(room, "3.3", "ann");
        leasesRunOutBut(a, b);
        a.claimDead();
        a.bury(c);

        assertThat(claim()).isEmpty();
        assertThat(done(b.backplane().webhooks().backlog())).isEqualTo(new Backlog(0, 0));
    }

    @Test
    void counts_and_webhooks_do_not_stand_in_each_others_way() {
        a.occupy(news, 1, ALL_ON);
        b.occupyTold(news, 1);
        a.report(news, 0, ALL_ON);

        assertThat(a.heard(news))
                .containsExactly(
                        new Envelope.CountChanged(news, 1),
                        new Envelope.CountChanged(news, 2),
                        new Envelope.CountChanged(news, 1));
        assertThat(told(news)).containsExactly("occupied");
    }

    @Test
    void what_happened_carries_the_time_at_which_it_did() {
        a.occupy(news, 1, ON);
        shared.advance(Duration.ofSeconds(7));
        a.report(news, 0, ON);

        List<Transition> claimed = claim();

        assertThat(claimed.get(1).timeMillis() - claimed.get(0).timeMillis()).isEqualTo(7_000);
    }

    @Test
    void a_name_and_a_user_of_any_script_come_out_as_they_went_in() {
        AppChannel theirs = new AppChannel(OTHER_APP, ChannelName.of("presence-=@,.;room"));
        a.join(theirs, "1.1", "\u00e9va: \ud83d\udd14 1:x", ON);

        assertThat(told(theirs)).containsExactly("occupied", "added \u00e9va: \ud83d\udd14 1:x");
    }

    // When a node dies

    @Test
    void a_killed_nodes_members_are_removed_and_its_channels_vacated_once_with_the_burial() {
        c.occupy(news, 3, ON);
        c.join(room, "3.3", "cat", ON);
        c.join(room, "4.4", "cat", ON);
        leasesRunOutBut(a, b);
        assertThat(told(news)).containsExactly("occupied");

        List<NodeRegistry.Holding> holdings = a.holdings(c, 10);
        Together.run(2, i -> holdings.forEach(holding -> List.of(a, b).get(i).giveUp(c, holding)));

        assertThat(told(news)).containsExactly("occupied", "vacated");
        assertThat(told(room)).containsExactly("occupied", "added cat", "removed cat", "vacated");
    }

    @Test
    void a_channel_that_others_occupy_is_not_vacated_by_a_death() {
        a.occupy(news, 1, ON);
        c.occupy(news, 3, ON);
        leasesRunOutBut(a, b);
        a.claimDead();
        a.bury(c);

        assertThat(told(news)).containsExactly("occupied");
    }

    @Test
    void who_comes_elsewhere_before_the_burial_neither_occupies_nor_is_added_again() {
        c.occupy(news, 3, ON);
        c.join(room, "3.3", "cat", ON);
        leasesRunOutBut(a, b);

        a.occupy(news, 1, ON);
        b.join(room, "2.2", "cat", ON);
        a.claimDead();
        a.bury(c);

        assertThat(told(news)).containsExactly("occupied");
        assertThat(told(room)).containsExactly("occupied", "added cat");
    }

    @Test
    void a_dead_node_that_lingered_without_subscribers_vacates_nothing() {
        c.occupy(news, 3, ON);
        c.report(news, 0, ON);
        leasesRunOutBut(a, b);
        a.claimDead();
        a.bury(c);

        assertThat(told(news)).containsExactly("occupied", "vacated");
    }

    @Test
    void a_burial_is_queued_only_where_the_dead_node_had_webhooks() {
        c.occupy(news, 3);
        c.join(room, "3.3", "cat");
        leasesRunOutBut(a, b);
        a.claimDead();
        a.bury(c);

        assertThat(claim()).isEmpty();
    }

    // What comes of anything

    @Property(tries = 80)
    void whatever_happens_transitions_take_turns_and_end_in_the_truth(@ForAll("steps") List<Step> steps) {
        try (SharedBackplane own = begin()) {
            var story = new WebhookStory(own, news, room, ON);
            steps.forEach(step -> step.in(story));
            story.settle();

            List<Transition> claimed = claimAll(own.seenBy(1));

            assertThat(WebhookWords.told(news, claimed)).isEqualTo(story.toldOfNews());
            assertThat(WebhookWords.told(room, claimed)).isEqualTo(story.toldOfRoom());
            assertThat(assertAlternating(WebhookWords.told(news, claimed))).isEqualTo(story.isOccupied(news));
            assertThat(assertAlternating(WebhookWords.told(room, claimed))).isEqualTo(story.isOccupied(room));
        }
    }

    /** What happens to one of three nodes, or to one of its sockets. */
    record Step(What what, int node, int number, String user) {

        enum What {
            JOIN,
            LEAVE,
            REPORT,
            DIE,
            BURY
        }

        void in(WebhookStory story) {
            switch (what) {
                case JOIN -> story.join(node, number, user);
                case LEAVE -> story.leave(node, number);
                case REPORT -> story.report(node, number);
                case DIE -> story.die(node);
                case BURY -> story.bury(node);
            }
        }
    }

    @Provide
    Arbitrary<List<Step>> steps() {
        Arbitrary<Step.What> whats = Arbitraries.frequency(
                Tuple.of(4, Step.What.JOIN),
                Tuple.of(3, Step.What.LEAVE),
                Tuple.of(4, Step.What.REPORT),
                Tuple.of(2, Step.What.DIE),
                Tuple.of(2, Step.What.BURY));
        return Combinators.combine(
                        whats,
                        Arbitraries.integers().between(0, 2),
                        Arbitraries.integers().between(0, 2),
                        Arbitraries.of("ann", "bob"))
                .as(Step::new)
                .list()
                .ofMinSize(20)
                .ofMaxSize(60);
    }

    private List<Transition> claim() {
        return claimAll(b.backplane());
    }

    private static List<Transition> claimAll(Backplane process) {
        return done(process.webhooks().claim(READER, TestNode.NO_LIMIT, TestNode.LEASE));
    }

    /** All that was ever queued about the channel, in words; the queue is empty afterwards. */
    private List<String> told(AppChannel channel) {
        List<Transition> claimed = claim();
        done(c.backplane().webhooks().done(claimed));
        soFar.addAll(claimed);
        return WebhookWords.told(channel, soFar);
    }
}
