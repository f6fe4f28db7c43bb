package io.carillon.faults.check;

import static io.carillon.faults.check.Told.ROOM;
import static io.carillon.faults.check.Told.s;
import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.Test;

final class TruthTest {

    private static final Duration LEAVING = Duration.ofMillis(100);

    @Test
    void a_user_is_there_from_the_first_answer_to_the_last_goodbye() {
        Truth truth = truth(new Told()
                .joins(1, "tab-1", "a", "bob")
                .joins(2, "tab-2", "b", "bob")
                .leaves(3, "tab-1")
                .leaves(4, "tab-2"));

        assertThat(truth.presentAt(s(0.5))).isEmpty();
        assertThat(truth.presentAt(s(3.5))).containsExactly("bob");
        assertThat(truth.presentAt(s(4))).isEmpty();
        assertThat(truth.possiblyAt(s(4.05))).containsExactly("bob");
        assertThat(truth.transitions()).isEqualTo(2);
    }

    @Test
    void whoever_was_on_a_lost_node_is_gone_in_truth_and_may_be_seen_until_two_leases_later() {
        Told told = new Told().joins(1, "tab-1", "a", "bob").closes(5, "tab-1", "a", 1006);
        Truth truth = truth(told, Loss.of("a", s(5), Duration.ofSeconds(10)));

        assertThat(truth.presentAt(s(9))).containsExactly("bob");
        assertThat(truth.presentAt(s(11))).isEmpty();
        assertThat(truth.possiblyAt(s(24))).containsExactly("bob");
        assertThat(truth.possiblyAt(s(25))).isEmpty();
        assertThat(truth.actual("bob")).containsExactly(new Span(s(1.01), s(5)));
    }

    @Test
    void a_lost_node_takes_those_with_it_whose_connection_has_not_noticed() {
        Truth truth = truth(new Told().joins(1, "tab-1", "a", "bob"), Loss.of("a", s(5), Duration.ofSeconds(10)));

        assertThat(truth.possiblyAt(s(26))).isEmpty();
    }

    @Test
    void whoever_comes_to_a_node_after_it_is_back_is_there() {
        Told told = new Told()
                .joins(1, "tab-1", "a", "bob")
                .closes(40, "tab-1", "a", 4200)
                .joins(41, "tab-1", "a", "bob");
        Truth truth = truth(told, Loss.of("a", s(5), Duration.ofSeconds(10)));

        assertThat(truth.presentAt(s(45))).containsExactly("bob");
        assertThat(truth.transitions()).isEqualTo(3);
    }

    private static Truth truth(Told told, Loss... losses) {
        return Truth.of(told.entries(), ROOM, List.of(losses), LEAVING);
    }
}
