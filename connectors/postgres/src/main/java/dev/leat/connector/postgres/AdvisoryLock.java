package dev.leat.connector.postgres;

import dev.leat.jdbc.RunLock;
import dev.leat.jdbc.SessionLock;
import dev.leat.jdbc.Sql;
import java.nio.ByteBuffer;

/** The locks of a session: they are numbered. */
final class AdvisoryLock {
    private static final String TAKE = "SELECT pg_try_advisory_lock(?::bigint)::int";

    private static final String HOLDER = """
            SELECT 'server process ' || a.pid || ', ' || coalesce('from ' || a.client_addr || ', ', '') || 'since '
                || date_trunc('second', a.backend_start)
            FROM pg_locks l JOIN pg_stat_activity a USING (pid)
            WHERE l.locktype = 'advisory' AND l.granted AND l.objsubid = 1
                AND l.database = (SELECT oid FROM pg_database WHERE datname = current_database())
                AND (l.classid::bigint << 32 | l.objid::bigint) = ?::bigint
            """;

    private AdvisoryLock() {}

    static RunLock of(Sql sql) {
        return new SessionLock(
                sql, hash -> String.valueOf(ByteBuffer.wrap(hash).getLong()), TAKE, HOLDER, "pg_terminate_backend");
    }
}
