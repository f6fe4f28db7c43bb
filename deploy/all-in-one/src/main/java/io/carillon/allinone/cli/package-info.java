/** The commands that talk to a running platform, or show what would be said to it. */
@NullMarked
package io.carillon.allinone.cli;

import org.jspecify.annotations.NullMarked;
