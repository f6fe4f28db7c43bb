/** Counts what servers do here, and hands it to the ledger that all processes share. */
@NullMarked
package io.carillon.controlplane.metering;

import org.jspecify.annotations.NullMarked;
