/** Who a connection token speaks for, what it allows, and why it is refused if it is. */
@NullMarked
package io.carillon.token;

import org.jspecify.annotations.NullMarked;
