/** What a connection token is good for, told to those who wonder. */
@NullMarked
package io.carillon.controlplane.check;

import org.jspecify.annotations.NullMarked;
