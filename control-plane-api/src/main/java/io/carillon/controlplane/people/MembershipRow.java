package io.carillon.controlplane.people;

import io.micronaut.data.annotation.Id;
import io.micronaut.data.annotation.MappedEntity;
import java.time.Instant;

/** A membership, as it is kept; one for each person of each organisation. */
@MappedEntity("memberships")
record MembershipRow(@Id String organisationId, String personId, String role, Instant createdAt) {}
