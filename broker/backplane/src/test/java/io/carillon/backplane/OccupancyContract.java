package io.carillon.backplane;

import static io.carillon.backplane.Await.done;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.carillon.protocol.AppId;
import io.carillon.protocol.ChannelName;
import io.carillon.protocol.Member;
import io.carillon.protocol.SocketId;
import io.carillon.protocol.UserId;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.stream.LongStream;
import org.junit.jupiter.api.Test;

/** Who listens, and who is counted. */
public abstract class OccupancyContract extends BackplaneContract {

    private final AppChannel news = channel("news");

    @Test
    void a_node_gets_everything_behind_the_position_that_it_was_answered() {
        b.publish(event(news, "1", KEPT));
        b.publish(event(news, "2", KEPT));

        Position start = a.occupy(news, 1);
        b.publish(event(news, "3", KEPT));

        assertThat(start.offset()).isEqualTo(2);
        assertThat(a.heard(news)).containsExactly(delivered(news, start.next(), "3"));
    }

    @Test
    void a_node_that_comes_amid_many_events_gets_everything_behind_its_position() {
        var answer = new CompletableFuture<Position>();
        c.occupy(news, 1);

        Together.run(3, number -> {
            if (number == 0) {
                c.inbox().await(100);
                answer.complete(a.occupy(news, 1));
            } else {
                for (int i = 0; i < 200; i++) {
                    b.publish(event(news, "{}", KEPT));
                }
            }
        });

        Position start = answer.join();
        assertThat(a.heard(news))
                .extracting(Envelope::position)
                .containsExactlyElementsOf(LongStream.rangeClosed(start.offset() + 1, 400)
                        .mapToObj(offset -> new Position(start.epoch(), offset))
                        .toList());
    }

    @Test
    void the_subscribers_of_all_nodes_are_added_up() {
        a.occupy(news, 3);
        b.occupy(news, 4);

        assertThat(c.occupancy(news)).isEqualTo(new Occupancy(7, 0));
    }

    @Test
    void a_report_takes_the_place_of_the_one_before() {
        a.occupy(news, 3);
        b.occupy(news, 4);

        a.report(news, 10);

        assertThat(c.occupancy(news)).isEqualTo(new Occupancy(14, 0));
    }

    @Test
    void a_node_that_reports_nobody_stays_on_the_route_of_a_channel_that_is_unoccupied() {
        a.occupy(news, 1);

        a.report(news, 0);
        b.publish(event(news, "{}", Retention.NONE));

        assertThat(b.occupancy(news)).isEqualTo(Occupancy.NONE);
        assertThat(occupied("")).isEmpty();
        assertThat(a.heard(news)).containsExactly(delivered(news, null, "{}"));
    }

    @Test
    void a_node_that_has_subscribers_cannot_leave_the_route() {
        a.occupy(news, 1);

        a.vacate(news);
        b.publish(event(news, "{}", Retention.NONE));

        assertThat(b.occupancy(news)).isEqualTo(new Occupancy(1, 0));
        assertThat(a.heard(news)).containsExactly(delivered(news, null, "{}"));
    }

    @Test
    void a_node_that_has_members_cannot_leave_the_route() {
        AppChannel room = channel("presence-room");
        a.join(room, "1.1", "ann");

        a.vacate(room);
        b.publish(event(room, "{}", Retention.NONE));

        assertThat(a.heard(room)).endsWith(delivered(room, null, "{}"));
        assertThat(b.members(room)).hasSize(1);
    }

    @Test
    void a_report_puts_a_node_with_subscribers_on_the_route() {
        a.report(news, 2);

        b.publish(event(news, "{}", Retention.NONE));

        assertThat(b.occupancy(news)).isEqualTo(new Occupancy(2, 0));
        assertThat(a.heard(news)).containsExactly(delivered(news, null, "{}"));
    }

    @Test
    void a_report_of_nobody_puts_no_node_on_the_route() {
        a.report(news, 0);

        b.publish(event(news, "{}", Retention.NONE));

        assertThat(a.heard(news)).isEmpty();
    }

    @Test
    void nobody_occupies_a_channel_with_nobody() {
        assertThatThrownBy(() -> a.occupy(news, 0)).isInstanceOf(IllegalArgumentException.class);
        assertThat(a.occupancy(news)).isEqualTo(Occupancy.NONE);
    }

    @Test
    void a_channel_that_nobody_ever_heard_of_is_unoccupied() {
        assertThat(a.occupancy(news)).isEqualTo(Occupancy.NONE);
        a.vacate(news);
        assertThat(a.occupancy(news)).isEqualTo(Occupancy.NONE);
    }

    @Test
    void members_are_counted_by_connection_and_by_user() {
        AppChannel room = channel("presence-room");
        a.join(room, "1.1", "ann");
        b.join(room, "2.2", "ann");
        b.join(room, "3.3", "bob");

        assertThat(c.occupancy(room)).isEqualTo(new Occupancy(3, 2));
    }

    @Test
    void the_occupied_channels_of_an_app_are_listed_by_prefix() {
        AppChannel room = channel("presence-room");
        AppChannel hall = channel("presence-hall");
        a.join(room, "1.1", "ann");
        b.join(room, "2.2", "bob");
        b.join(hall, "2.2", "bob");
        a.occupy(news, 2);
        c.publish(event(channel("presence-kept"), "{}", KEPT));

        assertThat(occupied(""))
                .isEqualTo(Map.of(
                        room.name(), new Occupancy(2, 2),
                        hall.name(), new Occupancy(1, 1),
                        news.name(), new Occupancy(2, 0)));
        assertThat(occupied("presence-"))
                .isEqualTo(Map.of(room.name(), new Occupancy(2, 2), hall.name(), new Occupancy(1, 1)));
        assertThat(occupied("presence-room")).isEqualTo(Map.of(room.name(), new Occupancy(2, 2)));
        assertThat(occupied("presence-room-2")).isEmpty();
        assertThat(occupied("*")).isEmpty();
        assertThat(occupied("presence-?")).isEmpty();
    }

    @Test
    void the_channels_of_users_and_of_other_apps_are_not_listed() {
        AppChannel theirs = new AppChannel(OTHER_APP, ChannelName.of("news"));
        a.join(userChannel("ann"), "1.1", "ann");
        b.occupy(theirs, 5);
        a.occupy(news, 2);

        assertThat(occupied("")).isEqualTo(Map.of(news.name(), new Occupancy(2, 0)));
        assertThat(occupied("#server-to-user-")).isEmpty();
        assertThat(done(a.backplane().occupancy().occupied(AppId.of("3"), ""))).isEmpty();
    }

    @Test
    void the_whole_route_is_told_when_the_number_of_subscribers_changes() {
        a.occupyTold(news, 1);
        b.occupyTold(news, 2);
        a.reportTold(news, 5);
        b.reportTold(news, 0);

        assertThat(a.heard(news)).containsExactly(count(1), count(3), count(7), count(5));
        assertThat(b.heard(news)).containsExactly(count(3), count(7), count(5));
    }

    @Test
    void nobody_is_told_of_a_number_that_is_still_the_same() {
        a.occupyTold(news, 2);

        a.occupyTold(news, 2);
        a.reportTold(news, 2);

        assertThat(a.heard(news)).containsExactly(count(2));
    }

    @Test
    void nobody_is_told_where_numbers_are_silent() {
        a.occupy(news, 1);
        a.report(news, 3);
        b.occupy(news, 1);

        assertThat(a.heard(news)).isEmpty();
    }

    @Test
    void members_who_come_and_go_change_the_number_too() {
        AppChannel room = channel("presence-room");
        Position start = a.occupy(room, 1);
        JoinOutcome joined = done(
                b.backplane().presence().join(room, b.id(), SocketId.of("1.1"), Member.of("ann"), 10, TestNode.COUNTS));
        done(b.backplane().presence().leave(room, b.id(), SocketId.of("1.1")));

        assertThat(joined).isInstanceOf(JoinOutcome.Joined.class);
        assertThat(a.heard(room))
                .containsExactly(
                        new Envelope.MemberAdded(room, start.next(), Member.of("ann")),
                        new Envelope.CountChanged(room, 2),
                        new Envelope.MemberRemoved(room, start.next().next(), UserId.of("ann")),
                        new Envelope.CountChanged(room, 1));
    }

    @Test
    void subscribers_on_a_dead_node_do_not_count_from_the_moment_of_its_death() {
        a.occupy(news, 3);
        b.occupy(news, 4);

        leasesRunOutBut(a, c);

        assertThat(c.occupancy(news)).isEqualTo(new Occupancy(3, 0));
        assertThat(occupied("")).isEqualTo(Map.of(news.name(), new Occupancy(3, 0)));
    }

    @Test
    void a_channel_that_only_a_dead_node_had_is_unoccupied() {
        b.occupy(news, 4);

        leasesRunOutBut(a, c);

        assertThat(c.occupancy(news)).isEqualTo(Occupancy.NONE);
        assertThat(occupied("")).isEmpty();
    }

    @Test
    void a_death_is_told_with_the_next_change_of_the_number() {
        a.occupyTold(news, 1);
        b.occupyTold(news, 4);

        leasesRunOutBut(a, c);
        a.reportTold(news, 2);

        assertThat(a.heard(news)).isEqualTo(List.of(count(1), count(5), count(2)));
    }

    private Map<ChannelName, Occupancy> occupied(String prefix) {
        return done(c.backplane().occupancy().occupied(APP, prefix));
    }

    private Envelope count(int count) {
        return new Envelope.CountChanged(news, count);
    }
}
