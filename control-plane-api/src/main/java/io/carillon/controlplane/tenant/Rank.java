package io.carillon.controlplane.tenant;

import io.carillon.controlplane.audit.AuditLog;
import io.carillon.controlplane.audit.AuditLog.About;
import io.carillon.controlplane.management.Caller;
import io.carillon.controlplane.management.Role;
import io.carillon.controlplane.problem.Problem;
import jakarta.inject.Singleton;

/** Nobody gives what they do not have, or changes somebody who has more. */
@Singleton
class Rank {

    private final AuditLog audit;

    Rank(AuditLog audit) {
        this.audit = audit;
    }

    /** @throws io.carillon.controlplane.problem.Refusal {@code permission_missing} if the caller is less than this in the organisation */
    void require(Caller caller, String organisation, Role role, String what) {
        Role own = caller.roleIn(organisation);
        if (own == null || !own.isAtLeast(role)) {
            audit.refused(
                    caller.actor(),
                    new About(organisation, null, "grant_" + role.word(), what),
                    Problem.PERMISSION_MISSING.code());
            throw Problem.PERMISSION_MISSING.because(
                    "You are " + (own == null ? "nobody" : own.word()) + " here, and so can neither make anybody "
                            + role.word() + " nor change who is. Ask somebody who is.");
        }
    }
}
