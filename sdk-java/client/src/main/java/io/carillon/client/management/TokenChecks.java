package io.carillon.client.management;

import io.carillon.client.auth.Capability;
import io.carillon.protocol.AppId;
import io.carillon.protocol.ChannelName;
import java.util.Locale;
import java.util.Map;
import java.util.concurrent.CompletableFuture;

/** Is a connection token good, whose is it, what may it do on a channel, and if not, why not? Tokens are neither kept nor answered. */
public final class TokenChecks {

    private final ManagementApi api;
    private final String path;

    TokenChecks(ManagementApi api, AppId app) {
        this.api = api;
        this.path = Call.path("apps", app, "token-checks");
    }

    /** Whether the app's nodes take a token now. */
    public TokenCheck check(String token) {
        return ManagementApi.await(checkAsync(token));
    }

    /** As {@link #check(String)}, without waiting. */
    public CompletableFuture<TokenCheck> checkAsync(String token) {
        return api.send(Call.ask(path, Map.of("token", token)), TokenCheck::of);
    }

    /** The same, and whether it allows something on a channel, which need not be there. */
    public TokenCheck check(String token, String channel, Capability operation) {
        return ManagementApi.await(checkAsync(token, channel, operation));
    }

    /** As {@link #check(String, String, Capability)}, without waiting. */
    public CompletableFuture<TokenCheck> checkAsync(String token, String channel, Capability operation) {
        var question = Map.of(
                "token",
                token,
                "channel",
                ChannelName.of(channel),
                "operation",
                operation.name().toLowerCase(Locale.ROOT));
        return api.send(Call.ask(path, question), TokenCheck::of);
    }
}
