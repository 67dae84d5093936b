package dev.leat.jdbc;

import dev.leat.protocol.ConnectorException;
import dev.leat.protocol.StreamDescriptor;
import dev.leat.sdk.Log;
import dev.leat.type.Type;
import java.sql.Connection;
import java.sql.DatabaseMetaData;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.List;
import java.util.Map;
import java.util.function.Function;
import tools.jackson.databind.JsonNode;

/**
 * What reading has to know of an engine beyond its {@link Dialect}.
 *
 * @param snapshot begins the transaction that all streams are read in
 * @param rows how rows are selected and read
 * @param bound makes the value that a RID is compared with
 * @param fetchSize how many rows the driver is to hold at a time; 0 for what it does by itself
 * @param ends fixes where incremental reads end; null where the snapshot does
 */
public record Reading(Snapshot snapshot, RowForm rows, Bound bound, int fetchSize, Ends ends) {

    /** By a driver that streams by itself, up to where the snapshot ends. */
    public Reading(Snapshot snapshot, RowForm rows, Bound bound) {
        this(snapshot, rows, bound, 0, null);
    }

    /** @param readers the reader for a column, of which the type is the stream's */
    public Reading(Snapshot snapshot, Function<Table.Column, ColumnReader> readers, Bound bound) {
        this(snapshot, new ColumnRows(readers), bound);
    }

    /** The same by a driver that holds so many rows at a time. */
    public Reading withFetchSize(int rows) {
        return new Reading(snapshot, this.rows, bound, rows, ends);
    }

    /** The same of an engine where a snapshot alone does not tell how far can be read. */
    public Reading withEnds(Ends ends) {
        return new Reading(snapshot, rows, bound, fetchSize, ends);
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

    /**
     * Fixes how far streams are read where a transaction may commit rows with smaller RIDs than those that were to be
     * seen before.
     */
    @FunctionalInterface
    public interface Ends {
        /**
         * Called once, before the snapshot is taken, which may so be put off.
         *
         * @param reads of which {@link StreamRead#limit} bounds one
         * @param failed takes those that cannot be read, and why
         */
        void fix(List<StreamRead> reads, Map<StreamDescriptor, ConnectorException> failed) throws SQLException;
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

        /**
         * Whether the engine keeps the column itself in the order of RIDs, so that an index on it can be used. Else
         * {@link Dialect#order} is asked.
         */
        default boolean isOrdered(Table.Column column) {
            return false;
        }
    }
}
