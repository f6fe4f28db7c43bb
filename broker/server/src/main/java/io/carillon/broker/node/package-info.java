/** The life of this node, and the burial of others. */
@NullMarked
package io.carillon.broker.node;

import org.jspecify.annotations.NullMarked;
