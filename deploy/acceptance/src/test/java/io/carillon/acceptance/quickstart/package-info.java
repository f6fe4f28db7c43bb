/** The commands that the README promises, as they stand there. */
@NullMarked
package io.carillon.acceptance.quickstart;

import org.jspecify.annotations.NullMarked;
