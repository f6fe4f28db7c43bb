/** What people and programs prove themselves with, as it is made and kept, and how guessing it is slowed. */
@NullMarked
package io.carillon.controlplane.credential;

import org.jspecify.annotations.NullMarked;
