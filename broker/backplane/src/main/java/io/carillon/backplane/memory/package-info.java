/** What the nodes share, within one process, for any number of nodes. */
@NullMarked
package io.carillon.backplane.memory;

import org.jspecify.annotations.NullMarked;
