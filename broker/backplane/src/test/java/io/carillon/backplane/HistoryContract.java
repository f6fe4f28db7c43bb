package io.carillon.backplane;

import static org.assertj.core.api.Assertions.assertThat;

import io.carillon.backplane.HistoryStore.CachedEvent;
import io.carillon.backplane.HistoryStore.HistoryRead;
import io.carillon.protocol.SocketId;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.Combinators;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;
import net.jqwik.api.Tuple;
import org.junit.jupiter.api.Test;

/** What channels keep, for how long, and how they say that they did not keep it. */
public abstract class HistoryContract extends BackplaneContract {

    private static final Duration HALF_AN_HOUR = Duration.ofMinutes(30);
    private static final Retention CACHED = new Retention(0, Duration.ZERO, HALF_AN_HOUR);

    private final AppChannel news = channel("news");
    private final AppChannel headline = channel("cache-headline");

    @Test
    void who_comes_back_gets_what_was_published_meanwhile_the_oldest_first() {
        Position left = a.occupy(news, 1);
        a.publish(event(news, "1", KEPT));
        b.publish(new Publication(news, "news", "2", SocketId.of("1.1"), null, KEPT, null));

        assertThat(c.since(news, left, 10))
                .isEqualTo(new HistoryRead.Events(
                        List.of(
                                delivered(news, left.next(), "1"),
                                new Envelope.Event(news, left.next().next(), "news", "2", SocketId.of("1.1"), null)),
                        left.next().next()));
    }

    @Test
    void who_missed_nothing_gets_nothing() {
        a.occupy(news, 1);
        a.publish(event(news, "1", KEPT));
        Position now = b.occupy(news, 1);

        assertThat(c.since(news, now, 10)).isEqualTo(new HistoryRead.Events(List.of(), now));
    }

    @Test
    void a_reader_with_a_limit_goes_on_where_it_stopped() {
        Position start = a.occupy(news, 1);
        for (int i = 1; i <= 3; i++) {
            a.publish(event(news, "" + i, KEPT));
        }

        HistoryRead first = b.since(news, start, 2);
        HistoryRead second = b.since(news, ((HistoryRead.Events) first).upTo(), 2);

        Position two = start.next().next();
        assertThat(first)
                .isEqualTo(new HistoryRead.Events(
                        List.of(delivered(news, start.next(), "1"), delivered(news, two, "2")), two));
        assertThat(second).isEqualTo(new HistoryRead.Events(List.of(delivered(news, two.next(), "3")), two.next()));
    }

    @Test
    void who_missed_more_than_the_channel_holds_is_told_of_a_gap() {
        Position start = a.occupy(news, 1);
        Retention two = new Retention(2, Duration.ofMinutes(2), Duration.ZERO);
        for (int i = 1; i <= 3; i++) {
            a.publish(event(news, "" + i, two));
        }
        Position end = b.occupy(news, 1);

        assertThat(b.since(news, start, 10)).isEqualTo(new HistoryRead.Gap(end));
        assertThat(b.since(news, start.next(), 10))
                .isEqualTo(new HistoryRead.Events(
                        List.of(delivered(news, start.next().next(), "2"), delivered(news, end, "3")), end));
    }

    @Test
    void who_missed_what_is_too_old_is_told_of_a_gap() {
        Position start = a.occupy(news, 1);
        a.publish(event(news, "old", KEPT));
        shared.advance(Duration.ofSeconds(90));
        a.publish(event(news, "new", KEPT));
        shared.advance(Duration.ofSeconds(30));

        Position end = start.next().next();
        assertThat(b.since(news, start, 10)).isEqualTo(new HistoryRead.Gap(end));
        assertThat(b.since(news, start.next(), 10))
                .isEqualTo(new HistoryRead.Events(List.of(delivered(news, end, "new")), end));
    }

    @Test
    void an_event_that_took_a_position_and_is_not_for_the_history_is_a_gap() {
        Position start = a.occupy(headline, 1);
        a.publish(event(headline, "1", KEPT));
        a.publish(event(headline, "2", CACHED));
        a.publish(event(headline, "3", KEPT));

        Position end = start.next().next().next();
        assertThat(b.since(headline, start, 10)).isEqualTo(new HistoryRead.Gap(end));
        assertThat(b.since(headline, start.next(), 10)).isEqualTo(new HistoryRead.Gap(end));
        assertThat(b.since(headline, start.next().next(), 10))
                .isEqualTo(new HistoryRead.Events(List.of(delivered(headline, end, "3")), end));
    }

    @Test
    void members_who_came_and_went_are_no_gap_and_not_in_the_history() {
        AppChannel room = channel("presence-room");
        Position start = a.occupy(room, 1);
        b.join(room, "1.1", "ann");
        a.publish(event(room, "{}", KEPT));
        b.leave(room, "1.1");

        Position event = start.next().next();
        assertThat(c.since(room, start, 10))
                .isEqualTo(new HistoryRead.Events(List.of(delivered(room, event, "{}")), event.next()));
    }

    @Test
    void a_position_of_another_epoch_is_a_gap() {
        Position now = a.occupy(news, 1);

        assertThat(b.since(news, new Position(now.epoch() + 1, 0), 10)).isEqualTo(new HistoryRead.Gap(now));
    }

    @Test
    void a_position_ahead_of_the_channel_is_a_gap() {
        Position now = a.occupy(news, 1);

        assertThat(b.since(news, now.next(), 10)).isEqualTo(new HistoryRead.Gap(now));
    }

    @Test
    void of_a_channel_of_which_nothing_is_known_there_is_nothing_but_a_gap() {
        assertThat(a.since(news, new Position(1, 5), 10)).isEqualTo(new HistoryRead.Gap(Position.NOWHERE));
        assertThat(a.lastEvent(news)).isEmpty();
    }

    @Test
    void a_channel_that_was_forgotten_begins_a_new_epoch() {
        Position before = a.occupy(news, 1);
        a.report(news, 0);
        a.vacate(news);

        Position after = a.occupy(news, 1);

        assertThat(after.epoch()).isNotEqualTo(before.epoch());
        assertThat(after.offset()).isZero();
    }

    @Test
    void a_channel_whose_last_event_is_over_begins_a_new_epoch() {
        a.publish(event(news, "1", KEPT));
        long before = a.occupy(news, 1).epoch();
        a.report(news, 0);
        a.vacate(news);
        shared.advance(Duration.ofMinutes(2));
        TestNode late = TestNode.in(shared, 0);

        Position after = late.occupy(news, 1);

        assertThat(after.epoch()).isNotEqualTo(before);
        assertThat(after.offset()).isZero();
    }

    @Test
    void a_channel_that_keeps_something_stays_in_its_epoch_though_nobody_listens() {
        a.publish(event(news, "1", KEPT));
        Position before = a.occupy(news, 1);
        a.report(news, 0);
        a.vacate(news);

        assertThat(b.occupy(news, 1)).isEqualTo(before);
        assertThat(before.offset()).isEqualTo(1);
    }

    @Test
    void a_channel_that_is_watched_stays_in_its_epoch() {
        AppChannel ann = userChannel("ann");
        Position watched = c.watch(ann).position();
        a.join(ann, "1.1", "ann");
        a.leave(ann, "1.1");
        a.vacate(ann);

        assertThat(b.occupy(ann, 1)).isEqualTo(watched.next().next());
    }

    @Test
    void the_last_event_of_a_cache_channel_is_kept_for_new_subscribers() {
        a.publish(event(headline, "1", CACHED));
        a.publish(event(headline, "2", CACHED));
        Position now = b.occupy(headline, 1);

        assertThat(b.lastEvent(headline)).isEqualTo(Optional.of(new CachedEvent("news", "2", now, HALF_AN_HOUR)));
    }

    @Test
    void the_last_event_is_kept_though_a_connection_was_excepted() {
        a.publish(new Publication(headline, "news", "{}", SocketId.of("1.1"), null, CACHED, null));

        assertThat(b.lastEvent(headline)).map(CachedEvent::data).contains("{}");
    }

    @Test
    void what_is_not_cached_does_not_take_the_place_of_the_last_event() {
        a.publish(event(headline, "1", CACHED));
        a.publish(event(headline, "2", KEPT));
        a.publish(event(headline, "3", Retention.NONE));

        assertThat(b.lastEvent(headline)).map(CachedEvent::data).contains("1");
    }

    @Test
    void the_time_of_the_last_event_runs_from_the_last_publish() {
        a.publish(event(headline, "1", CACHED));
        shared.advance(Duration.ofMinutes(29));
        Optional<CachedEvent> nearTheEnd = b.lastEvent(headline);
        a.publish(event(headline, "2", CACHED));
        shared.advance(Duration.ofMinutes(29));
        Optional<CachedEvent> second = b.lastEvent(headline);
        shared.advance(Duration.ofMinutes(1));

        assertThat(nearTheEnd).map(CachedEvent::timeLeft).contains(Duration.ofMinutes(1));
        assertThat(second).map(CachedEvent::data).contains("2");
        assertThat(b.lastEvent(headline)).isEmpty();
    }

    @Property(tries = 150)
    void the_history_agrees_with_one_that_forgets_nothing_by_itself(
            @ForAll("steps") List<Step> steps, @ForAll("sizes") int size) {
        try (SharedBackplane own = begin()) {
            TestNode node = TestNode.in(own, 0);
            Position start = node.occupy(news, 1);
            var reference = new ReferenceHistory(start, Duration.ofMinutes(2));

            for (Step step : steps) {
                switch (step.kind()) {
                    case KEPT ->
                        reference.published(
                                node.publish(event(
                                        news,
                                        "" + step.number(),
                                        new Retention(size, Duration.ofMinutes(2), Duration.ZERO))),
                                size,
                                "" + step.number());
                    case CACHED -> reference.published(node.publish(event(news, "", CACHED)), 0, "");
                    case UNKEPT -> node.publish(event(news, "", Retention.NONE));
                    case TIME -> {
                        Duration time = Duration.ofSeconds(step.number());
                        own.advance(time);
                        reference.advance(time);
                    }
                    case READ ->
                        assertThat(node.since(news, new Position(start.epoch(), step.number()), 3))
                                .isEqualTo(reference.since(news, step.number(), 3));
                }
            }
        }
    }

    enum Kind {
        KEPT,
        CACHED,
        UNKEPT,
        TIME,
        READ
    }

    /** What happens: the number is the data of an event, seconds that pass, or the offset behind which is read. */
    record Step(Kind kind, int number) {}

    @Provide
    Arbitrary<List<Step>> steps() {
        return Combinators.combine(
                        Arbitraries.frequencyOf(
                                Tuple.of(8, Arbitraries.just(Kind.KEPT)),
                                Tuple.of(1, Arbitraries.just(Kind.CACHED)),
                                Tuple.of(1, Arbitraries.just(Kind.UNKEPT)),
                                Tuple.of(4, Arbitraries.just(Kind.TIME)),
                                Tuple.of(8, Arbitraries.just(Kind.READ))),
                        Arbitraries.integers().between(0, 40))
                .as(Step::new)
                .list()
                .ofMaxSize(80);
    }

    @Provide
    Arbitrary<Integer> sizes() {
        return Arbitraries.integers().between(1, 6);
    }
}
