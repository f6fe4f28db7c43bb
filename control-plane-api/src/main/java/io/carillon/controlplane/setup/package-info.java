/** How a control plane is set up: from what those who start the process say to what its parts are given. */
@NullMarked
package io.carillon.controlplane.setup;

import org.jspecify.annotations.NullMarked;
