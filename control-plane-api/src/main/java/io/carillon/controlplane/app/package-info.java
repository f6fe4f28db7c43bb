/** The apps that the HTTP API serves, as the directory tells them. */
@NullMarked
package io.carillon.controlplane.app;

import org.jspecify.annotations.NullMarked;
