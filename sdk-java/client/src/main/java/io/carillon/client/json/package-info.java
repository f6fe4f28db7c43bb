/** JSON as it is read and written here: strict, small, and with every value's own text kept. */
@NullMarked
package io.carillon.client.json;

import org.jspecify.annotations.NullMarked;
