package io.carillon.client.realtime;

import io.carillon.client.CarillonException;
import io.carillon.client.ClientError;
import io.carillon.client.time.Waiting;
import io.carillon.protocol.ChannelName;
import io.carillon.protocol.SocketId;
import io.carillon.protocol.UserId;
import java.util.concurrent.CompletableFuture;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/** Where a subscription gets what it has to show: nothing, the app's signature, or the connection's token. */
final class Grants {

    private final @Nullable ChannelAuthorizer authorizer;
    private final boolean tokens;
    private final Supplier<@Nullable UserId> user;

    /**
     * @param authorizer asked first; null if there is none
     * @param tokens whether connections have tokens, which then cover what nobody signs
     * @param user whom the connection is signed in as
     */
    Grants(@Nullable ChannelAuthorizer authorizer, boolean tokens, Supplier<@Nullable UserId> user) {
        this.authorizer = authorizer;
        this.tokens = tokens;
        this.user = user;
    }

    @Nullable
    UserId user() {
        return user.get();
    }

    CompletableFuture<ChannelGrant> of(SocketId socket, ChannelName channel) {
        ChannelAuthorizer asked = authorizer;
        if (!channel.type().needsAuthorization() || (asked == null && tokens)) {
            return CompletableFuture.completedFuture(ChannelGrant.BY_TOKEN);
        }
        return asked == null
                ? CompletableFuture.failedFuture(ClientError.AUTHORIZER_MISSING.because("Channel " + channel
                        + " needs authorization: give the builder a channelAuthorizer, or tokens."))
                : Waiting.begin(() -> asked.authorize(socket, channel));
    }

    static CarillonException failure(ChannelName channel, Throwable why) {
        return why instanceof CarillonException known
                ? known
                : ClientError.AUTHORIZATION_FAILED.because(
                        "Channel " + channel + " was not authorized, because the channelAuthorizer failed: " + why,
                        why);
    }
}
