/** What is no longer believed although its time is not over. */
@NullMarked
package io.carillon.controlplane.revoke;

import org.jspecify.annotations.NullMarked;
