package io.carillon.controlplane.seal;

import io.carillon.backplane.seal.SealBrokenException;
import io.carillon.backplane.seal.Vault;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Timestamp;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import java.util.TreeSet;
import org.jspecify.annotations.Nullable;

/**
 * Brings all sealed secrets under the vault's first key, some hundred at a time. What is sealed so already stays as it is, so that it
 * may be stopped anywhere and begun again, and several may run. Others may write at the same time: what they change in between is left
 * to them.
 *
 * <p>An app with a resealed key counts as changed, so that it is written anew to the directory of the nodes, where secrets are sealed
 * as well.
 */
public final class Resealing {

    private static final int AT_ONCE = 200;
    private static final int MOST_NAMED = 10;

    private final Connection database;
    private final Vault vault;
    private final InstantSource clock;

    /** @param database is not closed; its transactions are begun and ended here */
    public Resealing(Connection database, Vault vault, InstantSource clock) {
        this.database = database;
        this.vault = vault;
        this.clock = clock;
    }

    /**
     * What became of a column.
     *
     * @param resealed secrets that were brought under the key now
     * @param already secrets that were under it
     * @param broken secrets that no given key opens; they are as they were
     * @param examples ids of some of those
     */
    public record Outcome(String what, long resealed, long already, long broken, List<String> examples) {}

    private record Row(String id, String sealed, @Nullable String app) {}

    private static final class Tally {
        private long resealed;
        private long already;
        private long broken;
        private final List<String> examples = new ArrayList<>();
    }

    /** Brings one column under the key. */
    public Outcome run(SealedColumn column) throws SQLException {
        database.setAutoCommit(false);
        var tally = new Tally();
        for (String after = ""; ; ) {
            List<Row> rows = read(column, after);
            if (rows.isEmpty()) {
                return new Outcome(
                        column.what(), tally.resealed, tally.already, tally.broken, List.copyOf(tally.examples));
            }
            reseal(column, rows, tally);
            after = rows.get(rows.size() - 1).id();
        }
    }

    // The names are those of our own tables: nothing that anybody sent is among them.
    private List<Row> read(SealedColumn column, String after) throws SQLException {
        String app = column.app() == null ? "null" : column.app();
        String question = "select " + column.id() + ", " + column.column() + ", " + app + " from " + column.table()
                + " where " + column.column() + " is not null and " + column.id() + " > ? order by " + column.id()
                + " limit " + AT_ONCE;
        List<Row> rows = new ArrayList<>();
        try (PreparedStatement select = database.prepareStatement(question)) {
            select.setString(1, after);
            try (ResultSet found = select.executeQuery()) {
                while (found.next()) {
                    rows.add(new Row(found.getString(1), found.getString(2), found.getString(3)));
                }
            }
        }
        return rows;
    }

    private void reseal(SealedColumn column, List<Row> rows, Tally tally) throws SQLException {
        // In their order, as everybody takes them, so that two who run do not wait for each other.
        var changed = new TreeSet<String>();
        try (PreparedStatement update = database.prepareStatement("update " + column.table() + " set " + column.column()
                + " = ? where " + column.id() + " = ? and " + column.column() + " = ?")) {
            for (Row row : rows) {
                if (reseal(column, row, update, tally) && row.app() != null) {
                    changed.add(row.app());
                }
            }
            touch(changed);
            database.commit();
        } catch (SQLException | RuntimeException failed) {
            database.rollback();
            throw failed;
        }
    }

    private boolean reseal(SealedColumn column, Row row, PreparedStatement update, Tally tally) throws SQLException {
        String label = column.label() + row.id();
        try {
            if (!vault.isStale(row.sealed())) {
                tally.already++;
                return false;
            }
            update.setString(1, vault.reseal(row.sealed(), label));
        } catch (SealBrokenException broken) {
            tally.broken++;
            if (tally.examples.size() < MOST_NAMED) {
                tally.examples.add(row.id());
            }
            return false;
        }
        update.setString(2, row.id());
        // Somebody may have written another secret since: theirs is the newer one.
        update.setString(3, row.sealed());
        boolean done = update.executeUpdate() == 1;
        tally.resealed += done ? 1 : 0;
        return done;
    }

    private void touch(TreeSet<String> apps) throws SQLException {
        try (PreparedStatement touch =
                database.prepareStatement("update apps set version = version + 1, updated_at = ? where id = ?")) {
            for (String app : apps) {
                touch.setTimestamp(1, Timestamp.from(clock.instant()));
                touch.setString(2, app);
                touch.executeUpdate();
            }
        }
    }
}
