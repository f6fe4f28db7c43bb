package io.carillon.backplane;

import static io.carillon.backplane.Await.done;
import static org.assertj.core.api.Assertions.assertThat;

import io.carillon.protocol.ChannelName;
import io.carillon.protocol.SocketId;
import io.carillon.protocol.UserId;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.IntStream;
import java.util.stream.LongStream;
import org.junit.jupiter.api.Test;

/** What becomes of an event. */
public abstract class PublishContract extends BackplaneContract {

    private final AppChannel news = channel("news");

    @Test
    void an_event_reaches_each_node_on_the_route_once_and_no_other() {
        a.occupy(news, 3);
        b.occupy(news, 1);

        c.publish(event(news, "{\"n\":1}", Retention.NONE));

        assertThat(a.heard(news)).containsExactly(delivered(news, null, "{\"n\":1}"));
        assertThat(b.heard(news)).containsExactly(delivered(news, null, "{\"n\":1}"));
        assertThat(c.heard(news)).isEmpty();
    }

    @Test
    void an_event_for_a_channel_that_nobody_listens_to_is_accepted() {
        assertThat(a.publish(event(news, "{}", Retention.NONE))).isEqualTo(new PublishOutcome.Accepted(null));
    }

    @Test
    void data_arrives_as_exactly_the_string_that_was_published() {
        String data = " {\"text\":\"\u00fc \u2028 \\u0000 \ud83d\udd14\"}\r\n";
        b.occupy(news, 1);

        a.publish(event(news, data, KEPT));

        Position first = ((HistoryStore.HistoryRead.Events)
                        b.since(news, new Position(b.occupy(news, 1).epoch(), 0), 10))
                .upTo();
        assertThat(b.heard(news)).containsExactly(delivered(news, first, data));
    }

    @Test
    void the_excepted_connection_travels_with_the_event_to_every_node() {
        a.occupy(news, 1);
        b.occupy(news, 1);
        SocketId sender = SocketId.of("12.34");

        a.publish(new Publication(news, "news", "{}", sender, null, Retention.NONE, null));

        Envelope.Event expected = new Envelope.Event(news, null, "news", "{}", sender, null);
        assertThat(a.heard(news)).containsExactly(expected);
        assertThat(b.heard(news)).containsExactly(expected);
    }

    @Test
    void a_client_event_says_which_user_sent_it() {
        AppChannel room = channel("presence-room");
        b.occupy(room, 1);
        UserId ann = UserId.of("ann");

        a.publish(new Publication(room, "client-wave", "{}", SocketId.of("1.1"), ann, Retention.NONE, null));

        assertThat(b.heard(room))
                .containsExactly(new Envelope.Event(room, null, "client-wave", "{}", SocketId.of("1.1"), ann));
    }

    @Test
    void events_of_which_something_is_kept_take_one_position_after_the_other() {
        Position start = a.occupy(news, 1);

        PublishOutcome first = b.publish(event(news, "1", KEPT));
        PublishOutcome unkept = b.publish(event(news, "2", Retention.NONE));
        PublishOutcome second = c.publish(event(news, "3", KEPT));

        assertThat(first).isEqualTo(new PublishOutcome.Accepted(start.next()));
        assertThat(unkept).isEqualTo(new PublishOutcome.Accepted(null));
        assertThat(second).isEqualTo(new PublishOutcome.Accepted(start.next().next()));
        assertThat(a.heard(news))
                .containsExactly(
                        delivered(news, start.next(), "1"),
                        delivered(news, null, "2"),
                        delivered(news, start.next().next(), "3"));
    }

    @Test
    void channels_do_not_share_their_positions() {
        AppChannel sports = channel("sports");
        Position newsStart = a.occupy(news, 1);
        Position sportsStart = a.occupy(sports, 1);

        PublishOutcome inNews = b.publish(event(news, "{}", KEPT));
        PublishOutcome inSports = b.publish(event(sports, "{}", KEPT));

        assertThat(inNews).isEqualTo(new PublishOutcome.Accepted(newsStart.next()));
        assertThat(inSports).isEqualTo(new PublishOutcome.Accepted(sportsStart.next()));
    }

    @Test
    void a_channel_of_the_same_name_in_another_app_is_another_channel() {
        AppChannel theirs = new AppChannel(OTHER_APP, ChannelName.of("news"));
        a.occupy(news, 1);
        b.occupy(theirs, 1);

        c.publish(event(theirs, "theirs", KEPT));

        assertThat(a.heard(news)).isEmpty();
        assertThat(b.heard(theirs)).hasSize(1);
    }

    @Test
    void a_node_that_left_the_route_hears_nothing_more() {
        a.occupy(news, 1);
        a.report(news, 0);
        a.vacate(news);

        b.publish(event(news, "{}", KEPT));

        assertThat(a.heard(news)).isEmpty();
    }

    @Test
    void one_publishers_events_arrive_in_the_order_of_the_calls() {
        a.occupy(news, 1);
        List<PublishOutcome> outcomes = new ArrayList<>();

        // All are under way before the first is waited for.
        var stages = IntStream.range(0, 300)
                .mapToObj(i -> b.backplane().publish(event(news, "" + i, i % 3 == 0 ? Retention.NONE : KEPT)))
                .toList();
        stages.forEach(stage -> outcomes.add(done(stage)));

        assertThat(outcomes).hasSize(300).hasOnlyElementsOfType(PublishOutcome.Accepted.class);
        assertThat(a.heard(news))
                .extracting(envelope -> ((Envelope.Event) envelope).data())
                .containsExactlyElementsOf(
                        IntStream.range(0, 300).mapToObj(i -> "" + i).toList());
    }

    @Test
    void events_of_eight_publishers_at_once_arrive_in_one_order_everywhere() {
        Position start = a.occupy(news, 1);
        b.occupy(news, 1);
        c.occupy(news, 1);
        List<TestNode> nodes = List.of(a, b, c);

        Together.run(8, publisher -> {
            for (int i = 0; i < 300; i++) {
                Retention retention = i % 3 == 0 ? Retention.NONE : KEPT;
                nodes.get(publisher % 3).publish(event(news, publisher + "/" + i, retention));
            }
        });

        List<Envelope> heard = a.heard(news);
        assertThat(heard).hasSize(2_400);
        assertThat(heard)
                .extracting(Envelope::position)
                .filteredOn(position -> position != null)
                .containsExactlyElementsOf(LongStream.rangeClosed(start.offset() + 1, start.offset() + 1_600)
                        .mapToObj(offset -> new Position(start.epoch(), offset))
                        .toList());
        assertThat(b.heard(news)).isEqualTo(heard);
        assertThat(c.heard(news)).isEqualTo(heard);
    }

    @Test
    void terminate_goes_to_the_nodes_where_the_user_signed_in_and_to_no_watchers() {
        AppChannel ann = userChannel("ann");
        a.join(ann, "1.1", "ann");
        b.watch(ann);

        done(c.backplane().terminate(ann));

        assertThat(a.heard(ann)).containsExactly(new Envelope.Terminate(ann));
        assertThat(b.heard(ann)).isEmpty();
    }

    @Test
    void terminating_a_user_who_is_nowhere_is_no_mistake() {
        done(a.backplane().terminate(userChannel("nobody")));

        assertThat(b.heard(userChannel("nobody"))).isEmpty();
    }

    @Test
    void events_for_a_user_reach_the_nodes_where_the_user_signed_in() {
        AppChannel ann = userChannel("ann");
        a.join(ann, "1.1", "ann");

        c.publish(event(ann, "{}", Retention.NONE));

        assertThat(a.heard(ann)).containsExactly(delivered(ann, null, "{}"));
    }
}
