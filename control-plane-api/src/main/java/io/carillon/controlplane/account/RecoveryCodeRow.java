package io.carillon.controlplane.account;

import io.micronaut.data.annotation.Id;
import io.micronaut.data.annotation.MappedEntity;

/** A recovery code that was not used, as it is kept. */
@MappedEntity("recovery_codes")
record RecoveryCodeRow(@Id String sha256, String personId) {}
