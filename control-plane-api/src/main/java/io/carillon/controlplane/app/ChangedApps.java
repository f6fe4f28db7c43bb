package io.carillon.controlplane.app;

import io.carillon.controlplane.app.OwnedApps.Owned;
import io.micronaut.transaction.annotation.Transactional;
import jakarta.inject.Singleton;
import java.time.InstantSource;
import java.util.Optional;

/** For those who change something that belongs to an app. Whoever calls brings the app to the nodes afterwards. */
@Singleton
public class ChangedApps {

    private final AppRows apps;
    private final InstantSource clock;

    ChangedApps(AppRows apps, InstantSource clock) {
        this.apps = apps;
        this.clock = clock;
    }

    /**
     * Notes that an app is changed, as the first step of the transaction that changes it. Others who do the same wait until that one
     * is over: what is counted or looked up after this step stays as it is until then.
     *
     * @return the app; empty if it is not there
     */
    @Transactional
    public Optional<Owned> mark(String id) {
        apps.touch(id, clock.instant());
        return apps.findByIdAndRemovedAtIsNull(id).map(row -> new Owned(row.id(), row.organisationId(), row.name()));
    }
}
