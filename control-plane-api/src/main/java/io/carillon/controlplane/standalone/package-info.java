/** The control plane as a process of its own. */
@NullMarked
package io.carillon.controlplane.standalone;

import org.jspecify.annotations.NullMarked;
