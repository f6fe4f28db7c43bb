package io.carillon.controlplane.tenant;

import io.micronaut.serde.annotation.Serdeable;
import io.micronaut.serde.config.naming.SnakeCaseStrategy;

/**
 * An invitation that was accepted.
 *
 * @param person the id of who came; somebody new signs in next, with the password that was chosen
 * @param organisation its id
 */
@Serdeable(naming = SnakeCaseStrategy.class)
public record AcceptedView(String person, String email, String organisation, String role) {}
