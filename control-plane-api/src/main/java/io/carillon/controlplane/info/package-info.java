/** What may be asked about a channel. */
@NullMarked
package io.carillon.controlplane.info;

import org.jspecify.annotations.NullMarked;
