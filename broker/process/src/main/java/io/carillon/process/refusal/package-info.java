/** How Carillon says that it will not start, and what to do about it. */
@NullMarked
package io.carillon.process.refusal;

import org.jspecify.annotations.NullMarked;
