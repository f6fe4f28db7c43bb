package io.carillon.controlplane.app;

import io.micronaut.core.annotation.Introspected;

/** At which version an app is. */
@Introspected
record AppVersion(String id, long version) {}
