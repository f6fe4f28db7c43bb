/** A platform's users as processes outside see them: Pusher clients over WebSocket, and servers over signed HTTP. */
@NullMarked
package io.carillon.faults.client;

import org.jspecify.annotations.NullMarked;
