package io.carillon.controlplane.revoke;

import io.carillon.backplane.ServerToken;
import io.carillon.controlplane.access.Sender;
import io.carillon.controlplane.app.ServerTokens;
import io.carillon.controlplane.audit.Actor;
import io.micronaut.http.HttpRequest;
import jakarta.inject.Singleton;
import java.net.InetAddress;

/** Names servers of apps for the audit log: by the app, and the key or token that they showed. */
@Singleton
final class ServerActors {

    private final ServerTokens tokens;

    ServerActors(ServerTokens tokens) {
        this.tokens = tokens;
    }

    /** Waits for the database. */
    Actor of(Sender sender, HttpRequest<?> request) {
        ServerToken token = sender.token();
        String name = token == null
                ? sender.credential()
                : tokens.idOf(token.sha256()).map(id -> "token " + id).orElse(sender.credential());
        InetAddress address = request.getRemoteAddress().getAddress();
        return new Actor(
                Actor.Kind.SERVER,
                sender.app().id().value(),
                name,
                Actor.Via.API,
                address == null ? "" : address.getHostAddress());
    }
}
