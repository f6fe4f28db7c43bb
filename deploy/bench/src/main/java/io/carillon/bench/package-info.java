/** The command line: puts load on a server, or renders what many loads found. */
@NullMarked
package io.carillon.bench;

import org.jspecify.annotations.NullMarked;
