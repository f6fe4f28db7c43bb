/** Random texts that open something, and the digests that are kept of them. */
@NullMarked
package io.carillon.controlplane.secret;

import org.jspecify.annotations.NullMarked;
