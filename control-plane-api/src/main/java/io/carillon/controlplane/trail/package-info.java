/** The audit log, as it is read by those who may. */
@NullMarked
package io.carillon.controlplane.trail;

import org.jspecify.annotations.NullMarked;
