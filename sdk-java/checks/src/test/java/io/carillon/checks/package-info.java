/** What holds for all modules of the Java SDK alike. */
@NullMarked
package io.carillon.checks;

import org.jspecify.annotations.NullMarked;
