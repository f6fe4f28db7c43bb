/** What watches the process is told on a port of its own. */
@Configuration
@Requires(property = "carillon.management.port")
@NullMarked
package io.carillon.process.management;

import io.micronaut.context.annotation.Configuration;
import io.micronaut.context.annotation.Requires;
import org.jspecify.annotations.NullMarked;
