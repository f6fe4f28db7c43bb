package io.carillon.faults.client;

import static org.assertj.core.api.Assertions.assertThat;

import io.carillon.faults.history.Entry;
import io.carillon.faults.history.History;
import io.carillon.faults.process.Await;
import io.netty.channel.Channel;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** A client does and writes down what pusher-js would do and hear. */
@Timeout(30)
final class ClientTest {

    private static final App APP = new App("3", "278d425bdf160c739803", "7ad3773142a6692b25b8");
    private static final Duration SOON = Duration.ofSeconds(10);

    private final History history = new History();
    private final Crowd crowd = new Crowd(APP, history);
    private final TinyPusher server = new TinyPusher();

    @AfterEach
    void close() {
        crowd.close();
        server.close();
    }

    @Test
    void it_subscribes_signed_and_writes_down_who_is_there_and_what_it_hears() throws Exception {
        Client bob = crowd.client("bob", server.route());
        bob.connect();
        bob.join("presence-room", "bob").join();

        assertThat(server.frame())
                .hasToString("{\"event\":\"pusher:subscribe\",\"data\":{\"channel\":\"presence-room\",\"auth\":\""
                        + Signature.ofSubscription(APP, "1.2", "presence-room", "{\"user_id\":\"bob\"}")
                        + "\",\"channel_data\":\"{\\\"user_id\\\":\\\"bob\\\"}\"}}");

        Channel connection = server.connection();
        TinyPusher.say(connection, member("added", "ann"));
        TinyPusher.say(
                connection, "{\"event\":\"news\",\"channel\":\"presence-room\",\"data\":\"{\\\"id\\\":\\\"7\\\"}\"}");
        TinyPusher.say(connection, member("removed", "ann"));

        assertThat(Await.within(
                        SOON, () -> history.of(Entry.MemberRemoved.class).count() == 1))
                .isTrue();
        assertThat(kinds())
                .containsExactly("Connected", "Subscribing", "Subscribed", "MemberAdded", "Heard", "MemberRemoved");
        assertThat(history.of(Entry.Subscribed.class).findFirst().orElseThrow().roster())
                .isEqualTo(List.of("bob"));
        assertThat(history.of(Entry.Heard.class).findFirst().orElseThrow().id()).isEqualTo("7");
    }

    @Test
    void after_4200_it_comes_back_at_once_with_all_that_it_had() throws Exception {
        Client bob = crowd.client("bob", server.route());
        bob.connect();
        bob.subscribe("news").join();

        TinyPusher.close(server.connection(), 4200);

        server.connection();
        assertThat(Await.within(SOON, () -> history.of(Entry.Subscribed.class).count() == 2))
                .isTrue();
        assertThat(kinds())
                .containsExactly(
                        "Connected", "Subscribing", "Subscribed", "Closed", "Connected", "Subscribing", "Subscribed");
        Entry.Closed closed = history.of(Entry.Closed.class).findFirst().orElseThrow();
        assertThat(closed.code()).isEqualTo(4200);
        assertThat(closed.byUs()).isFalse();
    }

    @Test
    void after_4200_it_is_back_before_somebody_who_was_sent_away_with_4100_sooner() throws Exception {
        crowd.client("ann", server.route()).connect().join();
        Channel ann = server.connection();
        crowd.client("bob", server.route()).connect().join();
        Channel bob = server.connection();

        TinyPusher.close(ann, 4100);
        TinyPusher.close(bob, 4200);

        assertThat(Await.within(SOON, () -> history.of(Entry.Connected.class).count() == 4))
                .isTrue();
        assertThat(history.of(Entry.Connected.class).map(Entry.Connected::client))
                .containsExactly("ann", "bob", "bob", "ann");
    }

    @Test
    void after_4001_it_stays_away() throws Exception {
        crowd.client("bob", server.route()).connect().join();

        TinyPusher.close(server.connection(), 4001);

        assertThat(server.hasNobodyNewWithin(1_500)).isTrue();
    }

    @Test
    void a_connection_that_is_cut_is_1006_and_it_comes_back_after_a_second() throws Exception {
        crowd.client("bob", server.route()).connect().join();

        server.connection().close();

        server.connection();
        Entry.Closed closed = history.of(Entry.Closed.class).findFirst().orElseThrow();
        assertThat(closed.code()).isEqualTo(1006);
        assertThat(Await.within(SOON, () -> history.of(Entry.Connected.class).count() == 2))
                .isTrue();
        long away = history.of(Entry.Connected.class)
                        .skip(1)
                        .findFirst()
                        .orElseThrow()
                        .at()
                - closed.at();
        assertThat(Duration.ofNanos(away)).isBetween(Duration.ofMillis(900), Duration.ofSeconds(8));
    }

    @Test
    void whoever_has_gone_away_meanwhile_does_not_come_back() throws Exception {
        Client bob = crowd.client("bob", server.route());
        bob.connect().join();
        bob.quitWhenLost();

        server.connection().close();

        assertThat(server.hasNobodyNewWithin(1_500)).isTrue();
    }

    @Test
    void who_hangs_up_is_written_down_as_having_done_so() throws Exception {
        Client bob = crowd.client("bob", server.route());
        bob.connect().join();
        server.connection();

        bob.hangUp().join();

        Entry.Closed closed = history.of(Entry.Closed.class).findFirst().orElseThrow();
        assertThat(closed.byUs()).isTrue();
        assertThat(server.hasNobodyNewWithin(1_500)).isTrue();
        assertThat(kinds()).containsExactly("Connected", "Closed");
    }

    @Test
    void what_it_says_is_written_down_only_if_it_is_in_the_channel() throws Exception {
        Client bob = crowd.client("bob", server.route());
        bob.connect().join();
        bob.say("private-room", "client-line", "1");
        bob.subscribe("private-room").join();
        bob.say("private-room", "client-line", "2");
        server.frame();

        assertThat(server.frame())
                .hasToString("{\"event\":\"client-line\",\"channel\":\"private-room\",\"data\":{\"id\":\"2\"}}");
        assertThat(history.of(Entry.Said.class).map(Entry.Said::id)).containsExactly("2");
    }

    private static String member(String what, String user) {
        return "{\"event\":\"pusher_internal:member_" + what
                + "\",\"channel\":\"presence-room\",\"data\":\"{\\\"user_id\\\":\\\"" + user + "\\\"}\"}";
    }

    private List<String> kinds() {
        return history.entries().stream()
                .map(entry -> entry.getClass().getSimpleName())
                .toList();
    }
}
