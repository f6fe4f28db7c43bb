package io.carillon.controlplane.trail;

import io.carillon.controlplane.management.Page;
import io.micronaut.serde.annotation.Serdeable;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * A part of the audit log.
 *
 * @param items the newest first
 * @param next to be sent as {@code after} for the part that follows; null if this is the last
 */
@Serdeable
record AuditPage(List<AuditView> items, @Nullable String next) {

    static AuditPage of(Page<AuditView> page) {
        return new AuditPage(page.items(), page.next());
    }
}
