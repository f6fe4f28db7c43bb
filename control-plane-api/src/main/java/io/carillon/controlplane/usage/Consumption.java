package io.carillon.controlplane.usage;

import io.carillon.backplane.Backplane;
import io.carillon.backplane.BackplaneUnavailableException;
import io.carillon.backplane.UsageLedger;
import io.carillon.protocol.AppId;
import io.micronaut.data.jdbc.runtime.JdbcOperations;
import io.micronaut.transaction.annotation.ReadOnly;
import jakarta.inject.Singleton;
import java.sql.ResultSet;
import java.time.Duration;
import java.time.Instant;
import java.util.HashMap;
import java.util.Map;
import java.util.concurrent.CompletionException;

/** How many messages were used in the periods of quotas: those that are kept, and those that lie in the ledger still. */
@Singleton
class Consumption {

    /** What lies in the ledger may until then be of the period before, and is left out rather than counted in the wrong one. */
    private static final Duration TURN = Duration.ofSeconds(90);

    private final JdbcOperations jdbc;
    private final UsageLedger ledger;

    Consumption(JdbcOperations jdbc, Backplane backplane) {
        this.jdbc = jdbc;
        this.ledger = backplane.usage();
    }

    /** What lies in the ledger, by app; nothing if it cannot be reached, for what is kept counts without it. */
    Map<AppId, Long> waiting() {
        try {
            return ledger.waiting().toCompletableFuture().join().messages();
        } catch (CompletionException failed) {
            if (failed.getCause() instanceof BackplaneUnavailableException) {
                return Map.of();
            }
            throw failed;
        }
    }

    /** Everybody's messages in the period in which this moment lies, by app. */
    @ReadOnly
    public Map<String, Long> all(Quota quota, Map<AppId, Long> waiting, Instant now) {
        Map<String, Long> used = new HashMap<>();
        jdbc.prepareStatement(
                "select app_id, messages from usage_totals where period = ? and started_at = ?", statement -> {
                    statement.setString(1, quota.period());
                    statement.setObject(2, UsageStore.at(quota.start(now)));
                    try (ResultSet found = statement.executeQuery()) {
                        while (found.next()) {
                            used.put(found.getString(1), found.getLong(2));
                        }
                    }
                    return used;
                });
        if (isUnderWay(quota, now)) {
            waiting.forEach((app, messages) -> used.merge(app.value(), messages, Long::sum));
        }
        return used;
    }

    /** The messages of one, in the period in which this moment lies. */
    @ReadOnly
    public long of(Subject subject, Quota quota, Map<AppId, Long> waiting, Instant now) {
        long kept = jdbc.prepareStatement(
                "select coalesce(sum(messages), 0) from usage_totals where " + subject.condition()
                        + " and period = ? and started_at = ?",
                statement -> {
                    statement.setString(1, subject.id());
                    statement.setString(2, quota.period());
                    statement.setObject(3, UsageStore.at(quota.start(now)));
                    try (ResultSet found = statement.executeQuery()) {
                        return found.next() ? found.getLong(1) : 0L;
                    }
                });
        return isUnderWay(quota, now) ? kept + waitingOf(subject, waiting) : kept;
    }

    private long waitingOf(Subject subject, Map<AppId, Long> waiting) {
        if (subject instanceof Subject.OfApp) {
            return waiting.getOrDefault(AppId.of(subject.id()), 0L);
        }
        return jdbc.prepareStatement("select id from apps where organisation_id = ?", statement -> {
            statement.setString(1, subject.id());
            long sum = 0;
            try (ResultSet found = statement.executeQuery()) {
                while (found.next()) {
                    sum += waiting.getOrDefault(AppId.of(found.getString(1)), 0L);
                }
            }
            return sum;
        });
    }

    private static boolean isUnderWay(Quota quota, Instant now) {
        return Duration.between(quota.start(now), now).compareTo(TURN) >= 0;
    }
}
