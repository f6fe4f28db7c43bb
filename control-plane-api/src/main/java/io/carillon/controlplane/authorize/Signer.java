package io.carillon.controlplane.authorize;

import io.carillon.backplane.App;
import io.carillon.backplane.KeyPair;
import io.carillon.backplane.Operation;
import io.carillon.protocol.AppId;
import io.carillon.protocol.ChannelName;
import io.carillon.protocol.InvalidValueException;
import io.carillon.protocol.SocketId;
import io.carillon.protocol.signature.AuthString;
import io.carillon.protocol.signature.ChannelAuthorization;
import io.carillon.protocol.signature.UserAuthentication;
import java.time.Instant;
import java.util.Comparator;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Signs for one app what its own auth endpoint would sign. Values are signed as they are given: whether this user may have
 * this channel is for the caller to decide.
 *
 * <p>It signs with the app's oldest active key whose scope carries what is signed; a key that ends only if there is no
 * other, since what stands on it ends with it.
 */
final class Signer {

    private final AppId app;
    private final List<KeyPair> pairs;

    private Signer(AppId app, List<KeyPair> pairs) {
        this.app = app;
        this.pairs = pairs;
    }

    /** @throws InvalidValueException {@code app_without_keys} if no key of the app may sign anything now */
    static Signer of(App app, Instant now) {
        List<KeyPair> pairs = app.keys().stream()
                .filter(pair -> pair.isActive(now) && pair.scope().allows(Operation.SUBSCRIBE))
                .sorted(Comparator.comparing(Signer::end).reversed())
                .toList();
        if (pairs.isEmpty()) {
            throw new InvalidValueException(
                    "app_without_keys",
                    "App " + app.id() + " has no active key to sign with. Add a key to it that may subscribe.");
        }
        return new Signer(app.id(), pairs);
    }

    private static Instant end(KeyPair pair) {
        Instant until = pair.until();
        return until == null ? Instant.MAX : until;
    }

    /**
     * Passes if subscriptions to the channel need a signature.
     *
     * @throws InvalidValueException {@code channel_needs_no_authorization}
     */
    static void requireAuthorized(ChannelName channel) {
        if (!channel.type().needsAuthorization()) {
            throw new InvalidValueException(
                    "channel_needs_no_authorization",
                    "Channel " + channel
                            + " needs no authorization: its name begins with neither private- nor presence-.");
        }
    }

    /**
     * The word that a connection may subscribe to a channel.
     *
     * @param channelData who it is, as {@code {"user_id":"1","user_info":{..}}}: must be there for presence channels, may
     *     be elsewhere; to be sent to the client exactly as given
     * @throws InvalidValueException {@code channel_needs_no_authorization} for channels that anybody may have, {@code
     *     channel_data_missing} for a presence channel without, {@code app_without_keys} if no key carries this channel
     */
    AuthString authorize(SocketId socket, ChannelName channel, @Nullable String channelData) {
        requireAuthorized(channel);
        if (channelData == null && channel.type().hasMembers()) {
            throw new InvalidValueException(
                    "channel_data_missing",
                    "Channel " + channel + " needs channel_data with a user_id for its members to see.");
        }
        KeyPair pair = pairFor(channel);
        return ChannelAuthorization.sign(pair.key(), pair.secret(), socket, channel, channelData);
    }

    private KeyPair pairFor(ChannelName channel) {
        for (KeyPair pair : pairs) {
            if (pair.scope().allows(Operation.SUBSCRIBE, channel)
                    && (!channel.type().hasMembers() || pair.scope().allows(Operation.PRESENCE, channel))) {
                return pair;
            }
        }
        throw new InvalidValueException(
                "app_without_keys",
                "App " + app + " has no active key whose scope carries channel " + channel
                        + ". Add one, or widen the scope of one.");
    }

    /**
     * The word that a connection belongs to a user.
     *
     * @param userData {@code {"id":"1",..}}, to be sent to the client exactly as given
     */
    AuthString authenticate(SocketId socket, String userData) {
        KeyPair pair = pairs.get(0);
        return UserAuthentication.sign(pair.key(), pair.secret(), socket, userData);
    }
}
