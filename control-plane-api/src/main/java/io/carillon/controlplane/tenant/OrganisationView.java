package io.carillon.controlplane.tenant;

import io.carillon.controlplane.app.Organisation;
import io.micronaut.serde.annotation.Serdeable;
import io.micronaut.serde.config.naming.SnakeCaseStrategy;
import java.time.Instant;

/**
 * An organisation, as the management API shows it.
 *
 * @param suspended whether all of its apps are switched off
 * @param ceilings what the operator of the platform allows it
 */
@Serdeable(naming = SnakeCaseStrategy.class)
public record OrganisationView(
        String id, String name, boolean suspended, Ceilings ceilings, Instant createdAt, long version) {

    /** As {@link CeilingsChange} has them; 0 is no ceiling. */
    @Serdeable(naming = SnakeCaseStrategy.class)
    public record Ceilings(
            int maxApps,
            int maxConnections,
            int maxPublishes,
            int maxMembers,
            long messagesPerDay,
            long messagesPerMonth) {}

    static OrganisationView of(Organisation organisation) {
        return new OrganisationView(
                organisation.id(),
                organisation.name(),
                organisation.suspended(),
                new Ceilings(
                        organisation.maxApps(),
                        organisation.maxConnections(),
                        organisation.maxPublishes(),
                        organisation.maxMembers(),
                        organisation.messagesPerDay(),
                        organisation.messagesPerMonth()),
                organisation.createdAt(),
                organisation.version());
    }
}
