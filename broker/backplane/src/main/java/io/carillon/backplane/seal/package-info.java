/** How secrets look where they are kept: unreadable without the master key. */
@NullMarked
package io.carillon.backplane.seal;

import org.jspecify.annotations.NullMarked;
