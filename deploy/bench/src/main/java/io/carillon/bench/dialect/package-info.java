/** How a server wants to be spoken to. */
@NullMarked
package io.carillon.bench.dialect;

import org.jspecify.annotations.NullMarked;
