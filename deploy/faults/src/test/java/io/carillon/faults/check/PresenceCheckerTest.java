package io.carillon.faults.check;

import static io.carillon.faults.check.Told.s;
import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.Test;

/** Each rule finds the fault that was planted for it, and nothing where there is none. */
final class PresenceCheckerTest {

    private static final Duration LEASE = Duration.ofSeconds(10);

    private final Told told = new Told().joins(0, "eve", "a", "eve", "eve");

    @Test
    void who_comes_and_goes_and_is_announced_in_time_breaks_no_rule() {
        told.joins(5, "tab-1", "b", "bob")
                .hearsAdded(5.02, "eve", "bob")
                .joins(6, "tab-2", "a", "bob")
                .leaves(7, "tab-1")
                .leaves(8, "tab-2")
                .hearsRemoved(8.5, "eve", "bob");

        PresenceChecker.Findings findings = told.judged(30);

        assertThat(findings.violations()).isEmpty();
        assertThat(findings.added()).isEqualTo(1);
        assertThat(findings.removed()).isEqualTo(1);
        assertThat(findings.stalest()).isEqualTo(Duration.ofMillis(500));
    }

    @Test
    void c1_a_second_added_is_found() {
        told.joins(5, "tab-1", "b", "bob").hearsAdded(5.02, "eve", "bob").hearsAdded(6, "eve", "bob");

        assertThat(rules(told.judged(30))).containsExactly(Rule.ALTERNATION);
    }

    @Test
    void c1_a_removed_of_somebody_who_was_never_in_view_is_found() {
        told.joins(5, "tab-1", "b", "bob").leaves(5.1, "tab-1").hearsRemoved(5.2, "eve", "bob");

        assertThat(rules(told.judged(30))).contains(Rule.ALTERNATION);
    }

    @Test
    void c1_an_added_of_somebody_in_the_roster_is_found() {
        Told late = new Told()
                .joins(1, "tab-1", "b", "bob")
                .joins(2, "eve", "a", "eve", "eve", "bob")
                .hearsAdded(2.5, "eve", "bob");

        assertThat(rules(late.judged(30))).containsExactly(Rule.ALTERNATION);
    }

    @Test
    void c2_an_added_of_somebody_who_is_not_there_is_found() {
        told.hearsAdded(5, "eve", "bob").hearsRemoved(5.5, "eve", "bob");

        assertThat(rules(told.judged(30))).contains(Rule.NO_PHANTOM);
    }

    @Test
    void c2_an_added_that_comes_after_its_user_has_long_left_is_found() {
        told.joins(5, "tab-1", "b", "bob").leaves(6, "tab-1").hearsAdded(9, "eve", "bob");

        assertThat(rules(told.judged(9.5))).contains(Rule.NO_PHANTOM);
    }

    @Test
    void c2_somebody_in_the_roster_who_is_not_there_is_found() {
        Told late = new Told().joins(2, "eve", "a", "eve", "eve", "bob");

        assertThat(rules(late.judged(2.5))).contains(Rule.NO_PHANTOM);
    }

    @Test
    void c3_a_ghost_is_found() {
        told.joins(5, "tab-1", "b", "bob").hearsAdded(5.02, "eve", "bob").leaves(6, "tab-1");

        assertThat(rules(told.judged(30))).containsExactly(Rule.NO_GHOST);
    }

    @Test
    void c3_a_removed_that_comes_too_late_is_found() {
        told.joins(5, "tab-1", "b", "bob")
                .hearsAdded(5.02, "eve", "bob")
                .leaves(6, "tab-1")
                .hearsRemoved(9, "eve", "bob");

        assertThat(rules(told.judged(30))).contains(Rule.NO_GHOST);
    }

    @Test
    void c3b_somebody_who_is_there_and_never_announced_is_found() {
        told.joins(5, "tab-1", "b", "bob");

        assertThat(rules(told.judged(30))).containsExactly(Rule.NO_OVERLOOKED);
    }

    @Test
    void c3b_somebody_who_is_there_and_lacks_in_the_roster_is_found() {
        Told late = new Told().joins(1, "tab-1", "b", "bob").joins(10, "eve", "a", "eve", "eve");

        assertThat(rules(late.judged(30))).containsExactly(Rule.NO_OVERLOOKED);
    }

    @Test
    void c4_a_removed_while_another_tab_is_open_is_found() {
        told.joins(5, "tab-1", "b", "bob")
                .hearsAdded(5.02, "eve", "bob")
                .joins(6, "tab-2", "a", "bob")
                .leaves(20, "tab-1")
                .hearsRemoved(20.1, "eve", "bob");

        assertThat(rules(told.judged(20.5))).contains(Rule.NO_FALSE_REMOVAL);
    }

    @Test
    void c7_somebody_who_leaves_once_and_is_removed_twice_is_found() {
        told.joins(5, "tab-1", "b", "bob")
                .hearsAdded(5.02, "eve", "bob")
                .leaves(8, "tab-1")
                .hearsRemoved(8.1, "eve", "bob")
                .hearsAdded(8.2, "eve", "bob")
                .hearsRemoved(8.3, "eve", "bob");

        assertThat(rules(told.judged(30))).containsExactly(Rule.ONE_FOR_ALL_TABS);
    }

    @Test
    void c7_somebody_who_leaves_twice_may_be_removed_twice() {
        told.joins(5, "tab-1", "b", "bob")
                .hearsAdded(5.02, "eve", "bob")
                .leaves(8, "tab-1")
                .hearsRemoved(8.1, "eve", "bob")
                .joins(8.2, "tab-2", "a", "bob")
                .hearsAdded(8.3, "eve", "bob")
                .leaves(8.5, "tab-2")
                .hearsRemoved(8.6, "eve", "bob");

        assertThat(told.judged(30).violations()).isEmpty();
    }

    @Test
    void the_users_of_a_killed_node_may_stay_for_two_leases_and_no_longer() {
        told.joins(5, "tab-1", "b", "bob").hearsAdded(5.02, "eve", "bob").closes(10, "tab-1", "b", 1006);
        Loss loss = Loss.of("b", s(10), LEASE);

        assertThat(told.judged(30.5, loss).violations()).isEmpty();
        assertThat(rules(told.judged(32, loss))).containsExactly(Rule.NO_GHOST);
    }

    @Test
    void a_user_of_a_killed_node_who_has_come_back_elsewhere_may_not_be_removed() {
        told.joins(5, "tab-1", "b", "bob")
                .hearsAdded(5.02, "eve", "bob")
                .closes(10, "tab-1", "b", 1006)
                .joins(11, "tab-1", "a", "bob")
                .hearsRemoved(19, "eve", "bob")
                .hearsAdded(19.1, "eve", "bob");

        assertThat(rules(told.judged(40, Loss.of("b", s(10), LEASE)))).contains(Rule.NO_FALSE_REMOVAL);
    }

    @Test
    void a_user_of_a_killed_node_who_has_come_back_after_the_lease_may_be_removed_meanwhile() {
        told.joins(5, "tab-1", "b", "bob")
                .hearsAdded(5.02, "eve", "bob")
                .closes(10, "tab-1", "b", 1006)
                .hearsRemoved(20, "eve", "bob")
                .joins(22, "tab-1", "a", "bob")
                .hearsAdded(22.1, "eve", "bob");

        assertThat(told.judged(40, Loss.of("b", s(10), LEASE)).violations()).isEmpty();
    }

    @Test
    void in_trouble_news_may_take_longer_and_afterwards_not() {
        Patience patience = Patience.of(Duration.ofSeconds(1)).with(s(4), s(8), Duration.ofSeconds(6));
        told.joins(5, "tab-1", "b", "bob").hearsAdded(10, "eve", "bob");

        assertThat(told.judged(30, patience).violations()).isEmpty();

        told.joins(15, "tab-2", "b", "ann").hearsAdded(17, "eve", "ann");

        assertThat(rules(told.judged(30, patience))).containsExactly(Rule.NO_OVERLOOKED);
    }

    @Test
    void a_new_subscription_begins_with_its_own_roster() {
        told.joins(5, "tab-1", "b", "bob")
                .hearsAdded(5.02, "eve", "bob")
                .closes(6, "eve", "a", 1006)
                .leaves(7, "tab-1")
                .joins(9, "eve", "b", "eve", "eve");

        assertThat(told.judged(30).violations()).isEmpty();
    }

    private static List<Rule> rules(PresenceChecker.Findings findings) {
        return findings.violations().stream().map(Violation::rule).distinct().toList();
    }
}
