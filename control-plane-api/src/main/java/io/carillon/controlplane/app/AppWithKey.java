package io.carillon.controlplane.app;

import io.micronaut.serde.annotation.Serdeable;

/**
 * An app that was made.
 *
 * @param key its first key, with its secret
 */
@Serdeable
public record AppWithKey(AppView app, KeyView key) {}
