package io.carillon.client.auth;

import io.carillon.client.cipher.MasterKey;
import io.carillon.client.json.JsonWriter;
import io.carillon.protocol.AppKey;
import io.carillon.protocol.ChannelName;
import io.carillon.protocol.InvalidValueException;
import io.carillon.protocol.SocketId;
import io.carillon.protocol.signature.ChannelAuthorization;
import io.carillon.protocol.signature.Secret;
import io.carillon.protocol.signature.UserAuthentication;
import java.util.LinkedHashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * Signs for an app's clients what they may have. Whether they may is for the caller to decide, before it asks.
 *
 * <pre>{@code
 * var authorizer = new Authorizer("KEY", "SECRET");
 * // POST /pusher/auth, with socket_id and channel_name as form fields:
 * respond(200, authorizer.authorizeChannel(socketId, channelName));
 * // on presence channels:
 * respond(200, authorizer.authorizeChannel(socketId, channelName, User.of("7").withInfo(Map.of("name", "Ann"))));
 * // POST /pusher/user-auth, with socket_id:
 * respond(200, authorizer.authenticateUser(socketId, User.of("7")));
 * }</pre>
 *
 * <p>All answers are JSON text, as Pusher's client libraries want it.
 */
public final class Authorizer {

    private final AppKey key;
    private final Secret secret;
    private final @Nullable MasterKey masterKey;

    /** With a key pair of the app. */
    public Authorizer(String key, String secret) {
        this(AppKey.of(key), Secret.of(secret), null);
    }

    private Authorizer(AppKey key, Secret secret, @Nullable MasterKey masterKey) {
        this.key = key;
        this.secret = secret;
        this.masterKey = masterKey;
    }

    /**
     * The same, which also gives the keys of encrypted channels to those for whom it signs.
     *
     * @param base64 32 bytes, the same that the publisher has
     * @throws InvalidValueException {@code master_key_invalid}
     */
    public Authorizer withMasterKey(String base64) {
        return new Authorizer(key, secret, MasterKey.ofBase64(base64));
    }

    /**
     * Lets a connection subscribe to a private channel: {@code {"auth":"KEY:SIGNATURE"}}, with {@code shared_secret} if it is encrypted.
     *
     * @throws InvalidValueException {@code socket_id_invalid}, {@code channel_name_invalid}, {@code channel_needs_no_authorization}, {@code
     *     channel_encrypted}, or {@code channel_data_missing} on presence channels, which need a user
     */
    public String authorizeChannel(String socketId, String channel) {
        return JsonWriter.write(channel(SocketId.of(socketId), ChannelName.of(channel), null));
    }

    /**
     * Lets a connection subscribe to a channel as this user: {@code {"auth":"KEY:SIGNATURE","channel_data":"..."}}; on private channels, which
     * have no members, the user is left out.
     */
    public String authorizeChannel(String socketId, String channel, User user) {
        return JsonWriter.write(channel(SocketId.of(socketId), ChannelName.of(channel), user));
    }

    /** Signs a connection in as this user: {@code {"auth":"KEY:SIGNATURE","user_data":"..."}}. */
    public String authenticateUser(String socketId, User user) {
        return JsonWriter.write(user(SocketId.of(socketId), user));
    }

    Map<String, Object> channel(SocketId socket, ChannelName channel, @Nullable User user) {
        String channelData = channelData(channel, user);
        var answer = new LinkedHashMap<String, Object>();
        answer.put(
                "auth",
                ChannelAuthorization.sign(key, secret, socket, channel, channelData)
                        .value());
        if (channelData != null) {
            answer.put("channel_data", channelData);
        }
        if (channel.type().isEncrypted() && masterKey != null) {
            answer.put("shared_secret", masterKey.of(channel).base64());
        }
        return answer;
    }

    Map<String, Object> user(SocketId socket, User user) {
        String userData = user.userData();
        var answer = new LinkedHashMap<String, Object>();
        answer.put(
                "auth", UserAuthentication.sign(key, secret, socket, userData).value());
        answer.put("user_data", userData);
        return answer;
    }

    private @Nullable String channelData(ChannelName channel, @Nullable User user) {
        if (!channel.type().needsAuthorization()) {
            throw new InvalidValueException(
                    "channel_needs_no_authorization",
                    "Anybody may subscribe to " + channel + ": only private and presence channels are signed for.");
        }
        if (channel.type().isEncrypted() && masterKey == null) {
            throw new InvalidValueException(
                    "channel_encrypted",
                    "Channel " + channel
                            + " is encrypted, and this authorizer has no key to give for it: make it withMasterKey(...).");
        }
        if (!channel.type().hasMembers()) {
            return null;
        }
        if (user == null) {
            throw new InvalidValueException(
                    "channel_data_missing", "Members of " + channel + " are somebody: say for which user to sign.");
        }
        return user.channelData();
    }
}
