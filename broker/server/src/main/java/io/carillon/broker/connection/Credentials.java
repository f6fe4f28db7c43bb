package io.carillon.broker.connection;

import io.carillon.backplane.App;
import io.carillon.backplane.KeyPair;
import io.carillon.backplane.Operation;
import io.carillon.broker.channel.Standing;
import io.carillon.broker.channel.Standing.OnKey;
import io.carillon.broker.channel.Standing.OnToken;
import io.carillon.broker.channel.Tokens;
import io.carillon.protocol.ChannelName;
import io.carillon.token.ConnectionToken;
import java.time.Instant;
import java.util.Collection;
import java.util.HashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * What a connection has to show for itself: the key that it came with, and the tokens that it has shown; and which of them each of its
 * subscriptions stands on. Belongs to the connection's loop.
 */
final class Credentials {

    private KeyPair pair;
    private OnKey key;
    private @Nullable OnToken token;
    private Instant signedAt = Instant.EPOCH;
    // Of those subscriptions that stand on something else than the usual: nearly always none.
    private Map<ChannelName, Standing> apart = Map.of();

    Credentials(KeyPair pair) {
        this.pair = pair;
        this.key = new OnKey(pair.key());
    }

    /** The pair that the connection came with, as the app has it now. */
    KeyPair pair() {
        return pair;
    }

    /** The app was changed. */
    void live(App app) {
        KeyPair latest = app.pairOf(pair.key());
        pair = latest == null ? pair : latest;
    }

    OnKey key() {
        return key;
    }

    /** The connection's own token; null if it has shown none. */
    @Nullable
    OnToken token() {
        return token;
    }

    /** A signature has just said who the connection, or a member on it, is. */
    void signed(Instant now) {
        signedAt = now;
    }

    /** When a signature last did so. */
    Instant signedAt() {
        return signedAt;
    }

    /** This token, as it is held here if it was shown before. */
    OnToken of(ConnectionToken shown) {
        if (token != null && token.token().id().equals(shown.id())) {
            return token;
        }
        for (Standing standing : apart.values()) {
            if (standing instanceof OnToken other && other.token().id().equals(shown.id())) {
                return other;
            }
        }
        return new OnToken(shown);
    }

    /** What a subscription stands on. Allocates nothing. */
    Standing of(ChannelName channel) {
        if (!apart.isEmpty()) {
            Standing standing = apart.get(channel);
            if (standing != null) {
                return standing;
            }
        }
        return usual(channel);
    }

    private Standing usual(ChannelName channel) {
        return token != null && channel.type().needsAuthorization() ? token : key;
    }

    void remember(ChannelName channel, Standing standing) {
        if (!standing.equals(usual(channel))) {
            if (apart.isEmpty()) {
                apart = new HashMap<>(2);
            }
            apart.put(channel, standing);
        }
    }

    void forget(ChannelName channel) {
        if (!apart.isEmpty()) {
            apart.remove(channel);
        }
    }

    /**
     * From now on this is the connection's token. Subscriptions that stood on the one before, or on another one while this one would do,
     * stand on this; what stands on signatures goes on doing so.
     */
    void take(App app, OnToken shown, Collection<ChannelName> subscribed) {
        boolean first = token == null;
        token = shown;
        if (first) {
            // What was usual is so no more.
            subscribed.stream()
                    .filter(channel -> !apart.containsKey(channel))
                    .forEach(channel -> remember(channel, key));
        }
        if (!apart.isEmpty()) {
            apart.entrySet()
                    .removeIf(
                            entry -> entry.getValue() instanceof OnToken && covers(app, shown.token(), entry.getKey()));
        }
    }

    private static boolean covers(App app, ConnectionToken shown, ChannelName channel) {
        return Tokens.allows(app, shown, Operation.toSubscribe(channel), channel);
    }

    /** Of the tokens that something stands on, the one whose time is over first; null if there is none. */
    @Nullable
    ConnectionToken firstToEnd() {
        ConnectionToken first = token == null ? null : token.token();
        for (Standing standing : apart.values()) {
            if (standing instanceof OnToken other
                    && (first == null || other.token().refusedFrom().isBefore(first.refusedFrom()))) {
                first = other.token();
            }
        }
        return first;
    }
}
