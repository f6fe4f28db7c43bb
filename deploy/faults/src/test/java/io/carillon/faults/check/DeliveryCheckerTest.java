package io.carillon.faults.check;

import static io.carillon.faults.check.Told.s;
import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.Test;

/** Each fault that was planted is found and counted as what it is. */
final class DeliveryCheckerTest {

    private static final Duration PATIENCE = Duration.ofSeconds(5);

    private final Told told = new Told().subscribes(0, "eve", "news");

    @Test
    void what_is_heard_once_and_in_order_is_all_well() {
        told.publishes(1, "news", "1", 200)
                .publishes(2, "news", "2", 200)
                .hears(1.1, "eve", "news", "1")
                .hears(2.1, "eve", "news", "2");

        Delivery delivery = judged();

        assertThat(delivery).isEqualTo(new Delivery(2, 2, 0, 0, 2, 2, 0, 0, 0, 0, 0, 0, 0, List.of()));
    }

    @Test
    void an_accepted_event_that_a_subscriber_never_hears_is_lost() {
        told.publishes(1, "news", "1", 200);

        Delivery delivery = judged();

        assertThat(delivery.lost()).isEqualTo(1);
        assertThat(delivery.lostInTrouble()).isZero();
        assertThat(delivery.examples()).containsExactly("eve never heard 1");
    }

    @Test
    void what_is_lost_in_trouble_is_counted_apart() {
        told.publishes(1, "news", "1", 200).publishes(9, "news", "2", 200);

        Delivery delivery = DeliveryChecker.check(
                told.entries(), channel -> true, List.of(new DeliveryChecker.Trouble(s(0.5), s(2))), PATIENCE);

        assertThat(delivery.lost()).isEqualTo(2);
        assertThat(delivery.lostInTrouble()).isEqualTo(1);
    }

    @Test
    void what_was_refused_or_not_answered_is_owed_to_nobody_and_may_come_all_the_same() {
        told.publishes(1, "news", "1", 503)
                .publishes(2, "news", "2", 0)
                .publishes(3, "news", "3", 503)
                .hears(3.1, "eve", "news", "3");

        Delivery delivery = judged();

        assertThat(delivery.refused()).isEqualTo(2);
        assertThat(delivery.unanswered()).isEqualTo(1);
        assertThat(delivery.owed()).isZero();
        assertThat(delivery.heardThoughRefused()).isEqualTo(1);
        assertThat(delivery.phantom()).isZero();
    }

    @Test
    void who_comes_later_or_has_left_is_owed_nothing() {
        told.publishes(1, "news", "1", 200)
                .hears(1.1, "eve", "news", "1")
                .subscribes(2, "bob", "news")
                .closes(3, "bob", "a", 1006)
                .publishes(4, "news", "2", 200)
                .hears(4.1, "eve", "news", "2");

        assertThat(judged().owed()).isEqualTo(2);
        assertThat(judged().lost()).isZero();
    }

    @Test
    void what_is_missed_because_the_connection_broke_is_told() {
        told.publishes(1, "news", "1", 200).closes(3, "eve", "a", 1006).subscribes(4, "eve", "news");

        assertThat(judged().lost()).isZero();
        assertThat(judged().told()).isEqualTo(1);
    }

    @Test
    void an_event_that_is_heard_again_is_a_duplicate_even_on_another_connection() {
        told.publishes(1, "news", "1", 200)
                .hears(1.1, "eve", "news", "1")
                .closes(2, "eve", "a", 4200)
                .subscribes(3, "eve", "news")
                .hears(3.1, "eve", "news", "1");

        assertThat(judged().duplicated()).isEqualTo(1);
    }

    @Test
    void an_event_heard_after_a_later_one_is_reordered() {
        told.publishes(1, "news", "1", 200)
                .publishes(2, "news", "2", 200)
                .hears(2.1, "eve", "news", "2")
                .hears(2.2, "eve", "news", "1");

        assertThat(judged().reordered()).isEqualTo(1);
    }

    @Test
    void two_events_that_were_sent_at_the_same_time_may_come_in_any_order() {
        told.publishes(1, "news", "1", 200)
                .publishes(1.005, "news", "2", 200)
                .hears(2.1, "eve", "news", "2")
                .hears(2.2, "eve", "news", "1");

        assertThat(judged().reordered()).isZero();
    }

    @Test
    void client_events_of_one_client_have_an_order_and_are_owed_to_all_others() {
        told.subscribes(0, "bob", "news")
                .says(1, "bob", "news", "1")
                .says(1.001, "bob", "news", "2")
                .says(1.002, "bob", "news", "3")
                .hears(1.1, "eve", "news", "2")
                .hears(1.2, "eve", "news", "1");

        Delivery delivery = judged();

        assertThat(delivery.owed()).isEqualTo(3);
        assertThat(delivery.reordered()).isEqualTo(1);
        assertThat(delivery.lost()).isEqualTo(1);
    }

    @Test
    void what_nobody_sent_and_what_was_refused_for_good_is_a_phantom() {
        told.publishes(1, "news", "1", 413).hears(1.1, "eve", "news", "1").hears(1.2, "eve", "news", "2");

        assertThat(judged().phantom()).isEqualTo(2);
    }

    @Test
    void a_client_that_hears_itself_hears_a_phantom() {
        told.says(1, "eve", "news", "1").hears(1.1, "eve", "news", "1");

        assertThat(judged().phantom()).isEqualTo(1);
    }

    @Test
    void an_event_that_is_heard_on_another_channel_is_a_phantom_there() {
        told.subscribes(0, "eve", "other").publishes(1, "news", "1", 200).hears(1.1, "eve", "other", "1");

        assertThat(judged().phantom()).isEqualTo(1);
        assertThat(judged().lost()).isEqualTo(1);
    }

    private Delivery judged() {
        return DeliveryChecker.check(told.entries(), channel -> true, List.of(), PATIENCE);
    }
}
