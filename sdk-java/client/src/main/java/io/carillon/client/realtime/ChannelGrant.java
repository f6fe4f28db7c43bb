package io.carillon.client.realtime;

import io.carillon.client.cipher.SharedSecret;
import io.carillon.client.json.Json;
import org.jspecify.annotations.Nullable;

/**
 * What an app signed for one connection and one channel.
 *
 * @param auth {@code KEY:SIGNATURE}, or a connection token; null if the connection's own token covers the channel
 * @param channelData exactly as it was signed; null if there is none
 * @param sharedSecret opens the events of an encrypted channel; null on others. It is shown to no server
 */
public record ChannelGrant(
        @Nullable String auth,
        @Nullable String channelData,
        @Nullable SharedSecret sharedSecret) {

    /** Nothing is needed: the connection has a token for it. */
    public static final ChannelGrant BY_TOKEN = new ChannelGrant(null, null);

    /** For a channel that is not encrypted. */
    public ChannelGrant(@Nullable String auth, @Nullable String channelData) {
        this(auth, channelData, null);
    }

    /**
     * What an auth endpoint answered: {@code {"auth":"KEY:SIGNATURE","channel_data":"...","shared_secret":"..."}}.
     *
     * @throws RuntimeException if it is something else
     */
    public static ChannelGrant ofJson(String answer) {
        Json json = Json.read(answer);
        String secret = json.text("shared_secret");
        return new ChannelGrant(
                json.require("auth").text(),
                json.text("channel_data"),
                secret == null ? null : SharedSecret.ofBase64(secret));
    }

    /** Without the signature, which is a secret for as long as the socket id lives. */
    @Override
    public String toString() {
        return "ChannelGrant[]";
    }
}
