/** The jar as whoever installed it sees it: a process with ports, a log and an end. */
@NullMarked
package io.carillon.acceptance.server;

import org.jspecify.annotations.NullMarked;
