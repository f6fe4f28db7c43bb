package io.carillon.junit;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import io.carillon.client.CarillonException;
import io.carillon.client.realtime.RealtimeClient;
import io.carillon.client.rest.Publisher;
import java.time.Duration;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;

/** As a test of somebody's app has it. */
@CarillonTest
class CarillonTestTest {

    private static final Duration SOON = Duration.ofSeconds(20);

    @Test
    void what_is_published_is_heard(Publisher publisher, RealtimeClient client) throws Exception {
        var heard = new CompletableFuture<String>();
        var channel = client.subscribe("my-channel");
        channel.bind("greeting", event -> heard.complete(event.data()));
        client.connect();
        channel.awaitSubscribed(SOON);

        publisher.trigger("my-channel", "greeting", Map.of("text", "Hello"));

        assertThat(heard.get(20, TimeUnit.SECONDS)).isEqualTo("{\"text\":\"Hello\"}");
    }

    @Test
    void two_clients_are_two_users_who_see_each_other(RealtimeClient ann, RealtimeClient bob) throws Exception {
        var joined = new CompletableFuture<String>();
        var lobby = ann.subscribePresence("presence-lobby");
        lobby.onMemberAdded(member -> joined.complete(member.id().value()));
        ann.connect();
        lobby.awaitSubscribed(SOON);

        bob.subscribe("presence-lobby");
        bob.connect();

        assertThat(joined.get(20, TimeUnit.SECONDS)).isEqualTo("bob");
    }

    @Test
    void a_client_can_sign_in_and_be_sent_to(Publisher publisher, RealtimeClient ann) throws Exception {
        var heard = new CompletableFuture<String>();
        ann.user().bind("greeting", event -> heard.complete(event.data()));
        ann.connect();
        ann.signin();

        publisher.sendToUser("ann", "greeting", "\"Hello\"");

        assertThat(heard.get(20, TimeUnit.SECONDS)).isEqualTo("\"Hello\"");
    }

    @Test
    void the_server_refuses_as_a_real_one_does(CarillonServer server) {
        try (var stranger = Publisher.builder()
                .server(server.url())
                .app(server.appId(), server.key(), "not the secret")
                .build()) {
            assertThatExceptionOfType(CarillonException.class)
                    .isThrownBy(() -> stranger.trigger("my-channel", "greeting", "{}"))
                    .satisfies(refused -> assertThat(refused.status()).isEqualTo(401));
        }
    }

    @Test
    void secrets_are_not_printed(CarillonServer server) {
        assertThat(server.toString())
                .contains(server.url(), server.appId())
                .doesNotContain(server.secret(), server.serverToken(), server.managementToken());
    }

    @Nested
    class Within {

        @Test
        void nested_tests_use_the_server_of_the_class_around(CarillonServer server, Publisher publisher) {
            publisher.trigger("my-channel", "greeting", "{}");

            assertThat(server.port()).isPositive();
        }
    }
}
