package io.carillon.controlplane.app;

import io.carillon.backplane.Scope;
import io.carillon.backplane.seal.Vault;
import io.carillon.controlplane.audit.AuditLog;
import io.carillon.controlplane.audit.AuditLog.About;
import io.carillon.controlplane.audit.Changes;
import io.carillon.controlplane.database.Ids;
import io.carillon.controlplane.management.Caller;
import io.carillon.controlplane.management.Gate;
import io.carillon.controlplane.management.Permission;
import io.carillon.controlplane.problem.Problem;
import io.carillon.protocol.InvalidValueException;
import io.carillon.protocol.signature.Secret;
import io.micronaut.transaction.annotation.Transactional;
import jakarta.inject.Singleton;
import java.time.Instant;
import java.time.InstantSource;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Makes, rotates and revokes keys. Whoever calls brings the app to the nodes afterwards. */
@Singleton
class KeyAdministration {

    private static final int MOST_KEYS = 100;

    private final KeyRows keys;
    private final AppRows apps;
    private final OwnedApps owned;
    private final Vault vault;
    private final AuditLog audit;
    private final InstantSource clock;

    KeyAdministration(KeyRows keys, AppRows apps, OwnedApps owned, Vault vault, AuditLog audit, InstantSource clock) {
        this.keys = keys;
        this.apps = apps;
        this.owned = owned;
        this.vault = vault;
        this.audit = audit;
        this.clock = clock;
    }

    List<KeyView> list(Caller caller, String app) {
        AppRow row = owned.row(caller, Permission.READ_KEYS, app);
        return keys.findOf(row.id()).stream().map(key -> view(key, null)).toList();
    }

    KeyView show(Caller caller, String app, String key) {
        AppRow row = owned.row(caller, Permission.READ_KEYS, app);
        return view(key(row, key), null);
    }

    /** With its secret; noted in the audit log, for it is as good as making a copy. */
    @Transactional
    KeyView reveal(Caller caller, String app, String key) {
        AppRow row = owned.row(caller, Permission.MANAGE_KEYS, app);
        KeyRow found = key(row, key);
        audit.done(caller.actor(), about(row, found, "key.reveal"), Changes.none());
        return view(found, vault.open(found.sealedSecret(), Labels.key(found.appKey())));
    }

    @Transactional
    KeyView create(Caller caller, String app, NewKey asked) {
        AppRow row = owned.row(caller, Permission.MANAGE_KEYS, app);
        if (keys.findLivingOf(row.id()).size() >= MOST_KEYS) {
            throw Problem.STATE_CONFLICT.because("The app has " + MOST_KEYS
                    + " keys that are not revoked, which is as many as it may. Revoke one first.");
        }
        Instant end = asked.endsAt();
        if (end != null && !end.isAfter(clock.instant())) {
            throw Problem.VALUE_OUT_OF_RANGE.because("ends_at is " + end + ", which is over already.");
        }
        return add(row, caller, asked, end);
    }

    /** To an app of which it is known that the caller may. */
    KeyView add(AppRow app, Caller caller, NewKey asked, @Nullable Instant end) {
        Scope scope = ScopeText.read(asked.operations(), asked.channels());
        return add(app, caller, asked.name(), scope, end, "key.create");
    }

    /** A key that was an app's elsewhere, for everything. */
    void take(AppRow app, Caller caller, ImportedKey asked) {
        keep(app, caller, asked.key(), Secret.of(asked.secret()), asked.called(), Scope.EVERYTHING, null, "key.import");
    }

    private KeyView add(AppRow app, Caller caller, String name, Scope scope, @Nullable Instant end, String action) {
        return keep(app, caller, Ids.hex(10), Secret.of(Ids.hex(20)), name, scope, end, action);
    }

    private KeyView keep(
            AppRow app,
            Caller caller,
            String key,
            Secret secret,
            String name,
            Scope scope,
            @Nullable Instant end,
            String action) {
        Instant now = clock.instant();
        KeyRow row = keys.save(new KeyRow(
                key,
                app.id(),
                name,
                vault.seal(secret, Labels.key(key)),
                ScopeText.keptOperations(scope),
                ScopeText.keptChannels(scope),
                now,
                caller.actor().name(),
                end,
                null,
                null,
                null,
                null));
        apps.touch(app.id(), now);
        audit.done(
                caller.actor(),
                about(app, row, action),
                Changes.none()
                        .field("name", null, name)
                        .field("operations", null, ScopeText.operations(scope))
                        .field("channels", null, ScopeText.channels(scope))
                        .field("ends_at", null, end));
        return view(row, secret);
    }

    @Transactional
    KeyView change(Caller caller, String app, String key, KeyChange asked) {
        AppRow row = owned.row(caller, Permission.MANAGE_KEYS, app);
        KeyRow before = living(row, key);
        Scope was = ScopeText.kept(before.operations(), before.channels());
        Scope scope = ScopeText.read(
                asked.operations() == null ? ScopeText.operations(was) : asked.operations(),
                asked.channels() == null ? ScopeText.channels(was) : asked.channels());
        String name = asked.name() == null ? before.name() : asked.name();
        Changes changes = Changes.none()
                .field("name", before.name(), name)
                .field("operations", ScopeText.operations(was), ScopeText.operations(scope))
                .field("channels", ScopeText.channels(was), ScopeText.channels(scope));
        if (!changes.isEmpty()) {
            keys.change(key, name, ScopeText.keptOperations(scope), ScopeText.keptChannels(scope), before.endsAt());
            apps.touch(row.id(), clock.instant());
            audit.done(caller.actor(), about(row, before, "key.change"), changes);
        }
        return view(key(row, key), null);
    }

    /** A new key of the same scope; the old one ends after the overlap, or when it would have ended anyway. */
    @Transactional
    KeyView rotate(Caller caller, String app, String key, Rotation asked) {
        AppRow row = owned.row(caller, Permission.MANAGE_KEYS, app);
        KeyRow old = living(row, key);
        Instant end = clock.instant().plusSeconds(asked.overlap());
        Instant was = old.endsAt();
        if (was == null || end.isBefore(was)) {
            keys.end(key, end);
        }
        audit.done(
                caller.actor(),
                about(row, old, "key.rotate"),
                Changes.none().field("ends_at", was, was != null && was.isBefore(end) ? was : end));
        return add(row, caller, old.name(), ScopeText.kept(old.operations(), old.channels()), null, "key.create");
    }

    /** Over at once, whatever stands on it. */
    @Transactional
    KeyView revoke(Caller caller, String app, String key) {
        AppRow row = owned.row(caller, Permission.MANAGE_KEYS, app);
        KeyRow found = key(row, key);
        if (found.revokedAt() == null) {
            Instant now = clock.instant();
            keys.revoke(key, now);
            apps.touch(row.id(), now);
            audit.done(caller.actor(), about(row, found, "key.revoke"), Changes.none());
        }
        return view(key(row, key), null);
    }

    private KeyRow living(AppRow app, String key) {
        KeyRow row = key(app, key);
        if (row.revokedAt() != null) {
            throw Problem.STATE_CONFLICT.because(
                    "Key " + key + " was revoked at " + row.revokedAt() + ", for good. Make a new one.");
        }
        return row;
    }

    private KeyRow key(AppRow app, String key) {
        return keys.findByAppKeyAndAppId(key, app.id())
                .orElseThrow(() -> Gate.absent("key " + InvalidValueException.quote(key) + " of app "
                        + InvalidValueException.quote(app.id())));
    }

    private static About about(AppRow app, KeyRow key, String action) {
        return new About(app.organisationId(), app.id(), action, "key " + key.appKey());
    }

    private KeyView view(KeyRow row, @Nullable Secret secret) {
        Scope scope = ScopeText.kept(row.operations(), row.channels());
        return new KeyView(
                row.appKey(),
                row.appId(),
                row.name(),
                Status.of(row.revokedAt(), row.endsAt(), clock.instant()),
                ScopeText.operations(scope),
                ScopeText.channels(scope),
                row.createdAt(),
                row.createdBy(),
                row.endsAt(),
                row.revokedAt(),
                row.lastUsedAt(),
                row.lastUsedFrom(),
                row.lastUsedWith(),
                secret == null ? null : secret.reveal());
    }
}
