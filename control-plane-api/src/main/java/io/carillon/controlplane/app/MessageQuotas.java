package io.carillon.controlplane.app;

import io.carillon.backplane.Exhausted;
import io.micronaut.core.annotation.Introspected;
import io.micronaut.transaction.annotation.Transactional;
import jakarta.inject.Singleton;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** How many messages apps may use, and whether they have used them up. Settings are read again only if their app was changed. */
@Singleton
public class MessageQuotas {

    private static final int AT_ONCE = 500;

    private final AppRows apps;
    private final SettingsText text;
    private final Map<String, Known> known = new HashMap<>();

    MessageQuotas(AppRows apps, SettingsText text) {
        this.apps = apps;
        this.text = text;
    }

    /**
     * One app's.
     *
     * @param removed whether it was removed, and counts only for its organisation
     * @param perDay messages in and out in a day of UTC; 0 for no quota
     * @param perMonth the same for a month
     * @param soft whether they only raise alerts
     * @param exhausted what is known to be used up; null if nothing is
     */
    public record OfApp(
            String app,
            String organisation,
            boolean removed,
            long perDay,
            long perMonth,
            boolean soft,
            @Nullable Exhausted exhausted) {}

    /** Which state of an app is the newest. */
    @Introspected
    record Version(String id, long version) {}

    private record Known(long version, OfApp quotas) {}

    /** Everybody's, tombstones too. */
    public synchronized List<OfApp> all() {
        List<Version> versions = apps.versions();
        List<String> changed = new ArrayList<>();
        Set<String> there = new HashSet<>();
        for (Version version : versions) {
            there.add(version.id());
            Known before = known.get(version.id());
            if (before == null || before.version() != version.version()) {
                changed.add(version.id());
            }
        }
        known.keySet().retainAll(there);
        for (int from = 0; from < changed.size(); from += AT_ONCE) {
            for (AppRow row : apps.findByIdIn(changed.subList(from, Math.min(changed.size(), from + AT_ONCE)))) {
                known.put(row.id(), new Known(row.version(), of(row)));
            }
        }
        return known.values().stream().map(Known::quotas).toList();
    }

    /** One app's; empty if there is none of this id, or none any more. */
    public Optional<OfApp> of(String app) {
        return apps.findByIdAndRemovedAtIsNull(app).map(this::of);
    }

    /** Notes what an app has used up, or that it may go on. {@link Projection#bring} brings it to the nodes. */
    @Transactional
    public void exhaust(String app, @Nullable Exhausted exhausted) {
        if (exhausted == null) {
            apps.exhaust(app, null, null, null);
        } else {
            apps.exhaust(app, exhausted.quota(), exhausted.allowed(), exhausted.until());
        }
    }

    private OfApp of(AppRow row) {
        AppSettings settings = text.settings(row.settings());
        return new OfApp(
                row.id(),
                row.organisationId(),
                row.removedAt() != null,
                settings.messagesPerDay(),
                settings.messagesPerMonth(),
                settings.quotasAreSoft(),
                Assembler.exhausted(row));
    }
}
