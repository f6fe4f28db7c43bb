/** Apps, keys, publishing and queries for the servers of those who build with Carillon; holds no connection. */
@Configuration
@Requires(property = "carillon.control-plane.enabled", value = "true")
@NullMarked
package io.carillon.controlplane;

import io.micronaut.context.annotation.Configuration;
import io.micronaut.context.annotation.Requires;
import org.jspecify.annotations.NullMarked;
