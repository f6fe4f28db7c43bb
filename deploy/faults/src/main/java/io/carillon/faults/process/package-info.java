/** Real processes on this machine: started, stopped, killed and frozen by their process id. */
@NullMarked
package io.carillon.faults.process;

import org.jspecify.annotations.NullMarked;
