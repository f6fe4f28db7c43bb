/** One file for each way in which things break, to be read as the story of what is done. */
@NullMarked
package io.carillon.faults.scenario;

import org.jspecify.annotations.NullMarked;
