package dev.leat.connector.postgres;

import dev.leat.protocol.ConnectorException;
import dev.leat.row.Bytes;
import dev.leat.row.RowWriter;
import dev.leat.sdk.Emitter;
import dev.leat.sdk.Log;
import dev.leat.type.Column;
import java.nio.charset.StandardCharsets;
import java.sql.SQLException;
import java.sql.Savepoint;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;
import org.postgresql.copy.CopyOut;
import org.postgresql.jdbc.PgConnection;

/**
 * Sends one stream's rows: COPY's text on the one side, JSON on the other, byte by byte, with no object per value. A
 * failure leaves the snapshot intact for the streams that follow.
 */
final class CopyRows {
    private static final long POLL_NANOS = TimeUnit.MILLISECONDS.toNanos(10);

    private final PgConnection connection;
    private final StreamRead read;
    private final String statement;
    private final Field[] fields;

    /** @param statement the COPY that sends the stream's rows, or some of them */
    CopyRows(PgConnection connection, StreamRead read, String statement, PostgresConfig.Infinity infinity) {
        this.connection = connection;
        this.read = read;
        this.statement = statement;
        this.fields = read.fields(infinity);
    }

    void to(Emitter out) {
        try {
            Savepoint before = connection.setSavepoint();
            try {
                copy(out);
            } finally {
                // Also after success: there is nothing to keep, and it releases what the statement held.
                rollback(before);
            }
        } catch (SQLException e) {
            throw PostgresFailure.of("stream \"" + read.relation.stream() + "\" cannot be read to its end: ", e);
        }
    }

    /** Must not hide why the copy ended. */
    private void rollback(Savepoint before) {
        try {
            connection.rollback(before);
        } catch (SQLException e) {
            Log.debug("rolling back to before \"" + read.relation.stream() + "\" failed: " + e.getMessage());
        }
    }

    private void copy(Emitter out) throws SQLException {
        CopyOut copy = connection.getCopyAPI().copyOut(statement);
        try {
            RowWriter rows = out.rows();
            // Bytes are half again as long here as on the wire; every other value is about as long as there.
            int rowBytesMax = (int) Math.min(Integer.MAX_VALUE - 64, 2L * rows.valueBytesMax());
            CopiedRows copied = new CopiedRows(copy, CopiedRows.stream(connection), rowBytesMax);
            boolean more = first(copied, copy, out);
            while (more && !out.stopping()) {
                if (copied.tooLong() > 0) {
                    throw tooLong(copied.row(), copied.tooLong(), rows.valueBytesMax());
                }
                put(copied.row(), rows);
                more = copied.next();
            }
        } finally {
            cancel(copy);
        }
    }

    /**
     * Ends a copy that was not read to its end. The driver's own cancelCopy leaves what is still on its way to be taken
     * for the answers to later statements (42.7), so the rows are read until the server's refusal has come.
     */
    private void cancel(CopyOut copy) {
        try {
            if (copy.isActive()) {
                connection.cancelQuery();
            }
            while (copy.isActive()) {
                copy.readFromCopy();
            }
        } catch (SQLException cancelled) {
            Log.debug("\"" + read.relation.stream() + "\" was not read to its end: " + cancelled.getMessage());
        }
    }

    /** The first row may take hours to come, while the server sorts: until then, look whether the run is to end. */
    private static boolean first(CopiedRows copied, CopyOut copy, Emitter out) throws SQLException {
        while (!copied.poll()) {
            if (!copy.isActive() || out.stopping()) {
                return false;
            }
            LockSupport.parkNanos(POLL_NANOS);
        }
        return true;
    }

    void put(byte[] row, RowWriter rows) {
        int at = 0;
        for (int c = 0; c < fields.length; c++) {
            if (CopyText.isNull(row, at)) {
                rows.putNull();
                at += 3;
                continue;
            }
            Bytes value = rows.next();
            try {
                at = fields[c].put(row, at, value) + 1;
            } catch (ConnectorException e) {
                throw located(e, row, c);
            }
        }
        rows.end();
    }

    /** Of a row that was not loaded. Its key is there if it stands at its beginning. */
    private ConnectorException tooLong(byte[] row, int length, int max) {
        StringBuilder where = new StringBuilder("stream \"" + read.relation.stream() + "\"");
        int at = 0;
        int column = 0;
        for (int end = Field.end(row, 0); row[end] == '\t'; end = Field.end(row, at)) {
            String name = read.plan.schema().columns().get(column++).name();
            if (read.plan.schema().key().contains(name)) {
                where.append(", ").append(name).append(" = ");
                where.append(new String(row, at, end - at, StandardCharsets.UTF_8));
            }
            at = end + 1;
        }
        return ConnectorException.data(where + ", column \""
                + read.plan.schema().columns().get(column).name() + "\" or one after it: the row has " + length
                + " bytes, and may have " + max + " as a line; leave its large columns out, or raise"
                + " LEAT_LINE_BYTES_MAX");
    }

    private ConnectorException located(ConnectorException e, byte[] row, int column) {
        List<Column> columns = read.plan.schema().columns();
        List<String> key = read.plan.schema().key();
        StringBuilder where = new StringBuilder("stream \"" + read.relation.stream() + "\"");
        int at = 0;
        for (Column each : columns) {
            int end = Field.end(row, at);
            if (key.contains(each.name())) {
                where.append(", ").append(each.name()).append(" = ");
                where.append(new String(row, at, end - at, StandardCharsets.UTF_8));
            }
            at = end + 1;
        }
        where.append(", column \"").append(columns.get(column).name()).append("\": ");
        return new ConnectorException(e.kind(), where + e.getMessage(), e);
    }
}
