package io.carillon.acceptance.contract;

import static io.carillon.acceptance.wire.RawClient.json;
import static io.carillon.acceptance.wire.RawClient.quoted;
import static org.assertj.core.api.Assertions.assertThat;

import io.carillon.acceptance.server.Carillon;
import io.carillon.acceptance.server.CarillonServer;
import io.carillon.acceptance.wire.RawClient;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;

/** Whom a user watches, and what it hears of them. */
@ExtendWith(CarillonServer.class)
final class WatchlistIT {

    private final Carillon carillon;

    WatchlistIT(Carillon carillon) {
        this.carillon = carillon;
    }

    @Test
    void the_state_of_the_list_is_told_once_after_the_sign_in() {
        RawClient alice = carillon.connect();
        RawClient bob = carillon.connect();
        String here = carillon.unique("bob");
        String away = carillon.unique("carol");
        bob.isSignedIn("{\"id\":" + quoted(here) + "}");

        alice.isSignedIn("{\"id\":" + quoted(carillon.unique("alice")) + ",\"watchlist\":[" + quoted(here) + ","
                + quoted(away) + "]}");

        alice.hears("{\"event\":\"pusher_internal:watchlist_events\",\"data\":\"{\\\"events\\\":["
                + "{\\\"name\\\":\\\"online\\\",\\\"user_ids\\\":[\\\"" + here + "\\\"]},"
                + "{\\\"name\\\":\\\"offline\\\",\\\"user_ids\\\":[\\\"" + away + "\\\"]}]}\"}");
        alice.hearsNothingMore();
    }

    @Test
    void the_first_connection_of_a_watched_user_and_the_last_are_told() {
        RawClient alice = carillon.connect();
        String user = carillon.unique("bob");
        alice.isSignedIn("{\"id\":" + quoted(carillon.unique("alice")) + ",\"watchlist\":[" + quoted(user) + "]}");
        alice.hears("{\"event\":\"pusher_internal:watchlist_events\",\"data\":\"{\\\"events\\\":["
                + "{\\\"name\\\":\\\"offline\\\",\\\"user_ids\\\":[\\\"" + user + "\\\"]}]}\"}");
        RawClient first = carillon.connect();
        RawClient second = carillon.connect();

        first.isSignedIn("{\"id\":" + quoted(user) + "}");
        alice.hears("{\"event\":\"pusher_internal:watchlist_events\",\"data\":\"{\\\"events\\\":["
                + "{\\\"name\\\":\\\"online\\\",\\\"user_ids\\\":[\\\"" + user + "\\\"]}]}\"}");
        second.isSignedIn("{\"id\":" + quoted(user) + "}");
        first.leavesInPeace();
        alice.hearsNothingMore();
        second.leaves();

        alice.hears("{\"event\":\"pusher_internal:watchlist_events\",\"data\":\"{\\\"events\\\":["
                + "{\\\"name\\\":\\\"offline\\\",\\\"user_ids\\\":[\\\"" + user + "\\\"]}]}\"}");
        alice.hearsNothingMore();
    }

    @Test
    void a_list_of_nobody_is_not_answered() {
        RawClient alice = carillon.connect();

        alice.isSignedIn("{\"id\":" + quoted(carillon.unique("alice")) + ",\"watchlist\":[]}");

        alice.hearsNothingMore();
    }

    @Test
    void more_than_a_hundred_is_an_error_and_the_first_hundred_are_watched() {
        RawClient alice = carillon.connect();
        String prefix = carillon.unique("w");
        String list = IntStream.range(0, 102)
                .mapToObj(i -> quoted(prefix + "-" + i))
                .collect(Collectors.joining(",", "[", "]"));

        alice.isSignedIn("{\"id\":" + quoted(carillon.unique("alice")) + ",\"watchlist\":" + list + "}");

        String one = alice.nextText();
        String two = alice.nextText();
        String error = one.contains("pusher:error") ? one : two;
        String state = one.contains("pusher:error") ? two : one;
        assertThat(error).startsWith("{\"event\":\"pusher:error\",\"data\":{\"code\":4302,\"message\":\"");
        assertThat(json(json(state).path("data").asText())
                        .path("events")
                        .path(0)
                        .path("user_ids"))
                .hasSize(100);
        RawClient beyond = carillon.connect();
        RawClient within = carillon.connect();
        beyond.isSignedIn("{\"id\":" + quoted(prefix + "-101") + "}");
        within.isSignedIn("{\"id\":" + quoted(prefix + "-99") + "}");

        alice.hears("{\"event\":\"pusher_internal:watchlist_events\",\"data\":\"{\\\"events\\\":["
                + "{\\\"name\\\":\\\"online\\\",\\\"user_ids\\\":[\\\"" + prefix + "-99\\\"]}]}\"}");
    }
}
