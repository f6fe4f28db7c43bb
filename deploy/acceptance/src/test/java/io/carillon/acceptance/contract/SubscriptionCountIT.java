package io.carillon.acceptance.contract;

import static org.assertj.core.api.Assertions.assertThat;

import io.carillon.acceptance.server.Carillon;
import io.carillon.acceptance.server.CarillonServer;
import io.carillon.acceptance.wire.RawClient;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** How many are listening; the first app has this on. */
@ExtendWith(CarillonServer.class)
final class SubscriptionCountIT {

    private final Carillon carillon;

    SubscriptionCountIT(Carillon carillon) {
        this.carillon = carillon;
    }

    @ParameterizedTest
    @ValueSource(strings = {"count", "private-count"})
    void all_are_told_when_one_comes_and_when_one_goes(String type) {
        RawClient alice = carillon.connect();
        RawClient bob = carillon.connect();
        String channel = carillon.unique(type);

        alice.isSubscribedTo(channel);
        alice.hearsCount(channel, 1);
        bob.isSubscribedTo(channel);
        alice.hearsCount(channel, 2);
        bob.hearsCount(channel, 2);
        bob.unsubscribes(channel);
        alice.hearsCount(channel, 1);
        bob.isSubscribedTo(channel);
        bob.hearsCount(channel, 2);
        alice.hearsCount(channel, 2);
        bob.leaves();

        alice.hearsCount(channel, 1);
    }

    @ParameterizedTest
    @ValueSource(strings = {"private-encrypted-count", "presence-count"})
    void encrypted_and_presence_channels_are_not_counted_aloud(String type) {
        RawClient alice = carillon.connect();
        RawClient bob = carillon.connect();
        RawClient clock = carillon.connect();
        String channel = carillon.unique(type);
        String counted = carillon.unique("counted");

        alice.subscribes(channel, "{\"user_id\":\"1\"}");
        alice.hearsBeginning("{\"event\":\"pusher_internal:subscription_succeeded\"");
        bob.subscribes(channel, "{\"user_id\":\"2\"}");
        bob.hearsBeginning("{\"event\":\"pusher_internal:subscription_succeeded\"");
        bob.unsubscribes(channel);
        // A count that was due would be told no later than another that came about after it.
        clock.isSubscribedTo(counted);
        clock.hearsCount(counted, 1);
        if (type.startsWith("presence-")) {
            alice.hearsBeginning("{\"event\":\"pusher_internal:member_added\"");
            alice.hearsBeginning("{\"event\":\"pusher_internal:member_removed\"");
        }
        alice.hearsNothingMore();

        assertThat(alice.counts()).isEmpty();
        assertThat(bob.counts()).isEmpty();
    }

    @Test
    void the_joiner_is_told_after_its_success() {
        RawClient alice = carillon.connect();
        String channel = carillon.unique("after");

        alice.subscribes(channel);

        assertThat(alice.nextFrame().text()).startsWith("{\"event\":\"pusher_internal:subscription_succeeded\"");
        alice.hearsCount(channel, 1);
    }
}
