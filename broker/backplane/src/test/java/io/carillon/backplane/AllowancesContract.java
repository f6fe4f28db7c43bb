package io.carillon.backplane;

import static io.carillon.backplane.Await.done;
import static org.assertj.core.api.Assertions.assertThat;

import io.carillon.backplane.Allowances.Grant;
import io.carillon.backplane.Allowances.Granted;
import io.carillon.backplane.Allowances.Kind;
import io.carillon.backplane.Allowances.Later;
import io.carillon.protocol.AppId;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Test;

/** How much an app's servers may do each second. */
public abstract class AllowancesContract extends BackplaneContract {

    @Test
    void what_one_second_brings_may_be_taken_at_once_and_then_no_more() {
        for (int i = 0; i < 10; i++) {
            assertThat(take(a, 10, 1, 1)).isEqualTo(new Granted(1));
        }

        assertThat(take(a, 10, 1, 1)).isEqualTo(later(100));
    }

    @Test
    void it_fills_steadily() {
        take(a, 10, 10, 10);

        shared.advance(Duration.ofMillis(99));
        assertThat(take(a, 10, 1, 1)).isEqualTo(later(1));

        shared.advance(Duration.ofMillis(1));
        assertThat(take(a, 10, 1, 1)).isEqualTo(new Granted(1));
        assertThat(take(a, 10, 1, 1)).isEqualTo(later(100));

        shared.advance(Duration.ofHours(1));
        assertThat(take(a, 10, 1, 100)).isEqualTo(new Granted(10));
    }

    @Test
    void all_processes_take_of_one_allowance() {
        take(a, 10, 4, 4);
        take(b, 10, 4, 4);

        assertThat(take(c, 10, 3, 3)).isEqualTo(later(100));
        assertThat(take(c, 10, 2, 2)).isEqualTo(new Granted(2));
    }

    @Test
    void what_is_wanted_beyond_the_need_is_granted_as_far_as_it_is_there() {
        assertThat(take(a, 10, 1, 7)).isEqualTo(new Granted(7));
        assertThat(take(b, 10, 1, 7)).isEqualTo(new Granted(3));
        assertThat(take(c, 10, 1, 7)).isEqualTo(later(100));
    }

    @Test
    void who_is_told_to_wait_has_taken_nothing() {
        take(a, 10, 9, 9);

        assertThat(take(b, 10, 5, 5)).isEqualTo(later(400));
        assertThat(take(b, 10, 1, 1)).isEqualTo(new Granted(1));
    }

    @Test
    void more_than_a_second_brings_is_granted_when_nothing_was_taken_and_is_made_up_for() {
        assertThat(take(a, 10, 25, 25)).isEqualTo(new Granted(25));
        assertThat(take(b, 10, 1, 1)).isEqualTo(later(1_600));
        assertThat(take(b, 10, 25, 25)).isEqualTo(later(2_500));

        shared.advance(Duration.ofMillis(2_500));
        assertThat(take(b, 10, 25, 25)).isEqualTo(new Granted(25));
    }

    @Test
    void each_app_and_each_kind_has_its_own() {
        take(a, 10, 10, 10);

        assertThat(take(a, APP, Kind.READS, 10, 10, 10)).isEqualTo(new Granted(10));
        assertThat(take(a, OTHER_APP, Kind.PUBLISHES, 10, 10, 10)).isEqualTo(new Granted(10));
        assertThat(take(a, 10, 1, 1)).isEqualTo(later(100));
    }

    @Test
    void a_change_of_the_rate_holds_at_once() {
        take(a, 10, 10, 10);

        assertThat(take(a, 1_000, 1, 1)).isEqualTo(later(1));
        shared.advance(Duration.ofMillis(500));
        assertThat(take(a, 1_000, 1, 1_000)).isEqualTo(new Granted(500));
    }

    @Test
    void a_rate_that_divides_no_second_evenly_loses_nothing() {
        int granted = 0;
        for (int i = 0; i < 100; i++) {
            granted += granted(take(a, 7, 1, 100));
            shared.advance(Duration.ofMillis(100));
        }

        assertThat(granted).isBetween(7 + 68, 7 + 70);
    }

    @Test
    void of_many_who_take_at_once_all_together_get_no_more_than_there_is() {
        var granted = new AtomicInteger();
        List<TestNode> all = List.of(a, b, c);

        Together.run(6, thread -> {
            for (int i = 0; i < 50; i++) {
                granted.addAndGet(granted(take(all.get(thread % 3), 100, 1, 3)));
            }
        });

        assertThat(granted).hasValue(100);
    }

    @Test
    void over_a_while_all_together_get_what_the_rate_brings_and_one_second_more() {
        int granted = 0;
        List<TestNode> all = List.of(a, b, c);
        for (int step = 0; step <= 200; step++) {
            for (TestNode node : all) {
                granted += granted(take(node, 100, 1, 5));
                granted += granted(take(node, 100, 1, 5));
            }
            shared.advance(Duration.ofMillis(50));
        }

        assertThat(granted).isEqualTo(100 + 10 * 100);
    }

    private static int granted(Grant grant) {
        return grant instanceof Granted some ? some.count() : 0;
    }

    private static Later later(int millis) {
        return new Later(Duration.ofMillis(millis));
    }

    private static Grant take(TestNode node, int perSecond, int needed, int wanted) {
        return take(node, APP, Kind.PUBLISHES, perSecond, needed, wanted);
    }

    private static Grant take(TestNode node, AppId app, Kind kind, int perSecond, int needed, int wanted) {
        return done(node.backplane().allowances().take(app, kind, perSecond, needed, wanted));
    }
}
