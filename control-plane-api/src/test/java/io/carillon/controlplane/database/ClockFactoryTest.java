package io.carillon.controlplane.database;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Instant;
import java.time.InstantSource;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

final class ClockFactoryTest {

    @Test
    void what_the_clock_says_is_kept_by_a_database_as_it_is() {
        InstantSource clock = new ClockFactory().clock();

        assertThat(Stream.generate(clock::instant).limit(1000).mapToInt(Instant::getNano))
                .allMatch(nanos -> nanos % 1000 == 0);
    }
}
