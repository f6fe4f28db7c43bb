package io.carillon.acceptance.libraries;

import static org.assertj.core.api.Assertions.assertThat;

import com.pusher.client.connection.ConnectionState;
import io.carillon.acceptance.server.Carillon;
import io.carillon.acceptance.server.CarillonServer;
import io.carillon.acceptance.server.RunningJar;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;

/** pusher-java-client, which stumbles over nulls, missing data and codes that are no numbers. */
@ExtendWith(CarillonServer.class)
final class PusherJavaClientIT {

    private final Carillon carillon;
    private final Deque<AutoCloseable> open = new ArrayDeque<>();

    PusherJavaClientIT(Carillon carillon) {
        this.carillon = carillon;
    }

    @AfterEach
    void hang_up() throws Exception {
        while (!open.isEmpty()) {
            open.pop().close();
        }
    }

    @Test
    void connects() {
        JavaPerson alice = person("alice");

        assertThat(alice.pusher().getConnection().getSocketId()).matches("\\d+\\.\\d+");
        assertThat(alice.errors()).isEmpty();
    }

    @Test
    void an_unknown_key_is_told_and_not_tried_again() {
        RunningJar jar = carillon.jar();
        JavaPerson alice = keep(JavaPerson.connect(jar, jar.port(), "alice", "nosuchkey"));

        alice.awaits("error 4001");
        alice.awaitState(ConnectionState.DISCONNECTED);
    }

    @Test
    void public_channel() {
        JavaPerson alice = person("alice");
        String channel = carillon.unique("news");
        alice.subscribes(channel, "headline");

        carillon.publishes(channel, "headline", "{\"title\":\"Grüße\"}");

        alice.hears("headline {\"title\":\"Grüße\"}");
        assertThat(alice.errors()).isEmpty();
    }

    @Test
    void private_channel() {
        JavaPerson alice = person("alice");
        String channel = carillon.unique("private-news");
        alice.subscribes(channel, "headline");

        carillon.publishes(channel, "headline", "words");

        alice.hears("headline words");
        assertThat(alice.errors()).isEmpty();
    }

    @Test
    void presence_two_tabs_of_one_user_come_once_and_go_once() {
        String channel = carillon.unique("presence-room");
        JavaPerson alice = person("alice");
        alice.joins(channel, List.of("alice"));
        JavaPerson tab1 = person("bob");
        JavaPerson tab2 = person("bob");

        tab1.joins(channel, List.of("alice", "bob"));
        tab2.joins(channel, List.of("alice", "bob"));
        alice.hears("joined bob {\"name\":\"Name of bob\"}");
        tab1.close();
        JavaPerson carol = person("carol");
        carol.joins(channel, List.of("alice", "bob", "carol"));
        alice.hears("joined carol {\"name\":\"Name of carol\"}");
        tab2.close();

        alice.hears("left bob");
        assertThat(alice.errors()).isEmpty();
    }

    @Test
    void private_encrypted_channel() {
        JavaPerson alice = person("alice");
        String channel = carillon.unique("private-encrypted-secret");
        alice.subscribes(channel, "whispered");
        JavaPerson bob = person("bob");
        bob.subscribes(channel, "whispered");

        assertThat(PusherHttpJavaIT.backend(carillon.jar())
                        .trigger(channel, "whispered", Map.of("pin", 1234))
                        .getHttpStatus())
                .isEqualTo(200);

        alice.hears("whispered {\"pin\":1234}");
        bob.hears("whispered {\"pin\":1234}");
        assertThat(alice.errors()).isEmpty();
        assertThat(bob.errors()).isEmpty();
    }

    @Test
    void private_encrypted_cache_channel_miss() {
        JavaPerson alice = person("alice");
        String channel = carillon.unique("private-encrypted-cache-x");

        alice.subscribes(channel, "pusher:cache_miss", "kept");
        alice.hears("pusher:cache_miss {}");
        PusherHttpJavaIT.backend(carillon.jar()).trigger(channel, "kept", "1");
        alice.awaits("kept \"1\"");

        JavaPerson bob = person("bob");
        bob.subscribes(channel, "kept");
        bob.hears("kept \"1\"");
        assertThat(alice.errors()).isEmpty();
        assertThat(bob.errors()).isEmpty();
    }

    @Test
    void cache_channel_miss_then_hit() {
        JavaPerson alice = person("alice");
        String channel = carillon.unique("cache-scores");
        alice.subscribes(channel, "pusher:cache_miss", "score");
        alice.hears("pusher:cache_miss {}");
        carillon.publishes(channel, "score", "{\"home\":1}");
        alice.hears("score {\"home\":1}");

        JavaPerson bob = person("bob");
        bob.subscribes(channel, "score");

        bob.hears("score {\"home\":1}");
        assertThat(alice.errors()).isEmpty();
    }

    @Test
    void client_events_both_ways() {
        JavaPerson alice = person("alice");
        JavaPerson bob = person("bob");
        String channel = carillon.unique("presence-chat");
        alice.joins(channel, List.of("alice"), "client-typing");
        bob.joins(channel, List.of("alice", "bob"), "client-typing");
        alice.hears("joined bob {\"name\":\"Name of bob\"}");

        alice.pusher().getPresenceChannel(channel).trigger("client-typing", "{\"on\":true}");
        bob.hears("client-typing {\"on\":true} from alice");
        bob.pusher().getPresenceChannel(channel).trigger("client-typing", "{\"on\":false}");

        alice.hears("client-typing {\"on\":false} from bob");
        assertThat(alice.errors()).isEmpty();
        assertThat(bob.errors()).isEmpty();
    }

    @Test
    void a_refused_client_event_is_an_error_that_the_library_survives() {
        JavaPerson alice = person("alice");
        String channel = carillon.unique("private-flood");
        alice.subscribes(channel, "after");

        for (int i = 0; i < 40; i++) {
            alice.pusher().getPrivateChannel(channel).trigger("client-x", "{}");
        }
        alice.awaits("error 4301");
        carillon.publishes(channel, "after", "1");

        alice.awaits("after 1");
        assertThat(alice.pusher().getConnection().getState()).isEqualTo(ConnectionState.CONNECTED);
    }

    @Test
    void an_error_without_a_code_is_survived() {
        JavaPerson alice = person("alice");
        String channel = carillon.unique("gone");
        alice.subscribes(channel, "x");

        alice.pusher().unsubscribe(channel);
        alice.pusher().unsubscribe(channel);
        alice.subscribes(channel, "x");
        carillon.publishes(channel, "x", "1");

        alice.awaits("x 1");
    }

    @Test
    void sign_in_and_events_to_the_user() {
        String user = carillon.unique("user");
        JavaPerson alice = person(user);
        alice.listensToItself("note");

        alice.pusher().signin();
        // The library says nothing when it is signed in: it subscribes to its own channel, which is quiet too.
        awaitSignedIn(alice, user);
        carillon.publishes("#server-to-user-" + user, "note", "{\"n\":1}");

        alice.hears("note {\"n\":1}");
        assertThat(alice.errors()).isEmpty();
    }

    @Test
    void terminated_by_the_app_and_staying_away() {
        String user = carillon.unique("user");
        JavaPerson alice = person(user);
        alice.pusher().signin();
        awaitSignedIn(alice, user);

        carillon.post("/users/" + user + "/terminate_connections", "{}");

        alice.awaits("error 4009");
        alice.awaitState(ConnectionState.DISCONNECTED);
    }

    @Test
    void reconnects_after_a_cut_wire_and_subscribes_again() {
        RunningJar jar = carillon.jar();
        Wire wire = keep(Wire.to(jar.host(), jar.port()));
        JavaPerson alice = keep(JavaPerson.connect(jar, wire.port(), "alice", RunningJar.APP_KEY));
        alice.awaitState(ConnectionState.CONNECTED);
        String channel = carillon.unique("private-again");
        alice.subscribes(channel, "after");

        wire.cut();
        alice.awaitState(ConnectionState.CONNECTED);
        alice.awaits("subscribed " + channel);
        carillon.publishes(channel, "after", "1");

        alice.hears("after 1");
    }

    @Test
    void in_a_burst_of_subscribe_and_unsubscribe_the_last_word_counts() {
        JavaPerson alice = person("alice");
        String channel = carillon.unique("burst");

        alice.pusher().subscribe(channel);
        alice.pusher().unsubscribe(channel);
        alice.pusher().subscribe(channel);
        alice.pusher().unsubscribe(channel);
        alice.subscribes(channel, "x");
        // The successes of all three reach the listener of the last.
        alice.hears("subscribed " + channel);
        alice.hears("subscribed " + channel);
        carillon.publishes(channel, "x", "1");

        alice.hears("x 1");
        assertThat(alice.pusher().getConnection().getState()).isEqualTo(ConnectionState.CONNECTED);
    }

    @Test
    void many_channels_and_their_order() {
        JavaPerson alice = person("alice");
        List<String> channels = List.of(carillon.unique("many"), carillon.unique("many"), carillon.unique("many"));
        channels.forEach(channel -> alice.subscribes(channel, "n"));

        for (int n = 0; n < 5; n++) {
            for (String channel : channels) {
                carillon.publishes(channel, "n", channel + n);
            }
        }

        for (int n = 0; n < 5; n++) {
            for (String channel : channels) {
                alice.hears("n " + channel + n);
            }
        }
    }

    private static void awaitSignedIn(JavaPerson person, String user) {
        long deadline = System.nanoTime() + 10_000_000_000L;
        while (!user.equals(person.pusher().user().userId())) {
            if (System.nanoTime() > deadline) {
                throw new AssertionError(user + " was never signed in; errors: " + person.errors());
            }
            Thread.onSpinWait();
        }
    }

    private JavaPerson person(String userId) {
        return keep(JavaPerson.connect(carillon.jar(), userId));
    }

    private <T extends AutoCloseable> T keep(T resource) {
        open.push(resource);
        return resource;
    }
}
