package dev.leat.connector.mysql;

import dev.leat.jdbc.Sql;
import dev.leat.jdbc.TableName;
import dev.leat.sdk.Log;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;

/** The transactions and statements of others that are under way. Asks for the privilege PROCESS. */
final class OpenTransactions {
    /** The servers' error for what takes a privilege such as PROCESS. */
    static final int NO_PRIVILEGE = 1227;

    /**
     * Sessions at work or in a transaction, and transactions without a session, which are prepared ones (XA). A
     * transaction that has written holds a lock on its table at least. A statement may have drawn a number that grows
     * by itself an instant before its transaction begins, so those under way are looked at too.
     */
    private static final String QUERY = """
            SELECT ':mark', coalesce(p.id, 0), t.trx_id, coalesce(t.trx_lock_structs > 0 OR t.trx_rows_modified > 0, 0),
                timestampdiff(SECOND, '1970-01-01', t.trx_started), p.user, p.command IN ('Query', 'Execute'),
                coalesce(t.trx_query, ''), p.id = connection_id()
            FROM information_schema.processlist p
            LEFT JOIN information_schema.innodb_trx t ON t.trx_mysql_thread_id = p.id
            WHERE t.trx_id IS NOT NULL OR p.command IN ('Query', 'Execute')
            UNION ALL
            SELECT '', 0, t.trx_id, 1, timestampdiff(SECOND, '1970-01-01', t.trx_started), '', 0, '', 0
            FROM information_schema.innodb_trx t WHERE t.trx_mysql_thread_id = 0 AND t.trx_lock_structs > 0
            """;

    /** InnoDB answers what it last answered unless nobody has asked for a tenth of a second. */
    private static final long CACHED_NANOS = TimeUnit.MILLISECONDS.toNanos(110);

    private static final int ATTEMPTS = 50;

    private final Sql sql;
    private int asked;

    /** @param sql a connection in a transaction of its own, by which an answer is known to be fresh */
    OpenTransactions(Sql sql) {
        this.sql = sql;
    }

    /**
     * What a session is in the middle of.
     *
     * @param session its number; 0 for a prepared transaction
     * @param transaction its number; null for a statement whose transaction has not begun
     * @param writes whether the transaction has written or locked anything so far
     * @param working whether a statement is under way
     * @param seconds how long the transaction has been open
     */
    record Open(long session, String transaction, boolean writes, boolean working, long seconds, String user) {

        /** Whether it may still be the same that it was. */
        boolean isStill(Open before) {
            return before.session == session && (before.transaction == null || before.transaction.equals(transaction));
        }

        String described() {
            return session == 0
                    ? "the prepared transaction " + transaction + ", open for " + seconds + " s (XA RECOVER lists it)"
                    : "connection " + session + " (user \"" + user + "\", open for " + seconds + " s)";
        }
    }

    /** Those there are at some moment since this was called. */
    List<Open> now() throws SQLException {
        for (int attempt = 0; attempt < ATTEMPTS; attempt++) {
            String mark = "leat " + System.nanoTime() + " " + asked++;
            List<Open> open = new ArrayList<>();
            if (ask(mark, open)) {
                return open;
            }
            LockSupport.parkNanos(CACHED_NANOS);
        }
        throw new SQLException(
                "information_schema.innodb_trx shows the same again and again: somebody else asks it ten"
                        + " times a second",
                "HY000",
                1205);
    }

    /**
     * Of these, those that hold a lock on one of the tables, as whoever has written to it does; all of them where that
     * cannot be told: on MariaDB, and without SELECT on {@code performance_schema.data_locks}.
     */
    List<Open> on(List<TableName> tables, List<Open> open) {
        StringBuilder where = new StringBuilder();
        for (TableName table : tables) {
            where.append(where.isEmpty() ? "" : " OR ")
                    .append("object_schema = ")
                    .append(SqlText.literal(table.schema()))
                    .append(" AND object_name = ")
                    .append(SqlText.literal(table.name()));
        }
        Set<String> holders = new HashSet<>();
        try (Statement statement = sql.connection().createStatement();
                ResultSet row = statement.executeQuery("SELECT engine_transaction_id, @@performance_schema"
                        + " FROM performance_schema.data_locks WHERE " + where
                        + " UNION ALL SELECT '', @@performance_schema")) {
            while (row.next()) {
                if (!row.getBoolean(2)) {
                    return open;
                }
                holders.add(row.getString(1));
            }
        } catch (SQLException untold) {
            Log.debug("which tables open transactions have written to cannot be told: " + untold.getMessage());
            return open;
        }
        return open.stream().filter(one -> holders.contains(one.transaction())).toList();
    }

    /** Asks once; false if the answer is an older one, as this very question is not in it. */
    private boolean ask(String mark, List<Open> open) throws SQLException {
        boolean fresh = false;
        long ownStart = 0;
        try (Statement statement = sql.connection().createStatement();
                ResultSet row = statement.executeQuery(QUERY.replace(":mark", mark))) {
            while (row.next()) {
                long start = row.getLong(5);
                if (row.getBoolean(9)) {
                    fresh = row.getString(8).contains(mark);
                    ownStart = start;
                } else {
                    open.add(new Open(
                            row.getLong(2),
                            row.getString(3),
                            row.getBoolean(4),
                            row.getBoolean(7),
                            start,
                            row.getString(6)));
                }
            }
        }
        // When they began is told in the server's own zone, as is when ours did: a moment ago.
        long base = ownStart;
        open.replaceAll(one -> new Open(
                one.session(), one.transaction(), one.writes(), one.working(), base - one.seconds(), one.user()));
        return fresh;
    }
}
