/** Pusher's own Java libraries, unmodified, against the jar. */
@NullMarked
package io.carillon.acceptance.libraries;

import org.jspecify.annotations.NullMarked;
