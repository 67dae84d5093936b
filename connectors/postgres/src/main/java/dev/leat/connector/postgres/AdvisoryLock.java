package dev.leat.connector.postgres;

import dev.leat.jdbc.RunLock;
import dev.leat.jdbc.Sql;
import dev.leat.jdbc.TableName;
import dev.leat.protocol.ConnectorException;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;

/**
 * Keeps other runs out of a table with a lock of the session, which the server releases when the session ends, and
 * which hinders nobody but Leat. Locks of this kind are numbered: the number is made from the table's name.
 */
record AdvisoryLock(Sql sql) implements RunLock {
    /** A server takes a moment to notice that a client was killed: together five seconds. */
    private static final int ATTEMPTS = 20;

    private static final String HOLDER = """
            SELECT 'server process ' || a.pid || ', ' || coalesce('from ' || a.client_addr || ', ', '') || 'since '
                || date_trunc('second', a.backend_start)
            FROM pg_locks l JOIN pg_stat_activity a USING (pid)
            WHERE l.locktype = 'advisory' AND l.granted AND l.objsubid = 1
                AND l.database = (SELECT oid FROM pg_database WHERE datname = current_database())
                AND (l.classid::bigint << 32 | l.objid::bigint) = ?::bigint
            """;

    @Override
    public void acquire(TableName target) {
        String key = String.valueOf(key(target));
        String attempted = "lock the table \"" + target + "\" for this run";
        for (int attempt = 0; attempt < ATTEMPTS; attempt++) {
            String taken = sql.text(attempted, "SELECT pg_try_advisory_lock(?::bigint)", key)
                    .orElse("f");
            if (taken.startsWith("t")) {
                return;
            }
            sql.text(attempted, "SELECT pg_sleep(0.25)");
        }
        String holder =
                sql.text(attempted, HOLDER, key).map(who -> " (" + who + ")").orElse("");
        throw ConnectorException.unavailable("another run of Leat is writing to the table \"" + target + "\"" + holder
                + ". Wait until it has ended and run again; or, if it hangs, end it with pg_terminate_backend");
    }

    private static long key(TableName target) {
        try {
            byte[] name = ("leat\0" + target.schema() + "\0" + target.name()).getBytes(StandardCharsets.UTF_8);
            return ByteBuffer.wrap(MessageDigest.getInstance("SHA-256").digest(name))
                    .getLong();
        } catch (NoSuchAlgorithmException e) {
            throw new ConnectorException(ConnectorException.Kind.INTERNAL, "this Java has no SHA-256", e);
        }
    }
}
