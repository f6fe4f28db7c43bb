/** Bytes in and out, with nothing allocated for a delivery. */
@NullMarked
package io.carillon.bench.wire;

import org.jspecify.annotations.NullMarked;
