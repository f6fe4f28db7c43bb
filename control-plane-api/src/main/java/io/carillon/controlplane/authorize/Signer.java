package io.carillon.controlplane.authorize;

import io.carillon.backplane.App;
import io.carillon.backplane.KeyPair;
import io.carillon.backplane.Operation;
import io.carillon.protocol.AppKey;
import io.carillon.protocol.ChannelName;
import io.carillon.protocol.InvalidValueException;
import io.carillon.protocol.SocketId;
import io.carillon.protocol.signature.AuthString;
import io.carillon.protocol.signature.ChannelAuthorization;
import io.carillon.protocol.signature.UserAuthentication;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * Signs for one app what its own auth endpoint would sign. Values are signed as they are given: whether this user may have
 * this channel is for the caller to decide.
 */
public final class Signer {

    private final KeyPair pair;

    private Signer(KeyPair pair) {
        this.pair = pair;
    }

    /**
     * Signs with the app's oldest active key, which is the one that Pusher's webhooks name too, of those that may subscribe.
     *
     * @throws InvalidValueException {@code app_without_keys}
     */
    public static Signer of(App app, Instant now) {
        for (KeyPair pair : app.keys()) {
            if (pair.isActive(now) && pair.scope().allows(Operation.SUBSCRIBE)) {
                return new Signer(pair);
            }
        }
        throw new InvalidValueException(
                "app_without_keys",
                "App " + app.id() + " has no active key to sign with. Add a key to it that may subscribe.");
    }

    /** The key that the signatures name; clients connect with the same. */
    public AppKey key() {
        return pair.key();
    }

    /**
     * The word that a connection may subscribe to a channel.
     *
     * @param channelData who it is, as {@code {"user_id":"1","user_info":{..}}}: must be there for presence channels, may
     *     be elsewhere; to be sent to the client exactly as given
     * @throws InvalidValueException {@code channel_needs_no_authorization} for channels that anybody may have, {@code
     *     channel_data_missing} for a presence channel without
     */
    public AuthString authorize(SocketId socket, ChannelName channel, @Nullable String channelData) {
        if (!channel.type().needsAuthorization()) {
            throw new InvalidValueException(
                    "channel_needs_no_authorization",
                    "Channel " + channel
                            + " needs no authorization: its name begins with neither private- nor presence-.");
        }
        if (channelData == null && channel.type().hasMembers()) {
            throw new InvalidValueException(
                    "channel_data_missing",
                    "Channel " + channel + " needs channel_data with a user_id for its members to see.");
        }
        return ChannelAuthorization.sign(pair.key(), pair.secret(), socket, channel, channelData);
    }

    /**
     * The word that a connection belongs to a user.
     *
     * @param userData {@code {"id":"1",..}}, to be sent to the client exactly as given
     */
    public AuthString authenticate(SocketId socket, String userData) {
        return UserAuthentication.sign(pair.key(), pair.secret(), socket, userData);
    }
}
