/** carillon-client in a Spring Boot app: configured under {@code carillon}, injected, and listening with methods. */
@NullMarked
package io.carillon.spring;

import org.jspecify.annotations.NullMarked;
