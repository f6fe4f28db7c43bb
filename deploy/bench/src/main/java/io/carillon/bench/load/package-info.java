/** One run: connections that listen, messages that are due, and what became of them. */
@NullMarked
package io.carillon.bench.load;

import org.jspecify.annotations.NullMarked;
