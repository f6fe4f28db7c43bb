package io.carillon.backplane;

import static org.assertj.core.api.Assertions.assertThat;

import io.carillon.backplane.PublishOutcome.Accepted;
import io.carillon.backplane.PublishOutcome.KeyReused;
import io.carillon.backplane.PublishOutcome.Repeated;
import io.carillon.protocol.ChannelName;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import org.junit.jupiter.api.Test;

/** What happens when the same publish comes again. */
public abstract class IdempotencyContract extends BackplaneContract {

    private final AppChannel news = channel("news");

    @Test
    void a_publish_that_comes_again_is_answered_like_the_first_and_not_published() {
        Position start = a.occupy(news, 1);

        PublishOutcome first = b.publish(keyed(news, "order-1", "same", KEPT));
        PublishOutcome second = c.publish(keyed(news, "order-1", "same", KEPT));

        assertThat(first).isEqualTo(new Accepted(start.next()));
        assertThat(second).isEqualTo(new Repeated(start.next()));
        assertThat(a.heard(news)).containsExactly(delivered(news, start.next(), "{}"));
        assertThat(a.since(news, start, 10))
                .isEqualTo(new HistoryStore.HistoryRead.Events(
                        List.of(delivered(news, start.next(), "{}")), start.next()));
    }

    @Test
    void a_publish_of_which_nothing_is_kept_comes_only_once_as_well() {
        a.occupy(news, 1);

        PublishOutcome first = b.publish(keyed(news, "order-1", "same", Retention.NONE));
        PublishOutcome second = b.publish(keyed(news, "order-1", "same", Retention.NONE));

        assertThat(first).isEqualTo(new Accepted(null));
        assertThat(second).isEqualTo(new Repeated(null));
        assertThat(a.heard(news)).containsExactly(delivered(news, null, "{}"));
    }

    @Test
    void a_key_is_claimed_though_nobody_listens() {
        b.publish(keyed(news, "order-1", "same", Retention.NONE));

        assertThat(b.publish(keyed(news, "order-1", "same", Retention.NONE))).isEqualTo(new Repeated(null));
    }

    @Test
    void a_key_for_something_else_is_refused_and_nothing_changes() {
        Position start = a.occupy(news, 1);
        b.publish(keyed(news, "order-1", "one", KEPT));

        PublishOutcome other = b.publish(keyed(news, "order-1", "other", KEPT));
        PublishOutcome next = b.publish(event(news, "next", KEPT));

        assertThat(other).isEqualTo(new KeyReused());
        assertThat(next).isEqualTo(new Accepted(start.next().next()));
        assertThat(a.heard(news)).hasSize(2);
    }

    @Test
    void the_same_key_in_another_channel_or_app_is_another_key() {
        AppChannel sports = channel("sports");
        AppChannel theirs = new AppChannel(OTHER_APP, ChannelName.of("news"));
        b.publish(keyed(news, "order-1", "same", Retention.NONE));

        assertThat(b.publish(keyed(sports, "order-1", "same", Retention.NONE))).isEqualTo(new Accepted(null));
        assertThat(b.publish(keyed(theirs, "order-1", "same", Retention.NONE))).isEqualTo(new Accepted(null));
    }

    @Test
    void a_key_is_remembered_for_five_minutes_from_the_publish_that_was_taken() {
        b.publish(keyed(news, "order-1", "same", Retention.NONE));

        shared.advance(IdempotencyKey.LIFETIME.minusSeconds(1));
        PublishOutcome justBefore = b.publish(keyed(news, "order-1", "same", Retention.NONE));
        shared.advance(Duration.ofSeconds(1));
        PublishOutcome after = b.publish(keyed(news, "order-1", "other", Retention.NONE));

        assertThat(IdempotencyKey.LIFETIME).isEqualTo(Duration.ofMinutes(5));
        assertThat(justBefore).isEqualTo(new Repeated(null));
        assertThat(after).isEqualTo(new Accepted(null));
    }

    @Test
    void each_key_has_its_own_time() {
        b.publish(keyed(news, "early", "same", Retention.NONE));
        shared.advance(Duration.ofMinutes(3));
        b.publish(keyed(news, "late", "same", Retention.NONE));
        shared.advance(Duration.ofMinutes(3));

        assertThat(b.publish(keyed(news, "early", "same", Retention.NONE))).isEqualTo(new Accepted(null));
        assertThat(b.publish(keyed(news, "late", "same", Retention.NONE))).isEqualTo(new Repeated(null));
    }

    @Test
    void of_many_at_once_under_one_key_exactly_one_is_published() {
        a.occupy(news, 1);
        List<TestNode> nodes = List.of(a, b, c);
        List<PublishOutcome> outcomes = Collections.synchronizedList(new ArrayList<>());

        Together.run(8, i -> outcomes.add(nodes.get(i % 3).publish(keyed(news, "order-1", "same", KEPT))));

        Accepted accepted = outcomes.stream()
                .filter(Accepted.class::isInstance)
                .map(Accepted.class::cast)
                .reduce((one, other) -> {
                    throw new AssertionError("taken twice: " + outcomes);
                })
                .orElseThrow();
        assertThat(outcomes).hasSize(8);
        assertThat(outcomes).filteredOn(outcome -> outcome != accepted).containsOnly(new Repeated(accepted.position()));
        assertThat(a.heard(news)).hasSize(1);
    }

    private static Publication keyed(AppChannel channel, String key, String fingerprint, Retention retention) {
        return new Publication(channel, "news", "{}", null, null, retention, new IdempotencyKey(key, fingerprint));
    }
}
