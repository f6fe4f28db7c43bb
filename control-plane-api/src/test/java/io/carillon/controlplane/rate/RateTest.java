package io.carillon.controlplane.rate;

import static org.assertj.core.api.Assertions.assertThat;

import io.carillon.backplane.Allowances;
import io.carillon.backplane.Allowances.Grant;
import io.carillon.backplane.Allowances.Kind;
import io.carillon.backplane.MovingClock;
import io.carillon.backplane.memory.MemoryBackplane;
import io.carillon.protocol.AppId;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.List;
import java.util.Queue;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

class RateTest {

    private static final AppId APP = AppId.of("3");

    private final MovingClock clock = new MovingClock();
    private final Slow allowances = new Slow(new MemoryBackplane(clock).allowances());
    private final Rate rate = new Rate(APP, Kind.PUBLISHES, allowances, clock);

    @Test
    void a_batch_is_taken_at_once_and_nobody_is_asked_until_it_is_used_up() {
        for (int i = 0; i < 5; i++) {
            assertThat(take(1)).isEqualTo(Outcome.TAKEN);
        }
        assertThat(allowances.questions).containsExactly("1 of 5");

        assertThat(take(1)).isEqualTo(Outcome.TAKEN);
        assertThat(allowances.questions).containsExactly("1 of 5", "1 of 5");
    }

    @Test
    void what_was_taken_is_held_for_less_than_a_second() {
        take(1);

        clock.advance(Duration.ofMillis(999));
        take(1);
        assertThat(allowances.questions).hasSize(1);

        clock.advance(Duration.ofMillis(1));
        take(1);
        assertThat(allowances.questions).hasSize(2);
    }

    @Test
    void what_is_left_is_used_before_more_is_taken() {
        take(1);

        take(6);

        assertThat(allowances.questions).containsExactly("1 of 5", "2 of 5");
    }

    @Test
    void who_comes_while_the_question_is_under_way_is_asked_for_with_the_next() {
        allowances.hold();
        List<CompletionStage<@Nullable Void>> all = new ArrayList<>();
        for (int i = 0; i < 40; i++) {
            all.add(rate.take(1, 100));
        }
        assertThat(allowances.questions).containsExactly("1 of 5");

        allowances.answerAll();

        assertThat(all).allSatisfy(stage -> assertThat(outcome(stage)).isEqualTo(Outcome.TAKEN));
        assertThat(allowances.questions).containsExactly("1 of 5", "1 of 35");
    }

    @Test
    void they_are_served_in_the_order_in_which_they_came() {
        List<Integer> served = new ArrayList<>();
        allowances.hold();
        for (int i = 0; i < 20; i++) {
            int number = i;
            var unused = rate.take(1 + i % 3, 100).thenRun(() -> served.add(number));
        }

        allowances.answerAll();

        assertThat(served).isSorted().hasSize(20);
    }

    @Test
    void who_is_over_the_limit_asks_again_only_when_a_batch_may_be_there() {
        for (int i = 0; i < 1_000; i++) {
            take(1, 10_000);
        }
        // Ten thousand a second: the next would be there in a tenth of a millisecond.
        while (take(500, 10_000) == Outcome.TAKEN) {
            // Until nothing is left.
        }
        int asked = allowances.questions.size();

        for (int i = 0; i < 1_000; i++) {
            assertThat(take(500, 10_000)).isEqualTo(Outcome.REFUSED);
        }
        assertThat(allowances.questions).hasSize(asked);

        clock.advance(Duration.ofMillis(50));
        assertThat(take(500, 10_000)).isEqualTo(Outcome.TAKEN);
    }

    @Test
    void who_needs_less_than_was_refused_may_still_ask() {
        take(95);

        assertThat(take(20)).isEqualTo(Outcome.REFUSED);
        assertThat(take(5)).isEqualTo(Outcome.TAKEN);
    }

    @Test
    void a_clock_that_is_set_back_keeps_nobody_out() {
        while (take(1) == Outcome.TAKEN) {
            // Until nothing is left.
        }

        clock.advance(Duration.ofHours(-1));

        int asked = allowances.questions.size();
        take(1);
        assertThat(allowances.questions).hasSize(asked + 1);
    }

    @Test
    void processes_that_share_get_the_rate_together_and_no_more_than_a_batch_each_beyond_it() {
        Rate another = new Rate(APP, Kind.PUBLISHES, allowances, clock);
        int taken = 0;
        for (int step = 0; step <= 1_000; step++) {
            for (int i = 0; i < 3; i++) {
                taken += outcome(rate.take(1, 100)) == Outcome.TAKEN ? 1 : 0;
                taken += outcome(another.take(1, 100)) == Outcome.TAKEN ? 1 : 0;
            }
            clock.advance(Duration.ofMillis(10));
        }

        int granted = 100 + 10 * 100;
        assertThat(taken).isBetween(granted - 10, granted + 2 * 5);
    }

    private enum Outcome {
        TAKEN,
        REFUSED,
        UNDER_WAY
    }

    private Outcome take(int count) {
        return take(count, 100);
    }

    private Outcome take(int count, int perSecond) {
        return outcome(rate.take(count, perSecond));
    }

    private static Outcome outcome(CompletionStage<@Nullable Void> stage) {
        CompletableFuture<@Nullable Void> future = stage.toCompletableFuture();
        if (!future.isDone()) {
            return Outcome.UNDER_WAY;
        }
        return future.isCompletedExceptionally() ? Outcome.REFUSED : Outcome.TAKEN;
    }

    /** The allowances of a backplane in memory, whose answers may be held up. */
    private static final class Slow implements Allowances {
        private final Allowances there;
        private final List<String> questions = new ArrayList<>();
        private final Queue<Runnable> held = new ArrayDeque<>();
        private boolean holding;

        Slow(Allowances there) {
            this.there = there;
        }

        void hold() {
            holding = true;
        }

        void answerAll() {
            for (Runnable answer = held.poll(); answer != null; answer = held.poll()) {
                answer.run();
            }
        }

        @Override
        public CompletionStage<Grant> take(AppId app, Kind kind, int perSecond, int needed, int wanted) {
            questions.add(needed + " of " + wanted);
            if (!holding) {
                return there.take(app, kind, perSecond, needed, wanted);
            }
            var answer = new CompletableFuture<Grant>();
            held.add(() -> there.take(app, kind, perSecond, needed, wanted)
                    .whenComplete((grant, failure) -> answer.complete(grant)));
            return answer;
        }
    }
}
