/** What was done and what was heard, in the order in which it happened, by one clock. */
@NullMarked
package io.carillon.faults.history;

import org.jspecify.annotations.NullMarked;
