/** What a process says while it runs. */
@NullMarked
package io.carillon.process.logging;

import org.jspecify.annotations.NullMarked;
