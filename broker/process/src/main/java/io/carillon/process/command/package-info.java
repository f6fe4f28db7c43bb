/** What is asked for on the command line of a process. */
@NullMarked
package io.carillon.process.command;

import org.jspecify.annotations.NullMarked;
