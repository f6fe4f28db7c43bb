/** One connection to the platform that outlives its sockets, and what is heard on it. */
@NullMarked
package io.carillon.client.realtime;

import org.jspecify.annotations.NullMarked;
