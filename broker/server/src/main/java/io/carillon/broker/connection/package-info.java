/** One client, from handshake to close. */
@NullMarked
package io.carillon.broker.connection;

import org.jspecify.annotations.NullMarked;
