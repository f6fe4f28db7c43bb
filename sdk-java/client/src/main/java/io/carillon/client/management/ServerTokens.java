package io.carillon.client.management;

import io.carillon.protocol.AppId;
import java.util.List;
import java.util.concurrent.CompletableFuture;

/** The bearer tokens with which an app's servers publish and ask, instead of signing. */
public final class ServerTokens {

    private final ManagementApi api;
    private final String path;

    ServerTokens(ManagementApi api, AppId app) {
        this.api = api;
        this.path = Call.path("apps", app, "tokens");
    }

    /** All without their texts, the oldest first, those that were revoked too. */
    public List<ServerToken> list() {
        return ManagementApi.await(listAsync());
    }

    /** As {@link #list}, without waiting. */
    public CompletableFuture<List<ServerToken>> listAsync() {
        return api.send(
                Call.get(path),
                json -> json.require("items").items().stream()
                        .map(ServerToken::of)
                        .toList());
    }

    /** Makes a token; the answer has its text, which is shown this once. */
    public ServerToken create(NewCredential token) {
        return ManagementApi.await(createAsync(token));
    }

    /** As {@link #create}, without waiting. */
    public CompletableFuture<ServerToken> createAsync(NewCredential token) {
        return api.send(Call.create(path, token.fields(), token.idempotencyKey()), ServerToken::of);
    }

    /** Revokes a token at once and for good. */
    public ServerToken revoke(String id) {
        return ManagementApi.await(revokeAsync(id));
    }

    /** As {@link #revoke}, without waiting. */
    public CompletableFuture<ServerToken> revokeAsync(String id) {
        return api.send(Call.act(path + Call.path(id, "revoke")), ServerToken::of);
    }
}
