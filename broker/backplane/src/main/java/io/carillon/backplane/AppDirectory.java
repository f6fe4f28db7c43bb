package io.carillon.backplane;

import io.carillon.protocol.AppId;
import io.carillon.protocol.AppKey;
import java.util.Optional;
import java.util.concurrent.CompletionStage;
import java.util.function.Consumer;

/**
 * The apps, as every node sees them. The control plane writes, everybody reads.
 *
 * <p>A read is answered from this process wherever possible, with what was true at most a second ago. Stages fail with
 * {@link BackplaneUnavailableException} if an app is not known here and cannot be asked for.
 */
public interface AppDirectory {

    /** The app that has this active key, switched off or not. */
    CompletionStage<Optional<App>> byKey(AppKey key);

    /** The app of this id, switched off or not. */
    CompletionStage<Optional<App>> byId(AppId id);

    /**
     * Adds an app, or puts a new state in the place of the old, as one step; then tells every listener on every node.
     * Fails with {@link IllegalStateException}, and changes nothing, if another app has one of its keys.
     */
    CompletionStage<Void> put(App app);

    /** Takes an app away; then tells every listener on every node. Nothing happens if it is not there. */
    CompletionStage<Void> remove(AppId id);

    /**
     * Calls the listener, on a thread that must not be held up, each time an app was put or removed. A reader who asks
     * from within the call sees the new state.
     *
     * @return ends the calls when closed
     */
    Registration onChange(Consumer<AppId> listener);

    /**
     * Calls the listener, on a thread that must not be held up, each time it is found that what was put before may be gone:
     * whoever owns apps puts them again. It is found within seconds, in every process.
     *
     * @return ends the calls when closed
     */
    Registration onLoss(Runnable listener);
}
