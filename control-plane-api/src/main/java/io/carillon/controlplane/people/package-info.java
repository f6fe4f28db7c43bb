/** The people of the platform, and what they are in which organisation. */
@NullMarked
package io.carillon.controlplane.people;

import org.jspecify.annotations.NullMarked;
