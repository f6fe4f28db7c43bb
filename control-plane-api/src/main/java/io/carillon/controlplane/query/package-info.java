/** Servers ask which channels are occupied, and by whom. */
@NullMarked
package io.carillon.controlplane.query;

import org.jspecify.annotations.NullMarked;
