/** Servers publish events. */
@NullMarked
package io.carillon.controlplane.publish;

import org.jspecify.annotations.NullMarked;
