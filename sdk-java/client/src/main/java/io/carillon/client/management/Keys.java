package io.carillon.client.management;

import io.carillon.protocol.AppId;
import io.carillon.protocol.AppKey;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;

/** The key pairs of an app. Several may be active at a time, so that keys can be changed without cutting anybody off. */
public final class Keys {

    private final ManagementApi api;
    private final String path;

    Keys(ManagementApi api, AppId app) {
        this.api = api;
        this.path = Call.path("apps", app, "keys");
    }

    /** All without their secrets, the oldest first, those that were revoked too. */
    public List<Key> list() {
        return ManagementApi.await(listAsync());
    }

    /** As {@link #list}, without waiting. */
    public CompletableFuture<List<Key>> listAsync() {
        return api.send(
                Call.get(path),
                json -> json.require("items").items().stream().map(Key::of).toList());
    }

    /** One without its secret. */
    public Key get(String key) {
        return ManagementApi.await(getAsync(key));
    }

    /** As {@link #get}, without waiting. */
    public CompletableFuture<Key> getAsync(String key) {
        return api.send(Call.get(of(key)), Key::of);
    }

    /** One with its secret; noted in the audit log. */
    public Key reveal(String key) {
        return ManagementApi.await(revealAsync(key));
    }

    /** As {@link #reveal}, without waiting. */
    public CompletableFuture<Key> revealAsync(String key) {
        return api.send(Call.act(of(key) + "/reveal"), Key::of);
    }

    /** Makes a key; the answer has its secret. */
    public Key create(NewCredential key) {
        return ManagementApi.await(createAsync(key));
    }

    /** As {@link #create}, without waiting. */
    public CompletableFuture<Key> createAsync(NewCredential key) {
        return api.send(Call.create(path, key.fields(), key.idempotencyKey()), Key::of);
    }

    /** Gives a key another name. */
    public Key rename(String key, String name) {
        return ManagementApi.await(renameAsync(key, name));
    }

    /** As {@link #rename}, without waiting. */
    public CompletableFuture<Key> renameAsync(String key, String name) {
        return changeAsync(key, Map.of("name", name));
    }

    /** Lets a key be used for this, and nothing else. */
    public Key limit(String key, Scope scope) {
        return ManagementApi.await(limitAsync(key, scope));
    }

    /** As {@link #limit}, without waiting. */
    public CompletableFuture<Key> limitAsync(String key, Scope scope) {
        return changeAsync(key, scope.fields());
    }

    /** Makes a new key of the same scope, its secret in the answer. The old one stays active for a day. */
    public Key rotate(String key) {
        return rotate(key, Duration.ofDays(1));
    }

    /**
     * Makes a new key of the same scope, its secret in the answer.
     *
     * @param overlap how long the old key stays active beside the new one: up to 90 days, in seconds
     */
    public Key rotate(String key, Duration overlap) {
        return ManagementApi.await(rotateAsync(key, overlap));
    }

    /** As {@link #rotate}, without waiting. */
    public CompletableFuture<Key> rotateAsync(String key, Duration overlap) {
        return api.send(
                Call.create(of(key) + "/rotate", Map.of("overlap_seconds", overlap.toSeconds()), null), Key::of);
    }

    /** Revokes a key at once and for good: connections that stand on it are closed, and its signatures count no more. */
    public Key revoke(String key) {
        return ManagementApi.await(revokeAsync(key));
    }

    /** As {@link #revoke}, without waiting. */
    public CompletableFuture<Key> revokeAsync(String key) {
        return api.send(Call.act(of(key) + "/revoke"), Key::of);
    }

    private CompletableFuture<Key> changeAsync(String key, Map<String, Object> fields) {
        return api.send(Call.patch(of(key), fields, null), Key::of);
    }

    private String of(String key) {
        return path + Call.path(AppKey.of(key));
    }
}
