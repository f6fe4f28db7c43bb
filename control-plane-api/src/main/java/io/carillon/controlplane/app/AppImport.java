package io.carillon.controlplane.app;

import io.carillon.controlplane.audit.AuditLog;
import io.carillon.controlplane.audit.AuditLog.About;
import io.carillon.controlplane.audit.Changes;
import io.carillon.controlplane.management.Caller;
import io.carillon.controlplane.management.Permission;
import io.carillon.controlplane.problem.Problem;
import io.carillon.controlplane.problem.Refusal;
import io.micronaut.json.tree.JsonNode;
import io.micronaut.transaction.annotation.Transactional;
import jakarta.inject.Singleton;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;

/**
 * Takes over apps with the ids, keys and secrets that they had elsewhere: all of them, or none. Whoever calls brings the apps to the
 * nodes afterwards.
 */
@Singleton
class AppImport {

    private static final int MOST_NAMED = 20;

    private final AppRows apps;
    private final KeyRows keys;
    private final OwnedApps owned;
    private final AppAdministration administration;
    private final KeyAdministration keyAdministration;
    private final SettingsText text;
    private final AuditLog audit;
    private final InstantSource clock;

    AppImport(
            AppRows apps,
            KeyRows keys,
            OwnedApps owned,
            AppAdministration administration,
            KeyAdministration keyAdministration,
            SettingsText text,
            AuditLog audit,
            InstantSource clock) {
        this.apps = apps;
        this.keys = keys;
        this.owned = owned;
        this.administration = administration;
        this.keyAdministration = keyAdministration;
        this.text = text;
        this.audit = audit;
        this.clock = clock;
    }

    /**
     * Makes the apps.
     *
     * @throws Refusal {@code name_taken} with every id and key that is, or what a single app is refused for
     */
    @Transactional
    Imported take(Caller caller, AppsToImport asked) {
        List<AppRow> rows = checked(caller, asked);
        List<AppView> made = new ArrayList<>(rows.size());
        for (int place = 0; place < rows.size(); place++) {
            made.add(take(caller, rows.get(place), asked.apps().get(place)));
        }
        return new Imported(false, made);
    }

    /** What {@link #take} would make. Refuses as that does, and changes nothing. */
    Imported rehearse(Caller caller, AppsToImport asked) {
        return new Imported(
                true, checked(caller, asked).stream().map(administration::view).toList());
    }

    private AppView take(Caller caller, AppRow row, ImportedApp app) {
        apps.save(row);
        audit.done(
                caller.actor(),
                new About(row.organisationId(), row.id(), "app.import", "app " + row.id()),
                Changes.none().field("name", null, row.name()).field("enabled", null, row.enabled()));
        app.keys().forEach(key -> keyAdministration.take(row, caller, key));
        return administration.view(apps.findById(row.id()).orElseThrow());
    }

    private List<AppRow> checked(Caller caller, AppsToImport asked) {
        Organisation owner = owned.organisation(caller, Permission.MANAGE_APPS, asked.organisation());
        administration.checkRoom(owner, asked.apps().size());
        checkFree(asked.apps());
        Instant now = clock.instant();
        return asked.apps().stream().map(app -> row(app, owner, now)).toList();
    }

    private AppRow row(ImportedApp app, Organisation owner, Instant now) {
        return new AppRow(
                app.id(),
                owner.id(),
                app.name(),
                app.isEnabled(),
                text.write(settings(app, owner)),
                "[]",
                null,
                null,
                null,
                now,
                now,
                null,
                1,
                0);
    }

    private AppSettings settings(ImportedApp app, Organisation owner) {
        JsonNode sent = app.settings();
        try {
            AppSettings settings = sent == null ? AppSettings.DEFAULTS : text.changed(AppSettings.DEFAULTS, sent);
            settings.checkWithin(owner);
            return settings;
        } catch (Refusal refused) {
            throw refused.problem().because("App " + app.id() + ": " + refused.getMessage());
        }
    }

    /** Names all that are taken at once: whoever imports many would otherwise learn of one after the other. */
    private void checkFree(List<ImportedApp> asked) {
        List<String> taken = new ArrayList<>();
        Set<String> seen = new HashSet<>();
        for (ImportedApp app : asked) {
            if (!seen.add("app " + app.id()) || apps.existsById(app.id())) {
                taken.add("app id " + app.id());
            }
            for (ImportedKey key : app.keys()) {
                if (!seen.add("key " + key.key())
                        || keys.findByAppKey(key.key()).isPresent()) {
                    taken.add("key " + key.key());
                }
            }
        }
        if (!taken.isEmpty()) {
            throw Problem.NAME_TAKEN.because(
                    "Nothing was imported, because these are there already, or were once, or stand"
                            + " in the request twice: " + list(taken) + ". Leave those apps out, or give them others.");
        }
    }

    private static String list(List<String> taken) {
        String named = taken.stream().limit(MOST_NAMED).collect(Collectors.joining(", "));
        return taken.size() > MOST_NAMED ? named + " and " + (taken.size() - MOST_NAMED) + " more" : named;
    }
}
