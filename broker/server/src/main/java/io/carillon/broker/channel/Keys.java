package io.carillon.broker.channel;

import io.carillon.backplane.App;
import io.carillon.backplane.KeyPair;
import io.carillon.backplane.Operation;
import io.carillon.protocol.AppKey;
import io.carillon.protocol.ChannelName;
import io.carillon.protocol.frame.Objection;
import io.carillon.protocol.frame.Refusals;
import java.time.Instant;
import java.time.InstantSource;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/** Why a key is not enough; null if it is. */
public final class Keys {

    private Keys() {}

    /** To be one of the app's keys at this moment. */
    public static @Nullable Objection whyNotActive(App app, AppKey key, InstantSource clock) {
        KeyPair pair = app.pairOf(key);
        if (pair == null) {
            return Refusals.keyRevoked(key.value());
        }
        Instant until = pair.until();
        return until == null || pair.isActive(clock) ? null : Refusals.keyEnded(key.value(), until);
    }

    /** To connect, or to vouch for a user who signs in. */
    public static @Nullable Objection whyNotAtAll(App app, AppKey key, InstantSource clock) {
        Objection inactive = whyNotActive(app, key, clock);
        KeyPair pair = app.pairOf(key);
        if (inactive != null || pair == null) {
            return inactive;
        }
        return pair.scope().allows(Operation.SUBSCRIBE)
                ? null
                : Refusals.keyMayNot(key.value(), word(Operation.SUBSCRIBE));
    }

    /** To carry a subscription to the channel. */
    public static @Nullable Objection whyNotOn(ChannelName channel, App app, AppKey key, InstantSource clock) {
        Objection inactive = whyNotActive(app, key, clock);
        KeyPair pair = app.pairOf(key);
        if (inactive != null || pair == null) {
            return inactive;
        }
        if (!pair.scope().allows(Operation.SUBSCRIBE, channel)) {
            return Refusals.keyMayNot(key.value(), word(Operation.SUBSCRIBE), channel);
        }
        return !channel.type().hasMembers() || pair.scope().allows(Operation.PRESENCE, channel)
                ? null
                : Refusals.keyMayNot(key.value(), word(Operation.PRESENCE), channel);
    }

    private static String word(Operation operation) {
        return operation.name().toLowerCase(Locale.ROOT);
    }
}
