/** Proof of who wrote a thing. */
@NullMarked
package io.carillon.protocol.signature;

import org.jspecify.annotations.NullMarked;
