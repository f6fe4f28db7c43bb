package io.carillon.faults.scenario;

import static org.assertj.core.api.Assertions.assertThat;

import io.carillon.faults.scenario.Influx.Look;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;

final class InfluxTest {

    private static final Duration SECOND = Duration.ofSeconds(1);

    @Test
    void the_most_within_a_second_is_found_wherever_that_second_begins() {
        var looks = List.of(
                look(0, 10, 0),
                look(600, 610, 5),
                look(1_300, 1_310, 95),
                look(1_590, 1_600, 100),
                look(3_000, 3_010, 120));

        assertThat(Influx.mostWithin(looks, SECOND)).isEqualTo(95);
    }

    @Test
    void what_may_have_come_outside_of_the_second_is_not_counted() {
        // Asked at 0 and answered at 1,200: whoever came may have come early or late.
        assertThat(Influx.mostWithin(List.of(look(0, 100, 0), look(1_100, 1_200, 90)), SECOND))
                .isZero();
        assertThat(Influx.mostWithin(List.of(), SECOND)).isZero();
    }

    private static Look look(long askedMillis, long answeredMillis, double letIn) {
        return new Look(
                TimeUnit.MILLISECONDS.toNanos(askedMillis), TimeUnit.MILLISECONDS.toNanos(answeredMillis), letIn);
    }
}
