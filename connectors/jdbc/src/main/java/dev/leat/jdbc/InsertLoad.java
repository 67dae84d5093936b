package dev.leat.jdbc;

import dev.leat.protocol.ConnectorException;
import dev.leat.row.Batch;
import java.sql.PreparedStatement;
import java.sql.SQLException;
import java.sql.Types;

/** One stream on its way through {@link InsertLoader}. */
final class InsertLoad implements TableLoad {
    /** Rows handed over at once: enough to make a call's own cost small, few enough to try again one by one. */
    private static final int ROWS = 1_000;

    /**
     * Rows are handed over early when they are this large together, as lines: the driver keeps their values till then.
     */
    private static final int BYTES = 4 << 20;

    private final Sql sql;
    private final Target target;
    private final PreparedStatement insert;
    private final Undo undo;
    private final ColumnWriter[] writers;
    private final ColumnWriter[] constants;

    InsertLoad(
            Sql sql,
            Target target,
            PreparedStatement insert,
            ColumnWriter[] writers,
            ColumnWriter[] constants,
            Undo undo) {
        this.sql = sql;
        this.target = target;
        this.insert = insert;
        this.undo = undo;
        this.writers = writers;
        this.constants = constants;
    }

    /** Leaves nothing behind: what has not gone out when the batch ends could not be named if it failed later. */
    @Override
    public void write(Batch rows) throws SQLException {
        int start = rows.position();
        long sent = 0;
        int gathered = 0;
        int from = start;
        while (rows.next()) {
            bind(rows);
            insert.addBatch();
            gathered++;
            if (gathered == ROWS || rows.position() - from >= BYTES) {
                send(rows, start, sent, gathered);
                sent += gathered;
                gathered = 0;
                from = rows.position();
            }
        }
        if (gathered > 0) {
            send(rows, start, sent, gathered);
        }
    }

    private void bind(Batch rows) throws SQLException {
        PreparedStatement row = insert;
        int parameter = 0;
        for (ColumnWriter writer : writers) {
            int column = parameter++;
            if (rows.isNull(column)) {
                row.setNull(parameter, Types.NULL);
            } else {
                writer.write(rows, column, row, parameter);
            }
        }
        for (ColumnWriter constant : constants) {
            constant.write(rows, -1, row, ++parameter);
        }
    }

    private void send(Batch rows, int start, long sent, int gathered) throws SQLException {
        undo.mark(sql.connection());
        try {
            insert.executeBatch();
        } catch (SQLException refused) {
            throw culprit(rows, start, sent, gathered, refused);
        }
        undo.keep(sql.connection());
    }

    /** Sends the rows again one by one, to learn which of them the engine refuses. */
    private ConnectorException culprit(Batch rows, int start, long sent, int gathered, SQLException refused)
            throws SQLException {
        try {
            if (!undo.back(sql.connection())) {
                return failed(refused, "write rows to");
            }
        } catch (SQLException gone) {
            // Some failures end the whole transaction, and then say nothing of the rows.
            refused.addSuppressed(gone);
            return failed(refused, "write rows to");
        }
        try {
            return found(rows, start, sent, gathered, refused);
        } finally {
            undo.end(sql.connection());
        }
    }

    private ConnectorException found(Batch rows, int start, long sent, int gathered, SQLException refused)
            throws SQLException {
        rows.unfollow();
        rows.rewind(start);
        for (long skipped = 0; skipped < sent; skipped++) {
            rows.next();
        }
        for (int i = 0; i < gathered && rows.next(); i++) {
            bind(rows);
            try {
                insert.executeUpdate();
            } catch (SQLException again) {
                return failed(again, "write a row (" + rows.location() + ") to");
            }
        }
        return failed(refused, "write rows to");
    }

    private ConnectorException failed(SQLException cause, String attempted) {
        return sql.failed(
                cause,
                attempted + " the table \"" + target.table() + "\" for the stream \"" + target.plan().schema().stream()
                        + "\"");
    }

    @Override
    public void end() {
        // Every row is in the table when write returns.
    }

    @Override
    public void cancel() {
        // Nothing is under way between two writes.
    }
}
