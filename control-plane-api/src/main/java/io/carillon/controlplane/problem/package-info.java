/** How refusals look. */
@NullMarked
package io.carillon.controlplane.problem;

import org.jspecify.annotations.NullMarked;
