/** A page on which to try everything, for the developer at this machine; never part of production. */
@Configuration
@Requires(property = "carillon.playground.enabled", value = "true")
@NullMarked
package io.carillon.allinone.playground;

import io.micronaut.context.annotation.Configuration;
import io.micronaut.context.annotation.Requires;
import org.jspecify.annotations.NullMarked;
