/** Whose tokens an app believes beside those of its own keys. */
@NullMarked
package io.carillon.controlplane.issuer;

import org.jspecify.annotations.NullMarked;
