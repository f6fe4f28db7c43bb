package io.carillon.controlplane.database;

import io.micronaut.context.annotation.Factory;
import io.micronaut.context.annotation.Replaces;
import io.micronaut.context.time.InstantSourceFactory;
import jakarta.inject.Singleton;
import java.time.Instant;
import java.time.InstantSource;
import java.time.temporal.ChronoUnit;

/**
 * The clock of the platform, in whole microseconds. Columns keep no more and round what is finer, up as well: a door that was closed
 * until now would be read back as one that is still closed.
 */
@Factory
final class ClockFactory {

    @Singleton
    @Replaces(value = InstantSource.class, factory = InstantSourceFactory.class)
    InstantSource clock() {
        // Not Clock.tick: on Java 17 the milliseconds of one that ticks faster are a division by zero.
        return () -> Instant.now().truncatedTo(ChronoUnit.MICROS);
    }
}
