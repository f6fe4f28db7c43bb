/** How a process speaks to whoever started it. */
@NullMarked
package io.carillon.process.terminal;

import org.jspecify.annotations.NullMarked;
