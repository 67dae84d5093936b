package dev.leat.connector.mysql;

import dev.leat.jdbc.Pause;
import dev.leat.jdbc.Sql;
import dev.leat.jdbc.TableName;
import dev.leat.sdk.Log;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;

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
    private final List<TableName> tables;
    private int asked;
    private List<Open> left;

    /**
     * @param sql a connection in a transaction of its own, by which an answer is known to be fresh
     * @param tables those that they must have written to; empty if that is not known
     */
    OpenTransactions(Sql sql, List<TableName> tables) {
        this.sql = sql;
        this.tables = tables;
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

    /** Of those there were when first asked those that go on, and have written. */
    List<Open> left() throws SQLException {
        if (left == null) {
            left = now().stream()
                    .filter(open -> open.writes() || open.working())
                    .toList();
            if (!left.isEmpty()) {
                Pause.nanos(CACHED_NANOS);
            }
        }
        if (!left.isEmpty()) {
            // A statement that still has not written, after all this time, has drawn nothing.
            List<Open> before = left;
            left = on(now().stream()
                    .filter(open -> open.writes() && before.stream().anyMatch(open::isStill))
                    .toList());
        }
        return left;
    }

    /** Those there are at some moment since this was called. */
    private List<Open> now() throws SQLException {
        for (int attempt = 0; attempt < ATTEMPTS; attempt++) {
            String mark = "leat " + System.nanoTime() + " " + asked++;
            List<Open> open = new ArrayList<>();
            if (ask(mark, open)) {
                return open;
            }
            Pause.nanos(CACHED_NANOS);
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
    private List<Open> on(List<Open> open) {
        if (open.isEmpty() || tables.isEmpty()) {
            return open;
        }
        StringBuilder where = new StringBuilder();
        for (TableName table : tables) {
            where.append(where.isEmpty() ? "" : " OR ")
                    .append("object_schema = ")
                    .append(SqlText.literal(table.schema()))
                    .append(" AND object_name = ")
                    .append(SqlText.literal(table.name()));
        }
        String query =
                "SELECT engine_transaction_id FROM performance_schema.data_locks WHERE @@performance_schema AND ("
                        + where + ") UNION ALL SELECT if(@@performance_schema, '', 'untold')";
        List<String> holders;
        try {
            holders = Sql.rows(sql.connection(), query, row -> row.getString(1));
        } catch (SQLException untold) {
            Log.debug("which tables open transactions have written to cannot be told: " + untold.getMessage());
            return open;
        }
        if (holders.contains("untold")) {
            return open;
        }
        return open.stream().filter(one -> holders.contains(one.transaction())).toList();
    }

    /** Asks once; false if the answer is an older one, as this very question is not in it. */
    private boolean ask(String mark, List<Open> open) throws SQLException {
        long[] ownStart = {-1};
        Sql.each(sql.connection(), QUERY.replace(":mark", mark), row -> {
            long start = row.getLong(5);
            if (!row.getBoolean(9)) {
                open.add(new Open(
                        row.getLong(2),
                        row.getString(3),
                        row.getBoolean(4),
                        row.getBoolean(7),
                        start,
                        row.getString(6)));
            } else if (row.getString(8).contains(mark)) {
                ownStart[0] = start;
            }
        });
        // When they began is told in the server's own zone, as is when ours did: a moment ago.
        open.replaceAll(one -> new Open(
                one.session(),
                one.transaction(),
                one.writes(),
                one.working(),
                ownStart[0] - one.seconds(),
                one.user()));
        return ownStart[0] >= 0;
    }
}
