/** Who is asking. */
@NullMarked
package io.carillon.controlplane.access;

import org.jspecify.annotations.NullMarked;
