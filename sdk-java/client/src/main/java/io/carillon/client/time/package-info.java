/** Waiting: timers, and how long to pause before the next attempt. */
@NullMarked
package io.carillon.client.time;

import org.jspecify.annotations.NullMarked;
