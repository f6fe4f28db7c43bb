package io.carillon.controlplane.usage;

import io.carillon.backplane.ChannelPrefix;
import io.carillon.backplane.Traffic;
import io.carillon.backplane.UsageBatch;
import io.carillon.backplane.UsageBucket;
import io.carillon.controlplane.database.Clearing;
import io.micronaut.data.jdbc.runtime.JdbcOperations;
import io.micronaut.transaction.annotation.Transactional;
import jakarta.inject.Singleton;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/**
 * Keeps what was used. A batch of the ledger is added to its minutes, hours, days and totals in one transaction with its id: all of
 * it is there, or none, and never twice.
 */
@Singleton
class UsageStore implements Clearing {

    // Longer than the ledger keeps a batch that nobody acknowledged.
    private static final Duration BATCHES_KEPT = Duration.ofDays(14);
    private static final Duration DAYS_OF_TOTALS_KEPT = Duration.ofDays(100);
    private static final int ROWS_AT_ONCE = 500;

    private final JdbcOperations jdbc;
    private final InstantSource clock;

    UsageStore(JdbcOperations jdbc, InstantSource clock) {
        this.jdbc = jdbc;
        this.clock = clock;
    }

    private record Cell(String app, Step step, Instant at, ChannelPrefix prefix) {}

    private record Peak(String app, Step step, Instant at) {}

    private record Period(String app, Quota quota, Instant start) {}

    /**
     * Keeps a batch, unless it is kept already.
     *
     * @return whether it is new; fails if another is keeping it at the same moment, and then it is not kept by this one
     */
    @Transactional
    public boolean keep(UsageBatch batch) {
        if (isKept(batch.id())) {
            return false;
        }
        remember(batch.id());
        // In order, so that two who keep different batches never wait for each other.
        Map<Cell, Traffic> traffic = new TreeMap<>(Comparator.comparing(Cell::app)
                .thenComparing(Cell::step)
                .thenComparing(Cell::at)
                .thenComparing(Cell::prefix));
        Map<Peak, Long> minutes = new TreeMap<>(byPlace());
        Map<Period, Long> totals = new TreeMap<>(
                Comparator.comparing(Period::app).thenComparing(Period::quota).thenComparing(Period::start));
        for (UsageBucket bucket : batch.buckets()) {
            String app = bucket.app().value();
            Instant minute = Instant.ofEpochSecond(bucket.minute() * 60);
            bucket.traffic().forEach((prefix, its) -> {
                for (Step step : Step.values()) {
                    traffic.merge(new Cell(app, step, step.start(minute), prefix), its, Traffic::plus);
                }
            });
            if (bucket.connections() > 0) {
                minutes.merge(new Peak(app, Step.MINUTE, minute), bucket.connections(), Long::sum);
            }
            if (bucket.messages() > 0) {
                for (Quota quota : Quota.values()) {
                    totals.merge(new Period(app, quota, quota.start(minute)), bucket.messages(), Long::sum);
                }
            }
        }
        addTraffic(traffic);
        addConnections(minutes);
        addTotals(totals);
        return true;
    }

    private static Comparator<Peak> byPlace() {
        return Comparator.comparing(Peak::app).thenComparing(Peak::step).thenComparing(Peak::at);
    }

    private boolean isKept(UsageBatch.Id id) {
        return jdbc.prepareStatement("select 1 from usage_batches where id = ?", statement -> {
            statement.setString(1, id.text());
            try (ResultSet found = statement.executeQuery()) {
                return found.next();
            }
        });
    }

    private void remember(UsageBatch.Id id) {
        jdbc.prepareStatement("insert into usage_batches (id, kept_at) values (?, ?)", statement -> {
            statement.setString(1, id.text());
            statement.setObject(2, at(clock.instant()));
            return statement.executeUpdate();
        });
    }

    private void addTraffic(Map<Cell, Traffic> traffic) {
        addOrInsert(
                List.copyOf(traffic.entrySet()),
                "update usage_traffic set messages_in = messages_in + ?, messages_out = messages_out + ?,"
                        + " bytes_in = bytes_in + ?, bytes_out = bytes_out + ?"
                        + " where app_id = ? and step = ? and started_at = ? and prefix = ?",
                "insert into usage_traffic (messages_in, messages_out, bytes_in, bytes_out, app_id, step, started_at, prefix)"
                        + " values (?, ?, ?, ?, ?, ?, ?, ?)",
                (statement, entry) -> {
                    statement.setLong(1, entry.getValue().messagesIn());
                    statement.setLong(2, entry.getValue().messagesOut());
                    statement.setLong(3, entry.getValue().bytesIn());
                    statement.setLong(4, entry.getValue().bytesOut());
                    statement.setString(5, entry.getKey().app());
                    statement.setString(6, entry.getKey().step().word());
                    statement.setObject(7, at(entry.getKey().at()));
                    statement.setString(8, entry.getKey().prefix().text());
                });
    }

    private void addConnections(Map<Peak, Long> minutes) {
        List<Map.Entry<Peak, Long>> known = addPeaks(minutes, "connections + ?");
        for (Map.Entry<Peak, Long> minute : known) {
            // Some nodes said later than others how many they had: what counts is the sum.
            minutes.put(minute.getKey(), connectionsIn(minute.getKey()));
        }
        Map<Peak, Long> longer = new TreeMap<>(byPlace());
        minutes.forEach((minute, connections) -> {
            longer.merge(over(minute, Step.HOUR), connections, Math::max);
            longer.merge(over(minute, Step.DAY), connections, Math::max);
        });
        addPeaks(longer, "greatest(connections, ?)");
    }

    private static Peak over(Peak minute, Step step) {
        return new Peak(minute.app(), step, step.start(minute.at()));
    }

    private List<Map.Entry<Peak, Long>> addPeaks(Map<Peak, Long> peaks, String sum) {
        return addOrInsert(
                List.copyOf(peaks.entrySet()),
                "update usage_connections set connections = " + sum
                        + " where app_id = ? and step = ? and started_at = ?",
                "insert into usage_connections (connections, app_id, step, started_at) values (?, ?, ?, ?)",
                (statement, entry) -> {
                    statement.setLong(1, entry.getValue());
                    statement.setString(2, entry.getKey().app());
                    statement.setString(3, entry.getKey().step().word());
                    statement.setObject(4, at(entry.getKey().at()));
                });
    }

    private long connectionsIn(Peak minute) {
        return jdbc.prepareStatement(
                "select connections from usage_connections where app_id = ? and step = ? and started_at = ?",
                statement -> {
                    statement.setString(1, minute.app());
                    statement.setString(2, minute.step().word());
                    statement.setObject(3, at(minute.at()));
                    try (ResultSet found = statement.executeQuery()) {
                        return found.next() ? found.getLong(1) : 0L;
                    }
                });
    }

    private void addTotals(Map<Period, Long> totals) {
        addOrInsert(
                List.copyOf(totals.entrySet()),
                "update usage_totals set messages = messages + ? where app_id = ? and period = ? and started_at = ?",
                "insert into usage_totals (messages, app_id, period, started_at) values (?, ?, ?, ?)",
                (statement, entry) -> {
                    statement.setLong(1, entry.getValue());
                    statement.setString(2, entry.getKey().app());
                    statement.setString(3, entry.getKey().quota().period());
                    statement.setObject(4, at(entry.getKey().start()));
                });
    }

    /** What one row says, in the same order whether it is added to one that is there or is a new one. */
    @FunctionalInterface
    private interface Binder<T> {
        void bind(PreparedStatement statement, T row) throws SQLException;
    }

    /** @return the rows that were there before */
    private <T> List<T> addOrInsert(List<T> rows, String update, String insert, Binder<T> binder) {
        List<T> known = new ArrayList<>();
        List<T> fresh = new ArrayList<>();
        for (int from = 0; from < rows.size(); from += ROWS_AT_ONCE) {
            List<T> some = rows.subList(from, Math.min(rows.size(), from + ROWS_AT_ONCE));
            int[] changed = runBatch(update, some, binder);
            for (int i = 0; i < changed.length; i++) {
                (changed[i] == 0 ? fresh : known).add(some.get(i));
            }
        }
        for (int from = 0; from < fresh.size(); from += ROWS_AT_ONCE) {
            runBatch(insert, fresh.subList(from, Math.min(fresh.size(), from + ROWS_AT_ONCE)), binder);
        }
        return known;
    }

    private <T> int[] runBatch(String sql, List<T> rows, Binder<T> binder) {
        return jdbc.prepareStatement(sql, statement -> {
            for (T row : rows) {
                binder.bind(statement, row);
                statement.addBatch();
            }
            return statement.executeBatch();
        });
    }

    /** Forgets what is older than its step is kept. */
    @Override
    @Transactional
    public void forgetOld() {
        Instant now = clock.instant();
        for (Step step : Step.values()) {
            Duration kept = step.kept();
            if (kept != null) {
                Instant oldest = step.start(now.minus(kept));
                delete("delete from usage_traffic where step = ? and started_at < ?", step.word(), oldest);
                delete("delete from usage_connections where step = ? and started_at < ?", step.word(), oldest);
            }
        }
        delete(
                "delete from usage_totals where period = ? and started_at < ?",
                Quota.MESSAGES_PER_DAY.period(),
                now.minus(DAYS_OF_TOTALS_KEPT));
        jdbc.prepareStatement("delete from usage_batches where kept_at < ?", statement -> {
            statement.setObject(1, at(now.minus(BATCHES_KEPT)));
            return statement.executeUpdate();
        });
    }

    private void delete(String sql, String word, Instant before) {
        jdbc.prepareStatement(sql, statement -> {
            statement.setString(1, word);
            statement.setObject(2, at(before));
            return statement.executeUpdate();
        });
    }

    /** A moment as both databases take it. */
    static OffsetDateTime at(Instant moment) {
        return moment.atOffset(ZoneOffset.UTC);
    }
}
