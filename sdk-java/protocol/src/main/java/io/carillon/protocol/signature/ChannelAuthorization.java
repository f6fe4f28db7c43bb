package io.carillon.protocol.signature;

import io.carillon.protocol.AppKey;
import io.carillon.protocol.ChannelName;
import io.carillon.protocol.SocketId;
import org.jspecify.annotations.Nullable;

/**
 * The app's word that one connection may subscribe to one channel, and as whom.
 *
 * <p>Source: Pusher Channels documentation, "auth signatures".
 */
public final class ChannelAuthorization {

    private ChannelAuthorization() {}

    /**
     * The text that is signed: {@code SOCKET:CHANNEL}, and {@code :CHANNEL_DATA} if there is any, on private channels
     * too.
     *
     * @param channelData exactly as it travels: re-serialised JSON would not verify
     */
    public static String textToSign(SocketId socket, ChannelName channel, @Nullable String channelData) {
        return channelData == null ? socket + ":" + channel : socket + ":" + channel + ":" + channelData;
    }

    /** What an auth endpoint answers. */
    public static AuthString sign(
            AppKey key, Secret secret, SocketId socket, ChannelName channel, @Nullable String channelData) {
        return new AuthString(key, secret.sign(textToSign(socket, channel, channelData)));
    }
}
