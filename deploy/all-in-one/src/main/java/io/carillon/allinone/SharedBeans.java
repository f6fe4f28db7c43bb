package io.carillon.allinone;

import io.carillon.backplane.Backplane;
import io.carillon.backplane.memory.MemoryBackplane;
import io.micronaut.context.annotation.Bean;
import io.micronaut.context.annotation.Factory;
import jakarta.inject.Singleton;

/** What broker and control plane share in one process: a backplane within its memory. The clock is the framework's. */
@Factory
final class SharedBeans {

    /** With a clock of its own: a wall clock that somebody sets would end the node's lease. */
    @Singleton
    @Bean(preDestroy = "close")
    Backplane backplane() {
        return new MemoryBackplane();
    }
}
