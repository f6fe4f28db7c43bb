package io.carillon.acceptance.clients;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Map;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.extension.ExtendWith;

/** Who is there, who signs in, and who may not come in. */
@ExtendWith(OnStage.class)
@Timeout(value = 3, unit = TimeUnit.MINUTES)
final class PeopleStoriesIT {

    private final Stage stage;

    PeopleStoriesIT(Stage stage) {
        this.stage = stage;
    }

    @Story
    void members_on_different_brokers_see_each_other_come_and_go(Client client) {
        String room = stage.unique("presence-room");
        Person ann = stage.connected(client, "ann");
        Person bob = stage.elsewhere(client, "bob", ann);
        ann.subscribes(room);

        bob.subscribes(room);
        ann.told().awaits(room + " joined bob {\"name\":\"Name of bob\"}");
        assertThat(ann.members(room))
                .containsOnly(
                        Map.entry("ann", "{\"name\":\"Name of ann\"}"), Map.entry("bob", "{\"name\":\"Name of bob\"}"));
        assertThat(bob.members(room)).isEqualTo(ann.members(room));

        bob.disconnect();
        ann.told().awaits(room + " left bob");
        assertThat(ann.members(room)).containsOnlyKeys("ann");
    }

    @Story
    void a_user_with_two_connections_is_one_member_until_the_last_of_them_goes(Client client) {
        String room = stage.unique("presence-room");
        Person ann = stage.connected(client, "ann");
        Person bob = stage.elsewhere(client, "bob", ann);
        Person bobAtHome = stage.elsewhere(client, "bob", bob);
        ann.subscribes(room);
        bob.subscribes(room);
        bobAtHome.subscribes(room);
        assertThat(bobAtHome.members(room)).containsOnlyKeys("ann", "bob");

        bob.disconnect();
        Person carol = stage.connected(client, "carol");
        carol.subscribes(room);
        ann.told().awaitsBeginning(room + " joined bob");
        ann.told().awaitsBeginning(room + " joined carol");
        assertThat(ann.told().taken(room)).isEmpty();
        assertThat(carol.members(room)).containsOnlyKeys("ann", "bob", "carol");

        bobAtHome.disconnect();
        ann.told().awaits(room + " left bob");
    }

    @Story
    void a_member_who_unsubscribes_has_left(Client client) {
        String room = stage.unique("presence-room");
        Person ann = stage.connected(client, "ann");
        Person bob = stage.elsewhere(client, "bob", ann);
        ann.subscribes(room);
        bob.subscribes(room);

        bob.unsubscribe(room);

        ann.told().awaits(room + " left bob");
        assertThat(ann.members(room)).containsOnlyKeys("ann");
    }

    @Story
    void what_is_sent_to_a_user_reaches_all_connections_of_the_user_and_nobody_else(Client client) {
        String user = stage.unique("ann");
        Person ann = stage.connected(client, user);
        Person annAtHome = stage.elsewhere(client, user, ann);
        Person bob = stage.connected(client, stage.unique("bob"));
        ann.signsIn("note");
        annAtHome.signsIn("note");
        bob.signsIn("note");

        stage.backend().sendsTo(user, "note", "{\"n\":1}");

        ann.told().awaits("note {\"n\":1}");
        annAtHome.told().awaits("note {\"n\":1}");
        assertThat(bob.told().taken("note")).isEmpty();
    }

    @Story
    void whoever_watches_a_user_is_told_when_that_user_comes_and_goes(Client client) {
        stage.skipIfLacking(client, Client.Lack.WATCHLIST);
        String ann = stage.unique("ann");
        String bob = stage.unique("bob");
        stage.backend().watches(ann, bob);
        Person watching = stage.connected(client, ann);
        Person watched = stage.elsewhere(client, bob, watching);
        watching.signsIn();
        watching.told().awaits("offline " + bob);

        watched.signsIn();
        watching.told().awaits("online " + bob);
        watched.disconnect();
        watching.told().awaits("offline " + bob);
    }

    @Story
    void a_wrong_key_is_told_and_not_tried_again(Client client) {
        Person stranger = stage.stranger(client, "nosuchkey00000000001");

        stranger.told().awaits("error 4001");
        stranger.told().awaits("disconnected");
    }
}
