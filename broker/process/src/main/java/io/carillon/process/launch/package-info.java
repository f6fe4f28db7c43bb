/** The whole life of a process that is a part of a cluster, from its command line to its end. */
@NullMarked
package io.carillon.process.launch;

import org.jspecify.annotations.NullMarked;
