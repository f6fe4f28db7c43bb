package io.carillon.client.management;

import io.carillon.protocol.AppId;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import org.jspecify.annotations.Nullable;

/** The apps of organisations. */
public final class Apps {

    private static final String PATH = "/apps";

    private final ManagementApi api;

    Apps(ManagementApi api) {
        this.api = api;
    }

    /** Those of the one organisation that the caller is in, in the order of their ids. */
    public Listing<App> list() {
        return new Listing<>(api, PATH, Map.of(), App::of);
    }

    /** Those of an organisation, in the order of their ids. */
    public Listing<App> list(String organisation) {
        return new Listing<>(api, PATH, Map.of("organisation", organisation), App::of);
    }

    /** One app with its settings. */
    public App get(String app) {
        return ManagementApi.await(getAsync(app));
    }

    /** As {@link #get}, without waiting. */
    public CompletableFuture<App> getAsync(String app) {
        return api.send(Call.get(path(app)), App::of);
    }

    /** Makes an app with a first key for everything. */
    public CreatedApp create(NewApp app) {
        return ManagementApi.await(createAsync(app));
    }

    /** As {@link #create}, without waiting. */
    public CompletableFuture<CreatedApp> createAsync(NewApp app) {
        return api.send(Call.create(PATH, app.fields(), app.idempotencyKey()), CreatedApp::of);
    }

    /** Changes an app; in force on every node within a second. */
    public App change(String app, AppChange change) {
        return ManagementApi.await(changeAsync(app, change));
    }

    /** As {@link #change}, without waiting. */
    public CompletableFuture<App> changeAsync(String app, AppChange change) {
        return api.send(Call.patch(path(app), change.fields(), change.version()), App::of);
    }

    /** Takes connections and requests again. */
    public App enable(String app) {
        return change(app, AppChange.enabled(true));
    }

    /** As {@link #enable}, without waiting. */
    public CompletableFuture<App> enableAsync(String app) {
        return changeAsync(app, AppChange.enabled(true));
    }

    /** Closes all connections, and refuses new ones and requests. */
    public App disable(String app) {
        return change(app, AppChange.enabled(false));
    }

    /** As {@link #disable}, without waiting. */
    public CompletableFuture<App> disableAsync(String app) {
        return changeAsync(app, AppChange.enabled(false));
    }

    /** Removes an app for good: its connections are closed, and its id and keys are never given again. */
    public void delete(String app) {
        ManagementApi.await(deleteAsync(app));
    }

    /** As {@link #delete}, without waiting. */
    public CompletableFuture<Void> deleteAsync(String app) {
        return deleteAsync(app, null);
    }

    /** As {@link #delete(String)}, but refused with {@code version_conflict} if somebody else has changed the app since it was read. */
    public void delete(App seen) {
        ManagementApi.await(deleteAsync(seen));
    }

    /** As {@link #delete(App)}, without waiting. */
    public CompletableFuture<Void> deleteAsync(App seen) {
        return deleteAsync(seen.id().value(), seen.version());
    }

    private CompletableFuture<Void> deleteAsync(String app, @Nullable Long version) {
        return api.run(Call.delete(path(app), version));
    }

    private static String path(String app) {
        return PATH + Call.path(AppId.of(app));
    }
}
