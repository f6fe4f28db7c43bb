/** Where secrets are kept sealed, and how all of them come under another master key. */
@NullMarked
package io.carillon.controlplane.seal;

import org.jspecify.annotations.NullMarked;
