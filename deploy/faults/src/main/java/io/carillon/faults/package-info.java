/** The command line: chooses scenarios, plays them, and has their results written. */
@NullMarked
package io.carillon.faults;

import org.jspecify.annotations.NullMarked;
