/** The commands that talk to a running platform over its management API. */
@NullMarked
package io.carillon.allinone.cli;

import org.jspecify.annotations.NullMarked;
