/** The broker as a process of its own. */
@Configuration
@Requires(property = "carillon.broker.standalone", value = "true")
@NullMarked
package io.carillon.broker.standalone;

import io.micronaut.context.annotation.Configuration;
import io.micronaut.context.annotation.Requires;
import org.jspecify.annotations.NullMarked;
