/** What was used, how much of it is allowed, and who is told when it runs out. */
@NullMarked
package io.carillon.controlplane.usage;

import org.jspecify.annotations.NullMarked;
