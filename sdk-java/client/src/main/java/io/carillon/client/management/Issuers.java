package io.carillon.client.management;

import io.carillon.protocol.AppId;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import org.jspecify.annotations.Nullable;

/** Whose tokens an app believes beside those that are signed with its keys: identity providers, mostly. */
public final class Issuers {

    private final ManagementApi api;
    private final String path;

    Issuers(ManagementApi api, AppId app) {
        this.api = api;
        this.path = Call.path("apps", app, "issuers");
    }

    /** All, the oldest first. */
    public List<Issuer> list() {
        return ManagementApi.await(listAsync());
    }

    /** As {@link #list}, without waiting. */
    public CompletableFuture<List<Issuer>> listAsync() {
        return api.send(
                Call.get(path),
                json -> json.require("items").items().stream().map(Issuer::of).toList());
    }

    /** One of them. */
    public Issuer get(String id) {
        return ManagementApi.await(getAsync(id));
    }

    /** As {@link #get}, without waiting. */
    public CompletableFuture<Issuer> getAsync(String id) {
        return api.send(Call.get(of(id)), Issuer::of);
    }

    /** Lets the app believe an issuer's tokens. */
    public Issuer create(IssuerTerms terms) {
        return ManagementApi.await(createAsync(terms));
    }

    /** As {@link #create}, without waiting. */
    public CompletableFuture<Issuer> createAsync(IssuerTerms terms) {
        return api.send(Call.create(path, terms.json(), null), Issuer::of);
    }

    /** Puts other terms in the place of all that there are. */
    public Issuer replace(String id, IssuerTerms terms) {
        return ManagementApi.await(replaceAsync(id, terms));
    }

    /** As {@link #replace(String, IssuerTerms)}, without waiting. */
    public CompletableFuture<Issuer> replaceAsync(String id, IssuerTerms terms) {
        return replaceAsync(id, terms, null);
    }

    /** As {@link #replace(String, IssuerTerms)}, but refused with {@code version_conflict} if somebody else has changed it since it was read. */
    public Issuer replace(Issuer seen, IssuerTerms terms) {
        return ManagementApi.await(replaceAsync(seen, terms));
    }

    /** As {@link #replace(Issuer, IssuerTerms)}, without waiting. */
    public CompletableFuture<Issuer> replaceAsync(Issuer seen, IssuerTerms terms) {
        return replaceAsync(seen.id(), terms, seen.version());
    }

    /** Removes an issuer: its tokens are not believed any more. */
    public void delete(String id) {
        ManagementApi.await(deleteAsync(id));
    }

    /** As {@link #delete}, without waiting. */
    public CompletableFuture<Void> deleteAsync(String id) {
        return api.run(Call.delete(of(id), null));
    }

    private CompletableFuture<Issuer> replaceAsync(String id, IssuerTerms terms, @Nullable Long version) {
        return api.send(Call.put(of(id), terms.json(), version), Issuer::of);
    }

    private String of(String id) {
        return path + Call.path(id);
    }
}
