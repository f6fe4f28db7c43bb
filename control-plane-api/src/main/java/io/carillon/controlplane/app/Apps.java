package io.carillon.controlplane.app;

import io.carillon.backplane.App;
import io.carillon.backplane.Backplane;
import io.carillon.protocol.AppId;
import io.carillon.protocol.AppKey;
import io.carillon.protocol.InvalidValueException;
import jakarta.inject.Singleton;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;

/** The apps, looked up by what a request says of them: a text that can be no id or no key is simply nobody's. */
@Singleton
public final class Apps {

    private final Backplane backplane;

    Apps(Backplane backplane) {
        this.backplane = backplane;
    }

    /** The app of this id, switched off or not. */
    public CompletionStage<Optional<App>> byId(String id) {
        try {
            return backplane.apps().byId(AppId.of(id));
        } catch (InvalidValueException nobodysId) {
            return CompletableFuture.completedFuture(Optional.empty());
        }
    }

    /** The app that has this active key, switched off or not. */
    public CompletionStage<Optional<App>> byKey(String key) {
        try {
            return backplane.apps().byKey(AppKey.of(key));
        } catch (InvalidValueException nobodysKey) {
            return CompletableFuture.completedFuture(Optional.empty());
        }
    }
}
