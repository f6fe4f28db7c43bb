package io.carillon.controlplane.usage;

import io.carillon.backplane.NodeId;
import io.micronaut.data.jdbc.runtime.JdbcOperations;
import io.micronaut.transaction.annotation.Transactional;
import jakarta.inject.Singleton;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;

/** Lets one control plane at a time do what one does for all. Who loses it does no harm: what is done is right done twice. */
@Singleton
class Lease {

    private static final Duration HELD = Duration.ofSeconds(30);

    private final JdbcOperations jdbc;
    private final InstantSource clock;
    private final String holder = NodeId.fresh().value();

    Lease(JdbcOperations jdbc, InstantSource clock) {
        this.jdbc = jdbc;
        this.clock = clock;
    }

    /** Whether this process has it now: it gets it if nobody has, and keeps it as long as it asks. */
    @Transactional
    public boolean isMine() {
        Instant now = clock.instant();
        return jdbc.prepareStatement(
                "update usage_lease set holder = ?, held_until = ? where name = 'usage' and (holder = ? or held_until < ?)",
                statement -> {
                    statement.setString(1, holder);
                    statement.setObject(2, UsageStore.at(now.plus(HELD)));
                    statement.setString(3, holder);
                    statement.setObject(4, UsageStore.at(now));
                    return statement.executeUpdate() == 1;
                });
    }
}
