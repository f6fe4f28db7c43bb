package io.carillon.controlplane.account;

import io.micronaut.serde.annotation.Serdeable;
import io.micronaut.serde.config.naming.SnakeCaseStrategy;
import java.time.Instant;

/**
 * A session in a list.
 *
 * @param lastSeenAt to the minute
 * @param address from which it was last seen
 * @param client the browser, as it names itself
 * @param current whether it is the one that asks
 */
@Serdeable(naming = SnakeCaseStrategy.class)
public record SessionView(
        String id, Instant createdAt, Instant lastSeenAt, String address, String client, boolean current) {}
