package io.carillon.controlplane.account;

import io.micronaut.data.annotation.Id;
import io.micronaut.data.annotation.MappedEntity;
import java.time.Instant;

/**
 * A session, as it is kept.
 *
 * @param sha256 of the cookie's value
 * @param lastSeenAt to the minute
 * @param client the browser, as it names itself
 */
@MappedEntity("sessions")
record SessionRow(
        @Id String id,
        String sha256,
        String personId,
        Instant createdAt,
        Instant lastSeenAt,
        String address,
        String client) {}
