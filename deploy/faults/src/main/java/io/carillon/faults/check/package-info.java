/** Whether a history keeps the promises: pure functions, each proven to find the fault that it looks for. */
@NullMarked
package io.carillon.faults.check;

import org.jspecify.annotations.NullMarked;
