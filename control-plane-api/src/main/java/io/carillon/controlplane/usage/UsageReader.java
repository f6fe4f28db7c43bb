package io.carillon.controlplane.usage;

import io.carillon.protocol.InvalidValueException;
import io.micronaut.data.jdbc.runtime.JdbcOperations;
import io.micronaut.transaction.annotation.ReadOnly;
import jakarta.inject.Singleton;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/** Answers what was used. */
@Singleton
class UsageReader {

    private static final int MOST_ROWS = 50_000;

    private final JdbcOperations jdbc;

    UsageReader(JdbcOperations jdbc) {
        this.jdbc = jdbc;
    }

    private record Place(Instant at, String group) {}

    /**
     * What was used, in the order of time and then of prefix or app.
     *
     * @throws InvalidValueException {@code usage_range_invalid} if that are too many rows
     */
    @ReadOnly
    public List<UsageRow> read(UsageQuestion question) {
        Map<Place, UsageRow> rows =
                new TreeMap<>(Comparator.comparing(Place::at).thenComparing(Place::group));
        readTraffic(question, rows);
        if (question.grouping() != Grouping.PREFIX) {
            readConnections(question, rows);
        }
        if (rows.size() > MOST_ROWS) {
            throw new InvalidValueException(
                    "usage_range_invalid",
                    "The answer would have more than " + MOST_ROWS
                            + " rows. Ask for less time, for a longer step, or without by.");
        }
        return List.copyOf(rows.values());
    }

    private void readTraffic(UsageQuestion question, Map<Place, UsageRow> rows) {
        jdbc.prepareStatement(
                sql(question, "usage_traffic", "sum(messages_in), sum(messages_out), sum(bytes_in), sum(bytes_out)"),
                statement -> {
                    bind(statement, question);
                    try (ResultSet found = statement.executeQuery()) {
                        while (found.next()) {
                            Place place = place(found, question, 5);
                            rows.put(
                                    place,
                                    row(
                                            question,
                                            place,
                                            found.getLong(1),
                                            found.getLong(2),
                                            found.getLong(3),
                                            found.getLong(4)));
                        }
                    }
                    return rows;
                });
    }

    private void readConnections(UsageQuestion question, Map<Place, UsageRow> rows) {
        rows.replaceAll((place, row) -> row.withConnections(0));
        jdbc.prepareStatement(sql(question, "usage_connections", "sum(connections)"), statement -> {
            bind(statement, question);
            try (ResultSet found = statement.executeQuery()) {
                while (found.next()) {
                    Place place = place(found, question, 2);
                    UsageRow row = rows.getOrDefault(place, row(question, place, 0, 0, 0, 0));
                    rows.put(place, row.withConnections(found.getLong(1)));
                }
            }
            return rows;
        });
    }

    private static String sql(UsageQuestion question, String table, String sums) {
        String column = question.grouping().column();
        String groups = column == null ? "started_at" : "started_at, " + column;
        return "select " + sums + ", " + groups + " from " + table + " where "
                + question.subject().condition()
                + " and step = ? and started_at >= ? and started_at < ? group by " + groups + " limit "
                + (MOST_ROWS + 1);
    }

    private static void bind(PreparedStatement statement, UsageQuestion question) throws SQLException {
        statement.setString(1, question.subject().id());
        statement.setString(2, question.step().word());
        statement.setObject(3, UsageStore.at(question.from()));
        statement.setObject(4, UsageStore.at(question.to()));
    }

    private static Place place(ResultSet found, UsageQuestion question, int column) throws SQLException {
        Instant at = found.getObject(column, OffsetDateTime.class).toInstant();
        return new Place(at, question.grouping().column() == null ? "" : found.getString(column + 1));
    }

    private static UsageRow row(UsageQuestion question, Place place, long in, long out, long bytesIn, long bytesOut) {
        return new UsageRow(
                place.at(),
                groupIf(Grouping.APP, question, place),
                groupIf(Grouping.PREFIX, question, place),
                in,
                out,
                bytesIn,
                bytesOut,
                null);
    }

    private static @Nullable String groupIf(Grouping wanted, UsageQuestion question, Place place) {
        return question.grouping() == wanted ? place.group() : null;
    }
}
