package io.carillon.controlplane.audit;

import io.micronaut.data.jdbc.runtime.JdbcOperations;
import io.micronaut.transaction.annotation.ReadOnly;
import jakarta.inject.Singleton;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Reads the log, the newest line first. */
@Singleton
public class AuditReader {

    private final JdbcOperations database;

    AuditReader(JdbcOperations database) {
        this.database = database;
    }

    /**
     * The newest lines that were written before another.
     *
     * @param before id of the line; {@code Long.MAX_VALUE} for the newest of all
     */
    @ReadOnly
    public List<AuditEntry> read(AuditQuestion question, long before, int most) {
        var where = new Where();
        where.and("id < ?", before);
        where.and("organisation_id = ?", question.organisation());
        where.and("app_id = ?", question.app());
        where.and("action = ?", question.action());
        where.and("outcome = ?", question.outcome());
        where.and("happened_at >= ?", moment(question.from()));
        where.and("happened_at < ?", moment(question.to()));
        if (question.actor() != null) {
            where.and("(actor_id = ? or actor_name = ?)", question.actor(), question.actor());
            if (!question.outsiders()) {
                // Else guessing names would find out who it was.
                where.and("by_outsider = ?", false);
            }
        }
        return database.prepareStatement(where.sql(), statement -> {
            for (int place = 0; place < where.values.size(); place++) {
                statement.setObject(place + 1, where.values.get(place));
            }
            statement.setInt(where.values.size() + 1, most);
            try (ResultSet rows = statement.executeQuery()) {
                var found = new ArrayList<AuditEntry>();
                while (rows.next()) {
                    found.add(entry(rows));
                }
                return found;
            }
        });
    }

    private static @Nullable Object moment(@Nullable Instant moment) {
        return moment == null ? null : moment.atOffset(ZoneOffset.UTC);
    }

    private static AuditEntry entry(ResultSet row) throws SQLException {
        return new AuditEntry(
                row.getLong("id"),
                row.getObject("happened_at", OffsetDateTime.class).toInstant(),
                row.getString("organisation_id"),
                row.getString("app_id"),
                row.getString("actor_kind"),
                row.getString("actor_id"),
                row.getString("actor_name"),
                row.getString("via"),
                row.getString("address"),
                row.getString("action"),
                row.getString("subject"),
                row.getString("outcome"),
                row.getString("changes"),
                row.getBoolean("by_outsider"));
    }

    /** Only conditions that are asked for stand in the statement, so that the database finds the index that fits. */
    private static final class Where {

        private final List<String> conditions = new ArrayList<>();
        private final List<Object> values = new ArrayList<>();

        void and(String condition, @Nullable Object... asked) {
            for (Object value : asked) {
                if (value == null) {
                    return;
                }
            }
            conditions.add(condition);
            values.addAll(List.of(asked));
        }

        String sql() {
            return "select * from audit_log where " + String.join(" and ", conditions) + " order by id desc limit ?";
        }
    }
}
