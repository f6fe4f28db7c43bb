/** How a process comes to its ports, its backplane and its server, and how it lets go of them. */
@NullMarked
package io.carillon.process.server;

import org.jspecify.annotations.NullMarked;
