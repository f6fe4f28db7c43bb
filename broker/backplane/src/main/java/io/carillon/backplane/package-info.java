/** What the nodes share, as small interfaces and plain values. */
@NullMarked
package io.carillon.backplane;

import org.jspecify.annotations.NullMarked;
