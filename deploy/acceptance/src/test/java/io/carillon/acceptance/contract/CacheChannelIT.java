package io.carillon.acceptance.contract;

import static org.assertj.core.api.Assertions.assertThat;

import io.carillon.acceptance.server.Carillon;
import io.carillon.acceptance.server.CarillonServer;
import io.carillon.acceptance.wire.RawClient;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Channels that tell a newcomer what was said last. */
@ExtendWith(CarillonServer.class)
final class CacheChannelIT {

    private final Carillon carillon;

    CacheChannelIT(Carillon carillon) {
        this.carillon = carillon;
    }

    @ParameterizedTest
    @ValueSource(strings = {"cache-x", "private-cache-x", "private-encrypted-cache-x"})
    void an_empty_one_says_so_to_the_newcomer_alone(String type) {
        RawClient alice = carillon.connect();
        RawClient bob = carillon.connect();
        String channel = carillon.unique(type);

        alice.isSubscribedTo(channel);
        alice.hears("{\"event\":\"pusher:cache_miss\",\"channel\":\"" + channel + "\",\"data\":\"{}\"}");
        bob.isSubscribedTo(channel);
        bob.hears("{\"event\":\"pusher:cache_miss\",\"channel\":\"" + channel + "\",\"data\":\"{}\"}");

        alice.hearsNothingMore();
    }

    @ParameterizedTest
    @ValueSource(strings = {"cache-x", "private-cache-x", "private-encrypted-cache-x"})
    void the_last_event_is_kept_with_its_name_for_the_newcomer_alone(String type) {
        RawClient alice = carillon.connect();
        String channel = carillon.unique(type);
        carillon.publishes(channel, "first", "1");
        carillon.publishes(channel, "second", "{\"nonce\":\"…\"}");

        alice.isSubscribedTo(channel);
        alice.hears("{\"event\":\"second\",\"channel\":\"" + channel + "\",\"data\":\"{\\\"nonce\\\":\\\"…\\\"}\"}");
        RawClient bob = carillon.connect();
        bob.isSubscribedTo(channel);
        bob.hears("{\"event\":\"second\",\"channel\":\"" + channel + "\",\"data\":\"{\\\"nonce\\\":\\\"…\\\"}\"}");

        alice.hearsNothingMore();
    }

    @Test
    void it_outlives_the_last_subscriber() {
        RawClient alice = carillon.connect();
        String channel = carillon.unique("cache-outlives");
        alice.isSubscribedTo(channel);
        alice.hearsBeginning("{\"event\":\"pusher:cache_miss\"");
        carillon.publishes(channel, "kept", "1");
        alice.hears("{\"event\":\"kept\",\"channel\":\"" + channel + "\",\"data\":\"1\"}");

        alice.unsubscribes(channel);
        alice.isSubscribedTo(channel);

        alice.hears("{\"event\":\"kept\",\"channel\":\"" + channel + "\",\"data\":\"1\"}");
    }

    @Test
    void what_was_published_past_one_socket_is_kept_too() {
        RawClient alice = carillon.connect();
        RawClient bob = carillon.connect();
        String channel = carillon.unique("cache-except");
        alice.isSubscribedTo(channel);
        alice.hearsBeginning("{\"event\":\"pusher:cache_miss\"");

        carillon.publishes(channel, "past", "1", ",\"socket_id\":\"" + alice.socketId() + "\"");
        bob.isSubscribedTo(channel);

        bob.hears("{\"event\":\"past\",\"channel\":\"" + channel + "\",\"data\":\"1\"}");
        alice.hearsNothingMore();
    }

    @Test
    void what_clients_say_is_not_kept() {
        RawClient alice = carillon.connect();
        RawClient bob = carillon.connect();
        String channel = carillon.unique("private-cache-talk");
        carillon.publishes(channel, "published", "1");
        alice.isSubscribedTo(channel);
        alice.hearsBeginning("{\"event\":\"published\"");

        alice.says("{\"event\":\"client-x\",\"channel\":\"" + channel + "\",\"data\":\"2\"}");
        alice.hearsNothingMore();
        bob.isSubscribedTo(channel);

        bob.hears("{\"event\":\"published\",\"channel\":\"" + channel + "\",\"data\":\"1\"}");
        bob.hearsNothingMore();
    }

    @Test
    void it_can_be_read_over_http() {
        String channel = carillon.unique("cache-http");

        assertThat(carillon.get("/channels/" + channel, "info", "cache").body())
                .isEqualTo("{\"occupied\":false,\"cache\":null}");
        carillon.publishes(channel, "kept", "{\"a\":1}");

        assertThat(carillon.get("/channels/" + channel, "info", "cache").body())
                .matches("\\{\"occupied\":false,\"cache\":\\{\"data\":\"\\{\\\\\"a\\\\\":1}\",\"ttl\":(1800|179\\d)}}");
    }
}
