/** Who changed what, and what was refused to whom. Nothing is ever taken out of it. */
@NullMarked
package io.carillon.controlplane.audit;

import org.jspecify.annotations.NullMarked;
