package io.carillon.controlplane.app;

import io.carillon.controlplane.audit.AuditLog;
import io.carillon.controlplane.audit.AuditLog.About;
import io.carillon.controlplane.management.Caller;
import io.carillon.controlplane.management.Gate;
import io.carillon.controlplane.management.Permission;
import io.carillon.controlplane.problem.Problem;
import io.carillon.controlplane.problem.Refusal;
import io.carillon.protocol.InvalidValueException;
import jakarta.inject.Singleton;
import org.jspecify.annotations.Nullable;

/** Finds apps for callers who may do something with them. Everything of an app that the management API has begins here. */
@Singleton
public class OwnedApps {

    private final AppRows apps;
    private final Organisations organisations;
    private final Gate gate;
    private final AuditLog audit;

    OwnedApps(AppRows apps, Organisations organisations, Gate gate, AuditLog audit) {
        this.apps = apps;
        this.organisations = organisations;
        this.gate = gate;
        this.audit = audit;
    }

    /** An app and whose it is. */
    public record Owned(String app, String organisation, String name) {}

    /**
     * The app of an id.
     *
     * @throws Refusal {@code resource_not_found} or {@code permission_missing}
     */
    public Owned require(Caller caller, Permission permission, String id) {
        AppRow row = row(caller, permission, id);
        return new Owned(row.id(), row.organisationId(), row.name());
    }

    AppRow row(Caller caller, Permission permission, String id) {
        String what = "app " + InvalidValueException.quote(id);
        AppRow row = apps.findByIdAndRemovedAtIsNull(id).orElse(null);
        if (row == null) {
            // Noted as well: whoever tries ids one after the other leaves a trace.
            audit.refused(
                    caller.actor(), new About(null, null, permission.word(), what), Problem.RESOURCE_NOT_FOUND.code());
            throw Gate.absent(what);
        }
        gate.require(caller, permission, row.organisationId(), row.id(), what);
        return row;
    }

    /**
     * The organisation that is meant.
     *
     * @param asked its id; null to mean the caller's only one
     * @throws Refusal {@code field_missing} if it is not clear which, {@code resource_not_found} or {@code permission_missing}
     */
    public Organisation organisation(Caller caller, Permission permission, @Nullable String asked) {
        String id = asked == null ? onlyOne(caller) : asked;
        String what = "organisation " + InvalidValueException.quote(id);
        gate.require(caller, permission, id, what);
        // Operators know all there are, and so may name one that is not.
        return organisations.findById(id).orElseThrow(() -> Gate.absent(what));
    }

    private String onlyOne(Caller caller) {
        if (caller.roles().size() == 1) {
            return caller.roles().keySet().iterator().next();
        }
        return caller.operator() && caller.roles().isEmpty()
                ? organisations
                        .findOldest()
                        .map(Organisation::id)
                        .orElseThrow(() -> Problem.STATE_CONFLICT.because(
                                "There is no organisation yet. Make one first with POST /api/v1/organisations."))
                : unclear(caller);
    }

    private static String unclear(Caller caller) {
        throw Problem.FIELD_MISSING.because("You are in " + caller.roles().size()
                + " organisations: say in the field or parameter organisation which one is meant.");
    }
}
