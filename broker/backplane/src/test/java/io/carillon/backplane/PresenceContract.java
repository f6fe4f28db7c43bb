package io.carillon.backplane;

import static org.assertj.core.api.Assertions.assertThat;

import io.carillon.protocol.Member;
import io.carillon.protocol.UserId;
import java.util.ArrayList;
import java.util.Collections;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.Set;
import java.util.TreeSet;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.Combinators;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;
import org.junit.jupiter.api.Test;

/** Who is in a channel with members, and how the others hear of it. */
public abstract class PresenceContract extends BackplaneContract {

    private final AppChannel room = channel("presence-room");
    private final Member ann = new Member(UserId.of("ann"), "{\"name\":\"Ann\"}");
    private final Member bob = new Member(UserId.of("bob"), "{\"name\":\"Bob\"}");

    @Test
    void a_joiner_gets_the_roster_with_itself_in_the_order_of_coming() {
        Position first = a.join(room, "1.1", bob).position();

        JoinOutcome.Joined joined = b.join(room, "2.2", ann);

        assertThat(joined).isEqualTo(new JoinOutcome.Joined(List.of(bob, ann), first.next()));
        assertThat(c.members(room)).containsExactly(bob, ann);
    }

    @Test
    void the_first_connection_of_a_user_is_announced_to_the_whole_route() {
        Position start = a.join(room, "1.1", bob).position();

        b.join(room, "2.2", ann);

        Envelope added = new Envelope.MemberAdded(room, start.next(), ann);
        assertThat(a.heard(room)).containsExactly(new Envelope.MemberAdded(room, start, bob), added);
        assertThat(b.heard(room)).containsExactly(added);
        assertThat(c.heard(room)).isEmpty();
    }

    @Test
    void further_connections_of_a_user_are_not_announced_and_change_nothing_that_is_known_of_the_user() {
        Position start = a.join(room, "1.1", ann).position();

        JoinOutcome.Joined sameNode = a.join(room, "2.2", new Member(ann.id(), "{\"name\":\"Anne\"}"));
        JoinOutcome.Joined otherNode = b.join(room, "3.3", Member.of("ann"));

        assertThat(sameNode).isEqualTo(new JoinOutcome.Joined(List.of(ann), start));
        assertThat(otherNode).isEqualTo(new JoinOutcome.Joined(List.of(ann), start));
        assertThat(a.heard(room)).containsExactly(new Envelope.MemberAdded(room, start, ann));
        assertThat(b.heard(room)).isEmpty();
    }

    @Test
    void a_member_leaves_with_its_last_connection() {
        Position start = c.occupy(room, 1);
        a.join(room, "1.1", ann);
        b.join(room, "2.2", ann);

        a.leave(room, "1.1");
        List<Member> withOneLeft = c.members(room);
        b.leave(room, "2.2");

        assertThat(withOneLeft).containsExactly(ann);
        assertThat(c.members(room)).isEmpty();
        assertThat(c.heard(room))
                .containsExactly(
                        new Envelope.MemberAdded(room, start.next(), ann),
                        new Envelope.MemberRemoved(room, start.next().next(), ann.id()));
    }

    @Test
    void a_member_who_comes_again_comes_last_and_brings_its_info() {
        a.join(room, "1.1", ann);
        a.join(room, "2.2", bob);
        a.leave(room, "1.1");

        Member anne = new Member(ann.id(), "{\"name\":\"Anne\"}");
        JoinOutcome.Joined joined = b.join(room, "3.3", anne);

        assertThat(joined.roster()).containsExactly(bob, anne);
    }

    @Test
    void joining_twice_is_joining_once() {
        Position start = a.join(room, "1.1", ann).position();

        JoinOutcome.Joined again = a.join(room, "1.1", ann);
        Occupancy twice = b.occupancy(room);
        a.leave(room, "1.1");

        assertThat(again).isEqualTo(new JoinOutcome.Joined(List.of(ann), start));
        assertThat(twice).isEqualTo(new Occupancy(1, 1));
        assertThat(b.members(room)).isEmpty();
    }

    @Test
    void leaving_without_having_joined_changes_nothing() {
        a.join(room, "1.1", ann);

        a.leave(room, "9.9");
        b.leave(room, "1.1");
        c.leave(channel("presence-empty"), "1.1");
        a.leave(room, "1.1");
        a.leave(room, "1.1");
        a.join(room, "2.2", ann);

        assertThat(b.members(room)).containsExactly(ann);
        assertThat(a.heard(room)).hasSize(3);
    }

    @Test
    void a_full_channel_takes_no_other_user_and_nothing_changes() {
        Position start = a.join(room, "1.1", ann).position();
        b.join(room, "2.2", bob);

        JoinOutcome refused = c.tryJoin(room, "3.3", Member.of("eve"), 2);
        c.publish(event(room, "{}", Retention.NONE));

        assertThat(refused).isEqualTo(new JoinOutcome.Full(2));
        assertThat(a.occupancy(room)).isEqualTo(new Occupancy(2, 2));
        assertThat(a.heard(room))
                .containsExactly(
                        new Envelope.MemberAdded(room, start, ann),
                        new Envelope.MemberAdded(room, start.next(), bob),
                        delivered(room, null, "{}"));
        assertThat(c.heard(room)).isEmpty();
    }

    @Test
    void a_second_connection_of_an_existing_member_does_not_count_against_the_limit() {
        a.join(room, "1.1", ann);
        b.join(room, "2.2", bob);

        JoinOutcome second = c.tryJoin(room, "3.3", ann, 2);

        assertThat(second).isInstanceOf(JoinOutcome.Joined.class);
        assertThat(a.occupancy(room)).isEqualTo(new Occupancy(3, 2));
    }

    @Test
    void a_place_that_becomes_free_can_be_taken() {
        a.join(room, "1.1", ann);
        a.leave(room, "1.1");

        assertThat(b.tryJoin(room, "2.2", bob, 1)).isInstanceOf(JoinOutcome.Joined.class);
    }

    @Test
    void of_many_who_want_the_last_places_no_more_get_in_than_there_are() {
        List<TestNode> nodes = List.of(a, b, c);
        Set<String> in = Collections.synchronizedSet(new TreeSet<>());

        Together.run(9, i -> {
            if (nodes.get(i % 3).tryJoin(room, i + ".1", Member.of("user-" + i), 4) instanceof JoinOutcome.Joined) {
                in.add("user-" + i);
            }
        });

        assertThat(in).hasSize(4);
        assertThat(users(a.members(room))).containsExactlyInAnyOrderElementsOf(in);
    }

    @Test
    void a_user_whose_node_died_is_left_out_of_the_members_at_once_but_stays_in_the_stream_until_the_burial() {
        Position start = b.join(room, "2.2", bob).position();

        leasesRunOutBut(a, c);
        List<Member> members = a.members(room);
        JoinOutcome.Joined joined = a.join(room, "1.1", ann);

        assertThat(members).isEmpty();
        assertThat(joined).isEqualTo(new JoinOutcome.Joined(List.of(bob, ann), start.next()));
        assertThat(a.members(room)).containsExactly(ann);
        assertThat(a.occupancy(room)).isEqualTo(new Occupancy(1, 1));
    }

    @Test
    void amid_joins_and_leaves_on_every_node_each_roster_and_what_comes_behind_it_tell_the_truth() {
        List<Observed> nodes =
                List.of(Observed.begin(a, room, "1.0"), Observed.begin(b, room, "2.0"), Observed.begin(c, room, "3.0"));

        Together.run(6, thread -> {
            var random = new Random(thread);
            Map<Integer, TestNode> tabs = new HashMap<>();
            for (int i = 0; i < 500; i++) {
                int tab = random.nextInt(4);
                String socket = (100 + thread) + "." + (tab + 1);
                TestNode openOn = tabs.remove(tab);
                if (openOn != null) {
                    openOn.leave(room, socket);
                } else {
                    Observed on = nodes.get(random.nextInt(3));
                    on.answers().add(on.node().join(room, socket, "user-" + random.nextInt(8)));
                    tabs.put(tab, on.node());
                }
            }
        });

        List<Member> truth = a.members(room);
        for (Observed observed : nodes) {
            List<Envelope> heard = observed.node().heard(room);
            assertThat(replay(observed.start(), heard, Long.MAX_VALUE)).isEqualTo(truth);
            for (JoinOutcome.Joined answer : observed.answers()) {
                assertThat(replay(observed.start(), heard, answer.position().offset()))
                        .isEqualTo(answer.roster());
            }
        }
    }

    @Property(tries = 150)
    void presence_agrees_with_a_list_of_connections(@ForAll("steps") List<Step> steps) {
        try (SharedBackplane own = begin()) {
            List<TestNode> nodes = List.of(TestNode.in(own, 0), TestNode.in(own, 1), TestNode.in(own, 2));
            TestNode listener = TestNode.in(own, 0);
            Position start = listener.occupy(room, 1);
            var reference = new ReferencePresence(room, start);

            for (Step step : steps) {
                TestNode node = nodes.get(step.socket() % 3);
                String socket = "1." + step.socket();
                if (step.joins()) {
                    assertThat(node.tryJoin(room, socket, Member.of(step.user()), 3))
                            .isEqualTo(reference.join(socket, Member.of(step.user()), 3));
                } else {
                    node.leave(room, socket);
                    reference.leave(socket);
                }
                assertThat(listener.members(room)).isEqualTo(reference.roster());
                // One more than the members' connections: the listener is on the route with a subscriber of its own.
                assertThat(listener.occupancy(room))
                        .isEqualTo(new Occupancy(
                                reference.connections() + 1, reference.roster().size()));
            }
            assertThat(listener.heard(room)).isEqualTo(reference.announced());
        }
    }

    /** What one of ten connections does; each lives on the node that its number says. */
    record Step(boolean joins, int socket, String user) {}

    @Provide
    Arbitrary<List<Step>> steps() {
        return Combinators.combine(
                        Arbitraries.of(true, false),
                        Arbitraries.integers().between(0, 9),
                        Arbitraries.of("ann", "bob", "cat", "dan", "eve"))
                .as(Step::new)
                .list()
                .ofMaxSize(60);
    }

    /** A node with an observer who was there from the start, and what it answered to those who came later. */
    private record Observed(TestNode node, JoinOutcome.Joined start, List<JoinOutcome.Joined> answers) {
        static Observed begin(TestNode node, AppChannel channel, String socket) {
            JoinOutcome.Joined start = node.join(channel, socket, "observer-" + socket);
            return new Observed(node, start, Collections.synchronizedList(new ArrayList<>()));
        }
    }

    private static List<String> users(List<Member> members) {
        return members.stream().map(member -> member.id().value()).toList();
    }

    /** The roster that a node knows which began with an answer and heard the rest, up to a place in the stream. */
    private static List<Member> replay(JoinOutcome.Joined start, List<Envelope> heard, long upTo) {
        Map<UserId, Member> roster = new LinkedHashMap<>();
        start.roster().forEach(member -> roster.put(member.id(), member));
        long last = start.position().offset();
        for (Envelope envelope : heard) {
            Position position = envelope.position();
            if (position == null || position.offset() <= start.position().offset()) {
                continue;
            }
            assertThat(position).isEqualTo(new Position(start.position().epoch(), last + 1));
            last = position.offset();
            if (last > upTo) {
                break;
            }
            if (envelope instanceof Envelope.MemberAdded added) {
                assertThat(roster.put(added.member().id(), added.member()))
                        .as("announced twice")
                        .isNull();
            } else if (envelope instanceof Envelope.MemberRemoved removed) {
                assertThat(roster.remove(removed.user())).as("never announced").isNotNull();
            }
        }
        return List.copyOf(roster.values());
    }
}
