/** How a client's bytes come in and go out. */
@NullMarked
package io.carillon.broker.transport;

import org.jspecify.annotations.NullMarked;
