/** What a run cost the processes and the machine, as Linux and the JVM tell it. */
@NullMarked
package io.carillon.bench.cost;

import org.jspecify.annotations.NullMarked;
