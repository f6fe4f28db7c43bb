/** Who listens to what on this node, and how a broadcast reaches them. */
@NullMarked
package io.carillon.broker.channel;

import org.jspecify.annotations.NullMarked;
