/** The app's word that a connection may have what it asks for. */
@NullMarked
package io.carillon.controlplane.authorize;

import org.jspecify.annotations.NullMarked;
