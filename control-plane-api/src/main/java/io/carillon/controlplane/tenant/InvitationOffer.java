package io.carillon.controlplane.tenant;

import io.micronaut.serde.annotation.Serdeable;
import io.micronaut.serde.config.naming.SnakeCaseStrategy;
import java.time.Instant;

/**
 * What an invitation offers, to whoever holds its link.
 *
 * @param organisation its name
 */
@Serdeable(naming = SnakeCaseStrategy.class)
public record InvitationOffer(String organisation, String role, String email, String invitedBy, Instant endsAt) {}
