/** What goes wrong, in the words that all rooms of the SDK share. */
@NullMarked
package io.carillon.client;

import org.jspecify.annotations.NullMarked;
