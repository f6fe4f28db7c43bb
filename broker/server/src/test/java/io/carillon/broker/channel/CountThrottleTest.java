package io.carillon.broker.channel;

import static org.assertj.core.api.Assertions.assertThat;

import io.carillon.broker.HandLoop;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

final class CountThrottleTest {

    private final HandLoop loop = new HandLoop();
    private final List<Integer> told = new ArrayList<>();
    private final CountThrottle counts = new CountThrottle();

    @Test
    void up_to_a_hundred_each_change_is_told() {
        change(1, 2, 100);

        assertThat(told).containsExactly(1, 2, 100);
    }

    @Test
    void above_a_hundred_only_the_latest_is_told_once_in_five_seconds() {
        change(100, 101, 102, 103);
        assertThat(told).containsExactly(100);

        loop.advance(Duration.ofSeconds(4));
        change(104);
        assertThat(told).containsExactly(100);

        loop.advance(Duration.ofSeconds(1));
        assertThat(told).containsExactly(100, 104);
    }

    @Test
    void nothing_is_told_while_nothing_changes() {
        change(200);
        loop.advance(Duration.ofMinutes(1));

        assertThat(told).containsExactly(200);
        change(201);
        assertThat(told).containsExactly(200, 201);
    }

    private void change(int... counted) {
        for (int count : counted) {
            counts.changed(count, loop.nanos(), told::add, loop::schedule);
        }
    }
}
