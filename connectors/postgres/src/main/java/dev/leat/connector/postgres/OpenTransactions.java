package dev.leat.connector.postgres;

import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;

/** The transactions that are open at one moment, as {@code pg_locks} shows them to every user. */
final class OpenTransactions {
    /**
     * One look at the lock table, so that nothing can move in it unseen: a transaction that is being prepared changes
     * its number and loses its process. The locks counted are those a writer has; whoever vacuums, analyzes or builds an
     * index has others. Background processes without a user add no rows, walsenders and parallel workers neither.
     */
    private static final String QUERY = """
            WITH locks AS MATERIALIZED (
                SELECT locktype, database, relation, transactionid, virtualtransaction, pid, mode
                FROM pg_locks WHERE granted AND pid IS DISTINCT FROM pg_backend_pid()),
            here AS (SELECT oid FROM pg_database WHERE datname = current_database()),
            holders AS (
                SELECT l.relation, l.virtualtransaction, l.pid
                FROM locks l JOIN here ON here.oid = l.database
                WHERE l.locktype = 'relation' AND l.relation = ANY (?) AND l.mode IN
                    ('RowExclusiveLock', 'ShareRowExclusiveLock', 'ExclusiveLock', 'AccessExclusiveLock')
                UNION ALL
                SELECT 0, l.virtualtransaction, l.pid
                FROM locks l JOIN pg_stat_activity a ON a.pid = l.pid JOIN here ON here.oid = a.datid
                WHERE l.locktype = 'virtualxid' AND l.mode = 'ExclusiveLock'
                    AND a.usesysid IS NOT NULL AND a.application_name <> ALL (?)
                    AND coalesce(a.backend_type, '') NOT IN ('walsender', 'parallel worker'))
            SELECT DISTINCT h.relation, h.virtualtransaction, h.pid, a.usename, a.application_name,
                (extract(epoch FROM a.xact_start) * 1000000)::bigint AS started,
                extract(epoch FROM clock_timestamp() - coalesce(a.xact_start, p.prepared))::bigint AS age, p.gid, p.owner
            FROM holders h
            LEFT JOIN pg_stat_activity a ON a.pid = h.pid
            LEFT JOIN locks x ON h.pid IS NULL AND x.pid IS NULL AND x.locktype = 'transactionid'
                AND x.virtualtransaction = h.virtualtransaction
            LEFT JOIN pg_prepared_xacts p ON p.transaction = x.transactionid
            ORDER BY h.pid, h.virtualtransaction
            """;

    /**
     * A transaction, as the holder of a lock.
     *
     * @param relation the table or sequence it holds; 0 for the lock on itself that each transaction has
     * @param id its number, unique while it lasts
     * @param prepared whether it is prepared: then it does nothing more, and has no process
     * @param startedMicros when it began, since 1970; null if the server does not tell this user
     */
    record Holder(long relation, String id, boolean prepared, Long startedMicros, String described) {}

    private OpenTransactions() {}

    /** Those that hold one of the relations, and all of this database but Leat's own. */
    static List<Holder> read(Connection connection, Collection<Long> relations) throws SQLException {
        List<Holder> holders = new ArrayList<>();
        try (PreparedStatement query = connection.prepareStatement(QUERY)) {
            query.setArray(1, connection.createArrayOf("oid", relations.toArray()));
            query.setArray(2, connection.createArrayOf("text", new Object[] {
                PostgresSession.SOURCE, PostgresSession.DESTINATION
            }));
            try (ResultSet row = query.executeQuery()) {
                while (row.next()) {
                    long started = row.getLong("started");
                    holders.add(new Holder(
                            row.getLong("relation"),
                            row.getString("virtualtransaction"),
                            row.getObject("pid") == null,
                            row.getObject("started") == null ? null : started,
                            described(row)));
                }
            }
        }
        return holders;
    }

    private static String described(ResultSet row) throws SQLException {
        String age = row.getObject("age") == null ? "" : ", open for " + row.getLong("age") + " s";
        if (row.getObject("pid") == null) {
            return "the prepared transaction '" + row.getString("gid") + "' (of user \"" + row.getString("owner") + "\""
                    + age + "; COMMIT PREPARED or ROLLBACK PREPARED ends it)";
        }
        String application = row.getString("application_name");
        boolean named = application != null && !application.isEmpty();
        return "pid " + row.getLong("pid") + " (user \"" + row.getString("usename") + "\""
                + (named ? ", application \"" + application + "\"" : "") + age + ")";
    }
}
