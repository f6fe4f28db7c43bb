/** Runs a real Carillon inside a test. */
@NullMarked
package io.carillon.junit;

import org.jspecify.annotations.NullMarked;
