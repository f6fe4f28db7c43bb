package io.carillon.acceptance.clients;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.extension.ExtendWith;

/** What is published, to whom, and what is refused. */
@ExtendWith(OnStage.class)
@Timeout(value = 3, unit = TimeUnit.MINUTES)
final class ChannelStoriesIT {

    private final Stage stage;

    ChannelStoriesIT(Stage stage) {
        this.stage = stage;
    }

    @Story
    void events_come_in_their_order_to_subscribers_on_different_brokers(Client client) {
        String news = stage.unique("news");
        Person ann = stage.connected(client, "ann");
        Person bob = stage.elsewhere(client, "bob", ann);
        ann.subscribes(news, "n", "last");
        bob.subscribes(news, "n", "last");

        for (int n = 0; n < 50; n++) {
            stage.backend().publishes(news, "n", Map.of("is", n));
        }
        stage.backend().publishes(news, "last", Map.of());

        List<String> all = IntStream.range(0, 50)
                .mapToObj(n -> news + " n {\"is\":" + n + "}")
                .toList();
        for (Person person : List.of(ann, bob)) {
            person.told().awaits(news + " last {}");
            assertThat(person.told().taken(news + " n")).isEqualTo(all);
        }
    }

    @Story
    void a_private_channel_is_opened_by_the_backend_of_the_customer(Client client) {
        String deals = stage.unique("private-deals");
        Person ann = stage.connected(client, "ann");

        ann.subscribes(deals, "deal");
        stage.backend().publishes(deals, "deal", Map.of("with", "Grüße 🔔"));

        ann.told().awaits(deals + " deal {\"with\":\"Grüße 🔔\"}");
    }

    @Story
    void a_channel_that_the_backend_refuses_tells_the_page_and_leaves_the_connection(Client client) {
        String closed = stage.unique("private-closed");
        String news = stage.unique("news");
        Person ann = stage.connected(client, "ann");

        ann.subscribe(closed, "deal");

        assertThat(ann.told().awaitsBeginning("refused ")).contains("403");
        ann.subscribes(news, "headline");
        stage.backend().publishes(news, "headline", Map.of());
        ann.told().awaits(news + " headline {}");
    }

    @Story
    void a_channel_with_a_false_signature_is_refused_by_the_broker_and_the_connection_stays(Client client) {
        String forged = stage.unique("private-forged");
        String news = stage.unique("news");
        Person ann = stage.connected(client, "ann");

        ann.subscribe(forged, "deal");

        if (client == Client.PUSHER_JAVA_CLIENT) {
            // It has no word for a channel that a server refuses, and hears it as an error of the connection.
            ann.told().awaits("error 4009");
        } else {
            assertThat(ann.told().awaitsBeginning("refused ")).contains("401").containsIgnoringCase("signature");
        }
        ann.subscribes(news, "headline");
        stage.backend().publishes(news, "headline", Map.of());
        ann.told().awaits(news + " headline {}");
    }

    @Story
    void whoever_unsubscribes_hears_no_more_and_may_come_back(Client client) {
        String news = stage.unique("news");
        String other = stage.unique("other");
        Person ann = stage.connected(client, "ann");
        ann.subscribes(news, "headline");
        ann.subscribes(other, "headline");

        ann.unsubscribe(news);
        // The broker answers in order: when this subscription is live, the other one is over.
        ann.subscribes(stage.unique("after"), "headline");
        stage.backend().publishes(news, "headline", Map.of("n", 1));
        stage.backend().publishes(other, "headline", Map.of("n", 2));
        ann.told().awaits(other + " headline {\"n\":2}");
        assertThat(ann.told().taken(news)).isEmpty();

        ann.subscribes(news, "headline");
        stage.backend().publishes(news, "headline", Map.of("n", 3));
        ann.told().awaitsBeginning(news + " headline {\"n\":3}");
    }

    @Story
    void a_client_event_reaches_the_others_and_not_its_sender(Client client) {
        String chat = stage.unique("private-chat");
        Person ann = stage.connected(client, "ann");
        Person bob = stage.elsewhere(client, "bob", ann);
        ann.subscribes(chat, "client-typing", "after");
        bob.subscribes(chat, "client-typing", "after");

        ann.trigger(chat, "client-typing", "{\"on\":true}");

        bob.told().awaits(chat + " client-typing {\"on\":true}");
        stage.backend().publishes(chat, "after", Map.of());
        ann.told().awaits(chat + " after {}");
        assertThat(ann.told().taken(chat + " client-typing")).isEmpty();
    }

    @Story
    void a_client_event_on_a_presence_channel_says_whose_it_is(Client client) {
        String room = stage.unique("presence-chat");
        Person ann = stage.connected(client, "ann");
        Person bob = stage.elsewhere(client, "bob", ann);
        ann.subscribes(room, "client-typing");
        bob.subscribes(room, "client-typing");

        ann.trigger(room, "client-typing", "{\"on\":true}");

        bob.told().awaits(room + " client-typing {\"on\":true} from ann");
    }

    @Story
    void a_cache_channel_says_that_it_is_empty_and_later_gives_its_last_event(Client client) {
        String scores = stage.unique("cache-scores");
        Person ann = stage.connected(client, "ann");
        Person bob = stage.elsewhere(client, "bob", ann);

        ann.subscribe(scores, "score");
        ann.told().awaits("miss " + scores);
        stage.backend().publishes(scores, "score", Map.of("home", 1));
        ann.told().awaits(scores + " score {\"home\":1}");
        bob.subscribe(scores, "score");

        bob.told().awaits(scores + " score {\"home\":1}");
        assertThat(bob.told().taken("miss")).isEmpty();
    }

    @Story
    void an_encrypted_channel_is_read_by_those_whom_the_backend_gives_the_key(Client client) {
        String secret = stage.unique("private-encrypted-secret");
        Person ann = stage.connected(client, "ann");
        Person bob = stage.elsewhere(client, "bob", ann);
        ann.subscribes(secret, "whisper");
        bob.subscribes(secret, "whisper");

        stage.backend().publishes(secret, "whisper", Map.of("pin", 1234));

        ann.told().awaits(secret + " whisper {\"pin\":1234}");
        bob.told().awaits(secret + " whisper {\"pin\":1234}");
    }
}
