/** carillon-client in a Micronaut app: configured under {@code carillon}, injected, and listening with methods. */
@NullMarked
package io.carillon.micronaut;

import org.jspecify.annotations.NullMarked;
