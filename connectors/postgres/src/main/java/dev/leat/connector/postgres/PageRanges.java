package dev.leat.connector.postgres;

import dev.leat.sdk.Emitter;
import dev.leat.sdk.PartitionedSource.Part;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.List;
import org.postgresql.jdbc.PgConnection;

/**
 * A table divided by the pages of its file: each part is read by a session of its own, in the snapshot of the source's.
 * Servers since 14 go straight to the pages.
 */
final class PageRanges {
    /** A part of fewer pages, 1 MB, is read sooner than another session is there. */
    private static final long PART_PAGES_MIN = 128;

    private static final String LOCK_NOT_AVAILABLE = "55P03";

    private final PostgresConfig config;
    private final PgConnection connection;

    /** @param connection in the transaction whose snapshot is read */
    PageRanges(PostgresConfig config, PgConnection connection) {
        this.config = config;
        this.connection = connection;
    }

    /** The parts; none where the relation has no pages of its own, or too few. */
    List<Part> of(StreamRead read) throws SQLException {
        if (read.empty || read.relation.kind() != Relation.TABLE) {
            return List.of();
        }
        // From here on nobody can write the table anew, which would put its rows into other pages.
        lock(connection, read);
        long pages = Long.parseLong(text("SELECT pg_relation_size(" + read.relation.oid()
                + "::regclass) / current_setting('block_size')::bigint"));
        int count = (int) Math.min(read.plan.partitions(), pages / PART_PAGES_MIN);
        List<PgConnection> sessions = count < 2 ? List.of() : sessions(read, count);
        List<Part> parts = new ArrayList<>();
        for (PgConnection session : sessions) {
            int part = parts.size() + 1;
            // Without an end: tables that inherit from this one are read with it, and may have more pages.
            String end = part == count ? "" : " AND " + ctid("<", pages * part / count);
            String condition = ctid(">=", pages * (part - 1) / count) + end;
            parts.add(out -> read(session, read, read.copy(condition), out));
        }
        return parts;
    }

    private static String ctid(String comparison, long page) {
        return StreamRead.TABLE + ".ctid " + comparison + " '(" + page + ",0)'::tid";
    }

    private static void lock(PgConnection connection, StreamRead read) throws SQLException {
        try (Statement statement = connection.createStatement()) {
            statement.execute("SELECT FROM " + read.table() + " LIMIT 0");
        }
    }

    /** All of them, or none if somebody waits for the table to be free of us: whoever comes later waits behind him. */
    private List<PgConnection> sessions(StreamRead read, int count) throws SQLException {
        String snapshot = text("SELECT pg_export_snapshot()");
        List<PgConnection> sessions = new ArrayList<>();
        boolean all = false;
        try {
            while (sessions.size() < count) {
                PgConnection session = PostgresSession.open(config, PostgresSession.SOURCE);
                sessions.add(session);
                share(session, snapshot, read);
            }
            all = true;
            return sessions;
        } catch (SQLException e) {
            if (!LOCK_NOT_AVAILABLE.equals(e.getSQLState())) {
                throw e;
            }
            return List.of();
        } finally {
            if (!all) {
                for (PgConnection session : sessions) {
                    session.close();
                }
            }
        }
    }

    private static void share(PgConnection session, String snapshot, StreamRead read) throws SQLException {
        session.setReadOnly(true);
        session.setTransactionIsolation(Connection.TRANSACTION_REPEATABLE_READ);
        session.setAutoCommit(false);
        try (Statement statement = session.createStatement()) {
            statement.execute("SET TRANSACTION SNAPSHOT " + Sql.literal(snapshot));
            PostgresSession.settle(session);
            statement.execute("SET LOCAL lock_timeout = '2s'");
            lock(session, read);
            statement.execute("SET LOCAL lock_timeout = 0");
        }
    }

    private void read(PgConnection session, StreamRead read, String statement, Emitter out) {
        try (session) {
            new CopyRows(session, read, statement, config.infinity()).to(out);
        } catch (SQLException e) {
            throw PostgresFailure.of("a part of the stream \"" + read.relation.stream() + "\" cannot be read: ", e);
        }
    }

    private String text(String query) throws SQLException {
        try (PreparedStatement statement = connection.prepareStatement(query);
                ResultSet row = statement.executeQuery()) {
            row.next();
            return row.getString(1);
        }
    }
}
