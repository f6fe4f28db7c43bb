package io.carillon.acceptance.clients;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.extension.ExtendWith;

/** What becomes of people whose broker goes. None of them does anything for it. */
@ExtendWith(OnStage.class)
@Timeout(value = 4, unit = TimeUnit.MINUTES)
final class BrokerStoriesIT {

    private static final Duration SOON = Duration.ofMillis(500);
    private static final Duration PATIENCE = Duration.ofSeconds(20);

    private final Stage stage;

    BrokerStoriesIT(Stage stage) {
        this.stage = stage;
    }

    @Story
    void when_a_broker_is_killed_its_clients_come_back_and_the_members_are_true_again(Client client) {
        String news = stage.unique("private-news");
        String room = stage.unique("presence-room");
        String user = stage.unique("ann");
        Person ann = stage.connected(client, user);
        Person gone = stage.beside(client, "gone", ann);
        Person bob = stage.elsewhere(client, "bob", ann);
        for (Person person : List.of(ann, gone, bob)) {
            person.subscribes(news, "headline");
            person.subscribes(room);
        }
        ann.signsIn("note");

        stage.kills(ann);
        gone.close();

        ann.told().awaits("connected");
        ann.told().awaits("subscribed " + news);
        ann.told().awaits("subscribed " + room);
        stage.backend().publishes(news, "headline", Map.of("n", 1));
        ann.told().awaits(news + " headline {\"n\":1}");
        bob.told().awaits(news + " headline {\"n\":1}");
        assertThat(isSignedIn(ann, user)).isTrue();

        bob.told().awaits(room + " left gone");
        assertThat(bob.told().taken(room + " left")).isEmpty();
        awaitMembers(room, Set.of(user, "bob"), ann, bob);
    }

    @Story
    void when_a_broker_is_told_to_stop_everybody_moves_on_and_nobody_is_refused(Client client) {
        String news = stage.unique("private-news");
        String room = stage.unique("presence-room");
        String user = stage.unique("ann");
        Person ann = stage.connected(client, user);
        Person bob = stage.elsewhere(client, "bob", ann);
        for (Person person : List.of(ann, bob)) {
            person.subscribes(news, "headline");
            person.subscribes(room);
        }
        ann.signsIn("note");

        stage.drains(ann);

        ann.told().awaits("connected");
        ann.told().awaits("subscribed " + news);
        ann.told().awaits("subscribed " + room);
        stage.backend().publishes(news, "headline", Map.of("n", 1));
        ann.told().awaits(news + " headline {\"n\":1}");
        bob.told().awaits(news + " headline {\"n\":1}");
        awaitMembers(room, Set.of(user, "bob"), ann, bob);
        assertThat(isSignedIn(ann, user)).isTrue();
        assertThat(ann.told().taken("refused")).isEmpty();
        assertThat(ann.told().taken("error")).allMatch("error 4200"::equals);
    }

    /** Each is told by a broker of its own, sooner or later. */
    private static void awaitMembers(String room, Set<String> users, Person... people) {
        long deadline = System.nanoTime() + PATIENCE.toNanos();
        for (Person person : people) {
            Set<String> seen = person.members(room).keySet();
            while (!seen.equals(users)) {
                if (System.nanoTime() > deadline) {
                    throw new AssertionError("Members are " + seen + ". " + person.told());
                }
                LockSupport.parkNanos(20_000_000);
                seen = person.members(room).keySet();
            }
        }
    }

    /** Not all libraries say when they have signed in again, so it is tried until something arrives. */
    private boolean isSignedIn(Person person, String user) {
        for (int n = 0; n < 20; n++) {
            String note = "{\"n\":" + n + "}";
            stage.backend().sendsTo(user, "note", note);
            if (person.told().isTold("note " + note, SOON)) {
                return true;
            }
        }
        return false;
    }
}
