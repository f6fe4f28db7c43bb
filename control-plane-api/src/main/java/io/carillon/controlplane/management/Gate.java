package io.carillon.controlplane.management;

import io.carillon.controlplane.audit.AuditLog;
import io.carillon.controlplane.audit.AuditLog.About;
import io.carillon.controlplane.problem.Problem;
import io.carillon.controlplane.problem.Refusal;
import jakarta.inject.Singleton;
import org.jspecify.annotations.Nullable;

/**
 * Lets callers do what they may, and notes in the audit log what was refused. What somebody may not even know of is answered as if it
 * were not there.
 */
@Singleton
public final class Gate {

    private final AuditLog audit;

    Gate(AuditLog audit) {
        this.audit = audit;
    }

    /**
     * Passes if the caller may do this in the organisation.
     *
     * @param what names the thing that was asked for, as in {@code organisation org_5f0c}; shown to the caller if it may know of it
     * @throws Refusal {@code resource_not_found} if the organisation is none of the caller's, {@code permission_missing} if its role
     *     there is not enough
     */
    public void require(Caller caller, Permission permission, String organisation, String what) {
        require(caller, permission, organisation, null, what);
    }

    /** The same for something of an app. */
    public void require(Caller caller, Permission permission, String organisation, @Nullable String app, String what) {
        boolean otherApp = caller.onlyApp() != null && !caller.onlyApp().equals(app);
        if (!caller.knows(organisation) || (otherApp && app != null)) {
            note(caller, permission, organisation, app, what, Problem.RESOURCE_NOT_FOUND);
            throw absent(what);
        }
        if (otherApp || !caller.may(permission, organisation)) {
            note(caller, permission, organisation, app, what, Problem.PERMISSION_MISSING);
            throw Problem.PERMISSION_MISSING.because("This takes the permission " + permission.word() + ", which "
                    + Role.leastFor(permission).word() + "s and above have; "
                    + (otherApp
                            ? "this token is for app " + caller.onlyApp() + " alone."
                            : "you are " + roleOf(caller, organisation) + " here. Ask an owner of the organisation."));
        }
    }

    /** Passes if the caller runs the platform. */
    public void requireOperator(Caller caller, String what) {
        if (!caller.operator()) {
            audit.refused(caller.actor(), new About(null, null, "operate", what), Problem.PERMISSION_MISSING.code());
            throw Problem.PERMISSION_MISSING.because(
                    "Only operators of the platform may do this; members of organisations may not, whatever their role.");
        }
    }

    /** The refusal of what is not there, which is the same as that of what is none of the caller's business. */
    public static Refusal absent(String what) {
        return Problem.RESOURCE_NOT_FOUND.because("There is no " + what + ", or it is not yours to see.");
    }

    private static String roleOf(Caller caller, String organisation) {
        Role role = caller.roleIn(organisation);
        return role == null ? "nobody" : role.word();
    }

    private void note(
            Caller caller,
            Permission permission,
            String organisation,
            @Nullable String app,
            String what,
            Problem problem) {
        var about = new About(organisation, app, permission.word(), what);
        if (caller.knows(organisation)) {
            audit.refused(caller.actor(), about, problem.code());
        } else {
            audit.refusedToOutsider(caller.actor(), about, problem.code());
        }
    }
}
