/** What every process of Carillon does the same way. */
@NullMarked
package io.carillon.process;

import org.jspecify.annotations.NullMarked;
