package io.carillon.client.management;

import io.carillon.protocol.AppId;
import io.carillon.protocol.UserId;
import java.time.Duration;
import java.time.Instant;
import java.util.Map;
import java.util.concurrent.CompletableFuture;

/** Which tokens of an app are no longer good, and who is kept out. In force on every node within a second. */
public final class Revocations {

    private final ManagementApi api;
    private final String path;
    private final String blocks;

    Revocations(ManagementApi api, AppId app) {
        this.api = api;
        this.path = Call.path("apps", app, "revocations");
        this.blocks = Call.path("apps", app, "blocks");
    }

    /** Those that are in force, blocks too, in the order of their ids. */
    public Listing<Revocation> list() {
        return new Listing<>(api, path, Map.of(), Revocation::of);
    }

    /** Revokes tokens. The answer is what is in force then: if more was revoked already, that. */
    public Revocation revoke(NewRevocation revocation) {
        return ManagementApi.await(revokeAsync(revocation));
    }

    /** As {@link #revoke}, without waiting. */
    public CompletableFuture<Revocation> revokeAsync(NewRevocation revocation) {
        return api.send(Call.create(path, revocation.fields(), null), Revocation::of);
    }

    /** Takes a revocation back: what it refused is good again, if its time is not over. */
    public void delete(String id) {
        ManagementApi.await(deleteAsync(id));
    }

    /** As {@link #delete}, without waiting. */
    public CompletableFuture<Void> deleteAsync(String id) {
        return api.run(Call.delete(path + Call.path(id), null));
    }

    /** Keeps a user out for so long, in seconds: what was issued to the user, and what is until then, is refused. Replaces a block before. */
    public Revocation block(String user, Duration time) {
        return ManagementApi.await(blockAsync(user, time));
    }

    /** As {@link #block(String, Duration)}, without waiting. */
    public CompletableFuture<Revocation> blockAsync(String user, Duration time) {
        return block(Map.of("user", UserId.of(user), "seconds", time.toSeconds()));
    }

    /** Keeps a user out until then. Replaces a block before. */
    public Revocation block(String user, Instant until) {
        return ManagementApi.await(blockAsync(user, until));
    }

    /** As {@link #block(String, Instant)}, without waiting. */
    public CompletableFuture<Revocation> blockAsync(String user, Instant until) {
        return block(Map.of("user", UserId.of(user), "until", until));
    }

    /** Lets a user in again who was blocked; what was revoked stays so. */
    public void unblock(String user) {
        ManagementApi.await(unblockAsync(user));
    }

    /** As {@link #unblock}, without waiting. */
    public CompletableFuture<Void> unblockAsync(String user) {
        return api.run(Call.delete(blocks + Call.query("user", UserId.of(user)), null));
    }

    private CompletableFuture<Revocation> block(Map<String, Object> fields) {
        return api.send(Call.create(blocks, fields, null), Revocation::of);
    }
}
