package io.carillon.broker.channel;

import static org.assertj.core.api.Assertions.assertThat;

import io.carillon.backplane.AppChannel;
import io.carillon.backplane.Envelope;
import io.carillon.backplane.HistoryStore.HistoryRead;
import io.carillon.backplane.Position;
import io.carillon.backplane.Standing;
import io.carillon.backplane.Standing.Arrival;
import io.carillon.protocol.AppId;
import io.carillon.protocol.ChannelName;
import io.carillon.protocol.Member;
import io.carillon.protocol.UserId;
import io.carillon.protocol.frame.ServerFrame;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

final class IntakeTest {

    private final AppChannel room = new AppChannel(AppId.of("1"), ChannelName.of("presence-room"));
    private final List<String> passed = new ArrayList<>();
    private final Intake intake = new Intake(room.name(), broadcast -> passed.add(told(broadcast.frame())));

    IntakeTest() {
        intake.begin(List.of(Member.of("ann")), at(0));
    }

    @Test
    void what_comes_is_passed_on_in_its_order() {
        intake.take(event("a", at(1)));
        intake.take(added("bob", at(2)));
        intake.take(event("b", null));
        intake.take(removed("bob", at(3)));

        assertThat(passed).containsExactly("a", "+bob", "b", "-bob");
    }

    @Test
    void what_was_missed_comes_before_what_was_kept() {
        intake.hold();
        intake.take(event("c", at(3)));
        intake.take(event("volatile", null));

        Intake.Mended mended = intake.resume(standing(3), events(at(3), kept("a", 1), kept("b", 2), kept("c", 3)));

        assertThat(passed).containsExactly("a", "b", "c", "volatile");
        assertThat(mended).isEqualTo(new Intake.Mended(3, false, false));
    }

    @Test
    void what_was_read_from_the_history_and_comes_down_the_lane_later_is_passed_on_once() {
        intake.hold();
        intake.resume(standing(1), events(at(2), kept("a", 1), kept("b", 2)));

        intake.take(event("b", at(2)));
        intake.take(event("c", at(3)));

        assertThat(passed).containsExactly("a", "b", "c");
    }

    @Test
    void a_member_who_came_after_the_roster_was_read_is_told_though_the_history_reaches_farther() {
        intake.hold();
        intake.resume(standing(1), events(at(3), kept("a", 1), kept("b", 3)));

        intake.take(added("bob", at(2)));

        assertThat(passed).containsExactly("a", "b", "+bob");
    }

    @Test
    void members_and_events_that_were_missed_come_in_the_order_of_the_stream() {
        intake.hold();

        intake.resume(standing(3, arrival("ann", 0), arrival("bob", 2)), events(at(3), kept("a", 1), kept("b", 3)));

        assertThat(passed).containsExactly("a", "+bob", "b");
    }

    @Test
    void where_the_history_has_a_gap_what_was_kept_is_passed_on_and_the_gap_is_told() {
        intake.hold();
        intake.take(event("c", at(3)));

        Intake.Mended mended = intake.resume(standing(3), new HistoryRead.Gap(at(3)));

        assertThat(passed).containsExactly("c");
        assertThat(mended.incomplete()).isTrue();
    }

    @Test
    void in_another_life_of_the_stream_everything_was_missed_and_it_is_told_that_its_end_is_unknown() {
        intake.take(event("a", at(7)));
        intake.hold();
        var reborn = new Standing(new Position(2, 1), List.of(new Arrival(Member.of("ann"), new Position(2, 1))));

        assertThat(intake.missedBehind(reborn)).isEqualTo(new Position(2, 0));
        Intake.Mended mended = intake.resume(reborn, events(new Position(2, 1)));
        intake.take(event("b", new Position(2, 2)));

        assertThat(passed).containsExactly("a", "b");
        assertThat(mended.incomplete()).isTrue();
    }

    @Test
    void a_member_is_missed_until_that_is_confirmed_and_announced_once() {
        intake.take(added("bob", at(1)));
        intake.hold();
        assertThat(intake.resume(standing(1), null).membersMissing()).isTrue();
        assertThat(intake.missing()).containsExactly(Member.of("bob"));

        intake.confirm(standing(1));
        intake.confirm(standing(1));

        assertThat(passed).containsExactly("+bob", "-bob");
    }

    @Test
    void a_missing_member_who_comes_back_is_not_announced_at_all() {
        intake.take(added("bob", at(1)));
        intake.hold();
        intake.resume(standing(1), null);

        intake.take(added("bob", at(2)));
        intake.confirm(standing(1));

        assertThat(passed).containsExactly("+bob");
        assertThat(intake.missing()).isEmpty();
    }

    private Broadcast event(String name, @Nullable Position position) {
        return Broadcast.of(new Envelope.Event(room, position, name, "{}", null, null));
    }

    private Envelope kept(String name, long offset) {
        return new Envelope.Event(room, at(offset), name, "{}", null, null);
    }

    private Broadcast added(String user, Position position) {
        return Broadcast.of(new Envelope.MemberAdded(room, position, Member.of(user)));
    }

    private Broadcast removed(String user, Position position) {
        return Broadcast.of(new Envelope.MemberRemoved(room, position, UserId.of(user)));
    }

    private static Position at(long offset) {
        return new Position(1, offset);
    }

    private static Arrival arrival(String user, long offset) {
        return new Arrival(Member.of(user), at(offset));
    }

    private static Standing standing(long offset, Arrival... roster) {
        return new Standing(at(offset), roster.length == 0 ? List.of(arrival("ann", 0)) : List.of(roster));
    }

    private static HistoryRead events(Position upTo, Envelope... events) {
        return new HistoryRead.Events(Arrays.asList(events), upTo);
    }

    private static String told(ServerFrame frame) {
        if (frame instanceof ServerFrame.MemberAdded added) {
            return "+" + added.member().id();
        }
        if (frame instanceof ServerFrame.MemberRemoved removed) {
            return "-" + removed.user();
        }
        return ((ServerFrame.ChannelEvent) frame).event();
    }
}
