package io.carillon.broker.transport;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import org.junit.jupiter.api.Test;

class WheelTest {

    private final Wheel wheel = new Wheel(1);
    private final List<String> expired = new ArrayList<>();

    private final class Deadline extends Wheel.Entry {

        private final String name;
        private final Runnable then;

        Deadline(String name, Runnable then) {
            this.name = name;
            this.then = then;
        }

        Deadline(String name) {
            this(name, () -> {});
        }

        @Override
        void expire(int now) {
            expired.add(name + "@" + now);
            then.run();
        }

        @Override
        void expiryFailed(RuntimeException failure) {
            expired.add(name + " failed");
        }
    }

    @Test
    void a_deadline_comes_in_its_second_and_once() {
        wheel.file(new Deadline("a"), 3);

        wheel.advanceTo(2);
        assertThat(expired).isEmpty();
        wheel.advanceTo(3);
        wheel.advanceTo(1000);

        assertThat(expired).containsExactly("a@3");
    }

    @Test
    void a_deadline_farther_away_than_one_turn_waits_for_its_turn() {
        wheel.file(new Deadline("far"), 700);

        for (int second = 2; second < 700; second++) {
            wheel.advanceTo(second);
        }
        assertThat(expired).isEmpty();
        wheel.advanceTo(700);

        assertThat(expired).containsExactly("far@700");
    }

    @Test
    void after_a_long_pause_everything_that_is_due_comes() {
        wheel.file(new Deadline("a"), 5);
        wheel.file(new Deadline("b"), 4000);
        wheel.file(new Deadline("c"), 100_001);

        wheel.advanceTo(100_000);

        assertThat(expired).containsExactlyInAnyOrder("a@100000", "b@100000");
    }

    @Test
    void whoever_expires_may_take_others_with_it_or_file_itself_again() {
        var victim = new Deadline("victim");
        var killer = new Deadline("killer", () -> wheel.remove(victim));
        wheel.file(killer, 3);
        wheel.file(victim, 3);
        wheel.file(killer, 3); // filed last, so first in the ring or last in it: either way the victim is the other
        var again = new Deadline[1];
        again[0] = new Deadline("again", () -> wheel.file(again[0], wheel.now() + 2));
        wheel.file(again[0], 4);

        for (int second = 2; second <= 8; second++) {
            wheel.advanceTo(second);
        }

        assertThat(expired).containsSubsequence("again@4", "again@6", "again@8").contains("killer@3");
    }

    @Test
    void one_that_fails_does_not_stop_the_others() {
        for (int i = 0; i < 3; i++) {
            wheel.file(
                    new Deadline("broken", () -> {
                        throw new IllegalStateException("on purpose");
                    }),
                    2);
        }
        wheel.file(new Deadline("good"), 2);

        wheel.advanceTo(2);

        assertThat(expired)
                .hasSize(7)
                .contains("good@2")
                .filteredOn("broken failed"::equals)
                .hasSize(3);
    }

    @Property(tries = 300)
    void it_is_a_map_from_entries_to_seconds(@ForAll long seed) {
        var random = new Random(seed);
        var turning = new Wheel(1);
        List<Deadline> entries = new ArrayList<>();
        for (int i = 0; i < 20; i++) {
            entries.add(new Deadline("" + i));
        }
        Map<Deadline, Integer> model = new HashMap<>();
        int now = 1;
        for (int step = 0; step < 100; step++) {
            Deadline entry = entries.get(random.nextInt(entries.size()));
            switch (random.nextInt(4)) {
                case 0 -> {
                    turning.remove(entry);
                    model.remove(entry);
                }
                case 1 -> {
                    now += random.nextInt(random.nextInt(10) == 0 ? 600 : 5);
                    expired.clear();
                    int second = now;
                    turning.advanceTo(second);
                    List<String> due = model.entrySet().stream()
                            .filter(filed -> filed.getValue() <= second)
                            .map(filed -> filed.getKey().name + "@" + second)
                            .toList();
                    assertThat(expired).containsExactlyInAnyOrderElementsOf(due);
                    model.values().removeIf(filed -> filed <= second);
                }
                default -> {
                    int due = now + 1 + random.nextInt(random.nextInt(5) == 0 ? 900 : 10);
                    turning.file(entry, due);
                    model.put(entry, due);
                }
            }
        }
    }
}
