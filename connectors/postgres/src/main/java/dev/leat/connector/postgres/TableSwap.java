package dev.leat.connector.postgres;

import dev.leat.jdbc.Ddl;
import dev.leat.jdbc.Identifiers;
import dev.leat.jdbc.OwnTables;
import dev.leat.jdbc.Replacement;
import dev.leat.jdbc.Sql;
import dev.leat.jdbc.Table;
import dev.leat.jdbc.TableName;
import dev.leat.jdbc.Target;
import dev.leat.sdk.Log;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.List;
import java.util.Optional;

/**
 * Loads a table without indexes, makes them, and puts it in the place of the old one. The quick way gives it the old
 * one's name, and all that belongs to a table but is not in it: grants, comments, names of indexes and constraints,
 * sequences. Where anything else hangs on the old table (a view, a foreign key, a trigger …) the table stays and its
 * rows are replaced, which keeps everything. Both are one transaction: readers see the old rows, then the new ones.
 */
final class TableSwap implements Replacement {
    private static final Identifiers IDENTIFIERS = PostgresDestination.IDENTIFIERS;

    /**
     * How long each attempt to lock the table waits, in milliseconds: all who want to read it wait behind us as long.
     * The last ones are longer than deadlock_timeout, after which the server ends an autovacuum that is in the way.
     */
    private static final int[] LOCK_TIMEOUTS = {100, 100, 100, 100, 100, 100, 100, 100, 1500, 1500};

    private static final String LOCK_NOT_AVAILABLE = "55P03";

    /** A glance at the rows is over so many columns times points of the statistics' target. */
    private static final int GLANCED_COLUMNS = 250;

    @Override
    public TableName stage(Sql sql, Target target, Optional<Table> existing) {
        String making = "make a table to load, for \"" + target.table() + "\"";
        if (existing.isEmpty()) {
            sql.execute(Ddl.createKeyless(target, target.table(), IDENTIFIERS, ColumnTypes::of), making);
            return target.table();
        }
        TableName staging = OwnTables.staging(IDENTIFIERS, target.table());
        // One transaction leaves none behind; but there may be one that somebody restored from a backup.
        sql.execute("DROP TABLE IF EXISTS " + staging.sql(IDENTIFIERS), making);
        sql.execute(
                "CREATE TABLE " + staging.sql(IDENTIFIERS) + " (LIKE "
                        + target.table().sql(IDENTIFIERS) + " INCLUDING ALL EXCLUDING INDEXES)",
                making);
        add(sql, target, staging, existing.get());
        return staging;
    }

    private static void add(Sql sql, Target target, TableName to, Table existing) {
        for (Target.Column column : target.missingIn(existing, IDENTIFIERS)) {
            sql.execute(
                    Ddl.addColumn(column, to, IDENTIFIERS, ColumnTypes::of),
                    "add the column \"" + column.name() + "\" to the table \"" + target.table() + "\"");
        }
    }

    @Override
    public void swap(Sql sql, Target target, TableName staging, Optional<Table> existing) throws SQLException {
        if (existing.isEmpty()) {
            Indexes.makeRoom(sql);
            Ddl.addKey(target, IDENTIFIERS)
                    .ifPresent(statement -> sql.execute(statement, "make the key of \"" + target.table() + "\""));
            return;
        }
        TableName table = target.table();
        if (hasNothingElse(sql, table)) {
            Indexes.copy(sql, table, staging);
            analyze(sql, target, staging);
            if (locks(sql, table)) {
                // Now that nobody can change it: what was true before the lock may not be so any more.
                Optional<Belongings> belongings =
                        hasNothingElse(sql, table) ? Belongings.of(sql, table, staging) : Optional.empty();
                if (belongings.isPresent()) {
                    belongings.get().handOver();
                    return;
                }
                sql.execute("ROLLBACK TO SAVEPOINT leat_swap", "release the table \"" + table + "\"");
            }
        }
        add(sql, target, table, existing.get());
        new RowSwap(sql, target, staging).replace();
    }

    /**
     * Statistics go with the table; without any the first queries would be planned blindly. A glance has to do: the
     * rows of this transaction count as changes when it commits, whereupon autovacuum looks closer. It is as short at
     * tables of hundreds of columns: 300 rows are looked at for each point of the statistics' target.
     */
    private static void analyze(Sql sql, Target target, TableName staging) {
        String attempted = "look at the new rows of \"" + target.table() + "\"";
        int points = Math.clamp(GLANCED_COLUMNS / target.columns().size(), 1, 10);
        sql.execute("SET LOCAL default_statistics_target = " + points, attempted);
        sql.execute("ANALYZE " + staging.sql(IDENTIFIERS), attempted);
        sql.execute("SET LOCAL default_statistics_target TO DEFAULT", attempted);
    }

    private static boolean hasNothingElse(Sql sql, TableName table) throws SQLException {
        List<String> dependents = Dependents.of(sql.connection(), table);
        if (!dependents.isEmpty()) {
            Log.debug("table \"" + table + "\" stays and its rows are replaced, for it has "
                    + String.join(", ", dependents));
        }
        return dependents.isEmpty();
    }

    /** Locks the table against everybody, in a savepoint; false if somebody does not let go of it. */
    private static boolean locks(Sql sql, TableName table) throws SQLException {
        try (Statement statement = sql.connection().createStatement()) {
            for (int timeout : LOCK_TIMEOUTS) {
                statement.execute("SAVEPOINT leat_swap");
                try {
                    statement.execute("SET LOCAL lock_timeout = " + timeout);
                    statement.execute("LOCK TABLE " + table.sql(IDENTIFIERS) + " IN ACCESS EXCLUSIVE MODE");
                    statement.execute("SET LOCAL lock_timeout = 0");
                    return true;
                } catch (SQLException e) {
                    if (!LOCK_NOT_AVAILABLE.equals(e.getSQLState())) {
                        throw e;
                    }
                    statement.execute("ROLLBACK TO SAVEPOINT leat_swap");
                    // Lets those through who queued behind us.
                    statement.execute("SELECT pg_sleep(0.5)");
                }
            }
        }
        Log.info("table \"" + table
                + "\" is being read for long; its rows are replaced one by one instead of all at once");
        return false;
    }
}
