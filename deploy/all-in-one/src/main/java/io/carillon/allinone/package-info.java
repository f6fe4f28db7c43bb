/** Starts the whole platform in one process. */
@NullMarked
package io.carillon.allinone;

import org.jspecify.annotations.NullMarked;
