/** Puts the rooms of the broker together. */
@Configuration
@Requires(property = "carillon.broker.enabled", value = "true")
@NullMarked
package io.carillon.broker;

import io.micronaut.context.annotation.Configuration;
import io.micronaut.context.annotation.Requires;
import org.jspecify.annotations.NullMarked;
