/** What travels over one connection, and what a codec promises. */
@NullMarked
package io.carillon.protocol.frame;

import org.jspecify.annotations.NullMarked;
