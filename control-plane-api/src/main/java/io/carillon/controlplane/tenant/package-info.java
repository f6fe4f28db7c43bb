/** Organisations, who belongs to them and as what, and the tokens with which their programs act. */
@NullMarked
package io.carillon.controlplane.tenant;

import org.jspecify.annotations.NullMarked;
