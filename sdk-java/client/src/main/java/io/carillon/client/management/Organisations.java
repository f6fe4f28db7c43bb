package io.carillon.client.management;

import java.util.Map;
import java.util.concurrent.CompletableFuture;
import org.jspecify.annotations.Nullable;

/** Who owns apps. What the caller's role is too little for is refused with {@code permission_missing}. */
public final class Organisations {

    private static final String PATH = "/organisations";

    private final ManagementApi api;

    Organisations(ManagementApi api) {
        this.api = api;
    }

    /** Those that the caller is in, and for operators of the platform all there are, in the order of their ids. */
    public Listing<Organisation> list() {
        return new Listing<>(api, PATH, Map.of(), Organisation::of);
    }

    /** One organisation with its ceilings. */
    public Organisation get(String organisation) {
        return ManagementApi.await(getAsync(organisation));
    }

    /** As {@link #get}, without waiting. */
    public CompletableFuture<Organisation> getAsync(String organisation) {
        return api.send(Call.get(path(organisation)), Organisation::of);
    }

    /** Makes an organisation, in which nobody is yet; for operators of the platform. */
    public Organisation create(NewOrganisation organisation) {
        return ManagementApi.await(createAsync(organisation));
    }

    /** As {@link #create}, without waiting. */
    public CompletableFuture<Organisation> createAsync(NewOrganisation organisation) {
        return api.send(Call.create(PATH, organisation.fields(), organisation.idempotencyKey()), Organisation::of);
    }

    /** Gives an organisation another name; for its owners. */
    public Organisation rename(String organisation, String name) {
        return ManagementApi.await(renameAsync(organisation, name));
    }

    /** As {@link #rename(String, String)}, without waiting. */
    public CompletableFuture<Organisation> renameAsync(String organisation, String name) {
        return renameAsync(organisation, name, null);
    }

    /** As {@link #rename(String, String)}, but refused with {@code version_conflict} if somebody else has changed it since it was read. */
    public Organisation rename(Organisation seen, String name) {
        return ManagementApi.await(renameAsync(seen, name));
    }

    /** As {@link #rename(Organisation, String)}, without waiting. */
    public CompletableFuture<Organisation> renameAsync(Organisation seen, String name) {
        return renameAsync(seen.id(), name, seen.version());
    }

    /** Changes what an organisation may have at most, or suspends it with all its apps; for operators of the platform. */
    public Organisation changeCeilings(String organisation, CeilingsChange change) {
        return ManagementApi.await(changeCeilingsAsync(organisation, change));
    }

    /** As {@link #changeCeilings}, without waiting. */
    public CompletableFuture<Organisation> changeCeilingsAsync(String organisation, CeilingsChange change) {
        return api.send(
                Call.patch(path(organisation) + "/ceilings", change.fields(), change.version()), Organisation::of);
    }

    /** Removes an organisation with its members, invitations and tokens; for its owners. Refused with {@code state_conflict} while it has apps. */
    public void delete(String organisation) {
        ManagementApi.await(deleteAsync(organisation));
    }

    /** As {@link #delete(String)}, without waiting. */
    public CompletableFuture<Void> deleteAsync(String organisation) {
        return api.run(Call.delete(path(organisation), null));
    }

    /** As {@link #delete(String)}, but refused with {@code version_conflict} if somebody else has changed it since it was read. */
    public void delete(Organisation seen) {
        ManagementApi.await(deleteAsync(seen));
    }

    /** As {@link #delete(Organisation)}, without waiting. */
    public CompletableFuture<Void> deleteAsync(Organisation seen) {
        return api.run(Call.delete(path(seen.id()), seen.version()));
    }

    private CompletableFuture<Organisation> renameAsync(String organisation, String name, @Nullable Long version) {
        return api.send(Call.patch(path(organisation), Map.of("name", name), version), Organisation::of);
    }

    private static String path(String organisation) {
        return PATH + Call.path(organisation);
    }
}
