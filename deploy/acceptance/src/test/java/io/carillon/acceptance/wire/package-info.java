/** Bytes of clients without a library, and without manners where a test asks for it. */
@NullMarked
package io.carillon.acceptance.wire;

import org.jspecify.annotations.NullMarked;
