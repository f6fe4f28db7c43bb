package io.carillon.controlplane.issuer;

import io.carillon.backplane.Issuer;
import io.carillon.controlplane.app.ChangedApps;
import io.carillon.controlplane.app.IssuerRow;
import io.carillon.controlplane.app.IssuerRows;
import io.carillon.controlplane.app.OwnedApps;
import io.carillon.controlplane.app.OwnedApps.Owned;
import io.carillon.controlplane.audit.AuditLog;
import io.carillon.controlplane.audit.AuditLog.About;
import io.carillon.controlplane.audit.Changes;
import io.carillon.controlplane.database.Ids;
import io.carillon.controlplane.management.Caller;
import io.carillon.controlplane.management.Etag;
import io.carillon.controlplane.management.Gate;
import io.carillon.controlplane.management.Permission;
import io.carillon.controlplane.problem.Problem;
import io.carillon.protocol.InvalidValueException;
import io.carillon.token.IssuerText;
import io.micronaut.http.HttpRequest;
import io.micronaut.json.tree.JsonNode;
import io.micronaut.serde.ObjectMapper;
import io.micronaut.transaction.annotation.Transactional;
import jakarta.inject.Singleton;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.time.Instant;
import java.time.InstantSource;
import java.util.List;

/** Adds, replaces and removes those whose tokens an app believes. Whoever calls brings the app to the nodes afterwards. */
@Singleton
class IssuerAdministration {

    private static final int MOST_ISSUERS = 20;

    private final IssuerRows issuers;
    private final OwnedApps owned;
    private final ChangedApps changed;
    private final AuditLog audit;
    private final ObjectMapper json;
    private final InstantSource clock;

    IssuerAdministration(
            IssuerRows issuers,
            OwnedApps owned,
            ChangedApps changed,
            AuditLog audit,
            ObjectMapper json,
            InstantSource clock) {
        this.issuers = issuers;
        this.owned = owned;
        this.changed = changed;
        this.audit = audit;
        this.json = json;
        this.clock = clock;
    }

    List<IssuerView> list(Caller caller, String app) {
        Owned found = owned.require(caller, Permission.READ_KEYS, app);
        return issuers.findOf(found.app()).stream().map(this::view).toList();
    }

    IssuerView show(Caller caller, String app, String id) {
        return view(issuer(owned.require(caller, Permission.READ_KEYS, app), id));
    }

    /** @param text in the form of {@link IssuerText} */
    @Transactional
    IssuerView create(Caller caller, String app, String text) {
        Owned found = changing(caller, app);
        Issuer issuer = read(text);
        List<IssuerRow> there = issuers.findOf(found.app());
        if (there.size() >= MOST_ISSUERS) {
            throw Problem.STATE_CONFLICT.because(
                    "The app trusts " + MOST_ISSUERS + " issuers, which is as many as it may. Remove one first.");
        }
        checkName(issuer, there);
        Instant now = clock.instant();
        IssuerRow row = issuers.save(new IssuerRow(
                Ids.of("iss"),
                found.app(),
                issuer.name(),
                issuer.text(),
                now,
                caller.actor().name(),
                now,
                1));
        audit.done(
                caller.actor(),
                about(found, row, "issuer.create"),
                Changes.none().field("issuer", null, issuer.text()));
        return view(row);
    }

    @Transactional
    IssuerView replace(Caller caller, String app, String id, String text, HttpRequest<?> request) {
        Owned found = changing(caller, app);
        IssuerRow before = issuer(found, id);
        Etag.check(request, before.version());
        Issuer issuer = read(text);
        checkName(
                issuer,
                issuers.findOf(found.app()).stream()
                        .filter(other -> !other.id().equals(id))
                        .toList());
        issuers.replace(id, issuer.name(), issuer.text(), clock.instant());
        audit.done(
                caller.actor(),
                about(found, before, "issuer.change"),
                Changes.none().field("issuer", before.issuer(), issuer.text()));
        return view(issuer(found, id));
    }

    /** What it signed is not believed from now on. */
    @Transactional
    void remove(Caller caller, String app, String id, HttpRequest<?> request) {
        Owned found = changing(caller, app);
        IssuerRow row = issuer(found, id);
        Etag.check(request, row.version());
        issuers.remove(id);
        audit.done(
                caller.actor(),
                about(found, row, "issuer.remove"),
                Changes.none().field("issuer", row.issuer(), null));
    }

    private Owned changing(Caller caller, String app) {
        Owned found = owned.require(caller, Permission.MANAGE_KEYS, app);
        return changed.mark(found.app()).orElseThrow(() -> Gate.absent("app " + InvalidValueException.quote(app)));
    }

    private static Issuer read(String text) {
        Issuer issuer = IssuerText.canonical(text);
        if (issuer.name()
                .chars()
                .anyMatch(letter -> Character.isISOControl(letter) || Character.isSurrogate((char) letter))) {
            throw new InvalidValueException(
                    "issuer_invalid",
                    "The issuer cannot be: its name has characters that cannot be seen; it is usually a URL.");
        }
        return issuer;
    }

    private static void checkName(Issuer issuer, List<IssuerRow> others) {
        if (others.stream().anyMatch(other -> other.name().equals(issuer.name()))) {
            throw Problem.NAME_TAKEN.because("The app trusts an issuer " + InvalidValueException.quote(issuer.name())
                    + " already. Replace that one, or give another name.");
        }
    }

    private IssuerRow issuer(Owned app, String id) {
        return issuers.findByIdAndAppId(id, app.app())
                .orElseThrow(() -> Gate.absent("issuer " + InvalidValueException.quote(id) + " of app "
                        + InvalidValueException.quote(app.app())));
    }

    private static About about(Owned app, IssuerRow row, String action) {
        return new About(app.organisation(), app.app(), action, "issuer " + row.name());
    }

    private IssuerView view(IssuerRow row) {
        try {
            return new IssuerView(
                    row.id(),
                    row.appId(),
                    json.readValue(row.issuer(), JsonNode.class),
                    row.createdAt(),
                    row.createdBy(),
                    row.updatedAt(),
                    row.version());
        } catch (IOException e) {
            throw new UncheckedIOException("what was kept as JSON is JSON", e);
        }
    }
}
