/** Servers send a user away. */
@NullMarked
package io.carillon.controlplane.terminate;

import org.jspecify.annotations.NullMarked;
