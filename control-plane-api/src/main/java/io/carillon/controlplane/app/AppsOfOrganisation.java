package io.carillon.controlplane.app;

import io.micronaut.transaction.annotation.Transactional;
import jakarta.inject.Singleton;
import java.util.List;

/** What those who look after organisations need to know and do about all apps of one. */
@Singleton
public class AppsOfOrganisation {

    private static final int AT_ONCE = 100;

    private final AppRows apps;
    private final Projection projection;

    AppsOfOrganisation(AppRows apps, Projection projection) {
        this.apps = apps;
        this.projection = projection;
    }

    /** How many there are. */
    public long count(String organisation) {
        return apps.countOf(organisation);
    }

    /** Something was changed that holds for all of them; part of the transaction that changes it. */
    @Transactional
    public void touch(String organisation) {
        apps.touchAllOf(organisation);
    }

    /** Brings all of them to the nodes; after the change was committed. Those that cannot be brought now follow within a second. */
    public void bring(String organisation) {
        for (String after = ""; ; ) {
            List<AppRow> page = apps.pageOf(organisation, after, AT_ONCE);
            page.forEach(app -> projection.bring(app.id()));
            if (page.size() < AT_ONCE) {
                return;
            }
            after = page.get(page.size() - 1).id();
        }
    }
}
