/** How much of each second an app's servers have left. */
@NullMarked
package io.carillon.controlplane.rate;

import org.jspecify.annotations.NullMarked;
