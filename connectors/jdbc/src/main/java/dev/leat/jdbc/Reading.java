package dev.leat.jdbc;

import dev.leat.sdk.Log;
import dev.leat.type.Type;
import java.sql.Connection;
import java.sql.DatabaseMetaData;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.function.Function;
import tools.jackson.databind.JsonNode;

/**
 * What reading has to know of an engine beyond its {@link Dialect}.
 *
 * @param snapshot begins the transaction that all streams are read in
 * @param rows how rows are selected and read
 * @param bound makes the value that a RID is compared with
 * @param fetchSize how many rows the driver is to hold at a time; 0 for what it does by itself
 */
public record Reading(Snapshot snapshot, RowForm rows, Bound bound, int fetchSize) {

    /** By a driver that streams by itself. */
    public Reading(Snapshot snapshot, RowForm rows, Bound bound) {
        this(snapshot, rows, bound, 0);
    }

    /** @param readers the reader for a column, of which the type is the stream's */
    public Reading(Snapshot snapshot, Function<Table.Column, ColumnReader> readers, Bound bound) {
        this(snapshot, new ColumnRows(readers), bound);
    }

    /** The same by a driver that holds so many rows at a time. */
    public Reading withFetchSize(int rows) {
        return new Reading(snapshot, this.rows, bound, rows);
    }

    /** Begins a transaction in which every read sees the same rows, whatever others commit meanwhile. */
    @FunctionalInterface
    public interface Snapshot {
        void begin(Connection connection) throws SQLException;

        /** By statements, one after the other. */
        static Snapshot byStatements(String... statements) {
            return connection -> {
                try (Statement statement = connection.createStatement()) {
                    for (String text : statements) {
                        statement.execute(text);
                    }
                }
            };
        }

        /**
         * By the driver's own calls, in the strictest isolation there is.
         *
         * @param where the database, for a warning
         */
        static Snapshot byDriver(String where) {
            return connection -> {
                DatabaseMetaData metadata = connection.getMetaData();
                connection.setReadOnly(true);
                if (metadata.supportsTransactionIsolationLevel(Connection.TRANSACTION_SERIALIZABLE)) {
                    connection.setTransactionIsolation(Connection.TRANSACTION_SERIALIZABLE);
                } else if (metadata.supportsTransactionIsolationLevel(Connection.TRANSACTION_REPEATABLE_READ)) {
                    connection.setTransactionIsolation(Connection.TRANSACTION_REPEATABLE_READ);
                } else {
                    Log.warn("the database at " + where + " shows no one state of its rows for a whole run: rows that"
                            + " others change meanwhile may come twice, or not at all, until the next full refresh");
                }
                connection.setAutoCommit(false);
            };
        }
    }

    /** Makes the parameter for {@code WHERE rid >= ?}. */
    @FunctionalInterface
    public interface Bound {
        /**
         * A value that no row at or beyond the RID is ordered before; the nearer to the RID the better, as rows before
         * it are read in vain.
         *
         * @param from a RID in the protocol's form
         * @param greatest the table's greatest RID as the engine gives it as text: the form it keeps such values in
         */
        Object of(Type type, JsonNode from, String greatest);
    }
}
