/** The words both sides agree on, each a value that cannot be wrong once it is built. */
@NullMarked
package io.carillon.protocol;

import org.jspecify.annotations.NullMarked;
