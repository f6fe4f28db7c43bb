/** The app that a new installation starts with. */
@NullMarked
package io.carillon.controlplane.firstapp;

import org.jspecify.annotations.NullMarked;
