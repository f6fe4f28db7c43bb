/** The app that a new installation starts with. */
@NullMarked
package io.carillon.allinone.firstapp;

import org.jspecify.annotations.NullMarked;
