package io.carillon.client.listener;

import io.carillon.client.auth.Authorizer;
import io.carillon.client.auth.User;
import io.carillon.client.realtime.ChannelAuthorizer;
import io.carillon.client.realtime.ChannelGrant;
import io.carillon.client.realtime.UserAuthenticator;
import io.carillon.client.realtime.UserGrant;
import io.carillon.protocol.ChannelName;
import io.carillon.protocol.SocketId;
import java.util.concurrent.CompletableFuture;
import org.jspecify.annotations.Nullable;

/** A server that listens needs to ask nobody: it has the secret, and signs for its own connection. */
public final class SelfAuthorization implements ChannelAuthorizer, UserAuthenticator {

    private final Authorizer authorizer;
    private final @Nullable User user;

    /** @param user who it is on presence channels and when it signs in; null for nobody */
    public SelfAuthorization(Authorizer authorizer, @Nullable User user) {
        this.authorizer = authorizer;
        this.user = user;
    }

    @Override
    public CompletableFuture<ChannelGrant> authorize(SocketId socket, ChannelName channel) {
        String answer = user == null
                ? authorizer.authorizeChannel(socket.value(), channel.value())
                : authorizer.authorizeChannel(socket.value(), channel.value(), user);
        return CompletableFuture.completedFuture(ChannelGrant.ofJson(answer));
    }

    @Override
    public CompletableFuture<UserGrant> authenticate(SocketId socket) {
        if (user == null) {
            throw new IllegalStateException("Who signs in is somebody: say which user this server is.");
        }
        return CompletableFuture.completedFuture(UserGrant.ofJson(authorizer.authenticateUser(socket.value(), user)));
    }
}
