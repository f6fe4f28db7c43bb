package io.carillon.bench.load;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

final class TallyTest {

    private final Tally tally = new Tally();

    @Test
    void a_gap_in_the_sequence_is_lost_and_a_step_back_is_reordered() {
        tally.startMeasuring();

        tally.delivered(10, 0, 5);
        tally.delivered(10, 5, 6);
        tally.delivered(10, 6, 9);
        tally.delivered(10, 9, 8);
        tally.delivered(10, 9, 9);

        assertThat(tally.delivered()).isEqualTo(5);
        assertThat(tally.lost()).isEqualTo(2);
        assertThat(tally.reordered()).isEqualTo(2);
    }

    @Test
    void warm_up_does_not_count_but_keeps_what_is_owed() {
        tally.published(3);
        tally.delivered(10, 0, 1);

        tally.startMeasuring();
        tally.delivered(10, 0, 1);

        assertThat(tally.published()).isZero();
        assertThat(tally.delivered()).isEqualTo(1);
        assertThat(tally.owed()).isEqualTo(1);
    }

    @Test
    void a_refused_message_is_owed_to_nobody() {
        tally.published(1000);

        tally.refused(1000);

        assertThat(tally.owed()).isZero();
        assertThat(tally.undelivered()).isZero();
        assertThat(tally.httpErrors()).isEqualTo(1);
    }

    @Test
    void what_a_stall_gave_up_stays_undelivered_unless_it_comes_late() {
        tally.published(3);

        tally.stalled();
        assertThat(tally.owed()).isZero();
        assertThat(tally.undelivered()).isEqualTo(3);

        tally.delivered(10, 0, 1);
        assertThat(tally.undelivered()).isEqualTo(2);
    }
}
