/** How programs and people read what the management API can do: its description, and the page that shows it. */
@NullMarked
package io.carillon.controlplane.description;

import org.jspecify.annotations.NullMarked;
