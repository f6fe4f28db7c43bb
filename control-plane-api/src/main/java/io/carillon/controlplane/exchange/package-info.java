/** How one request of the HTTP API comes in, exactly as it was sent, and how its answer goes out. */
@NullMarked
package io.carillon.controlplane.exchange;

import org.jspecify.annotations.NullMarked;
