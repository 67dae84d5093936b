package dev.leat.connector.postgres;

import dev.leat.jdbc.Sql;
import dev.leat.jdbc.TableLoad;
import dev.leat.jdbc.Target;
import dev.leat.row.Batch;
import java.sql.SQLException;
import org.postgresql.copy.CopyIn;
import org.postgresql.copy.CopyManager;

/**
 * One stream on its way through COPY, which is begun with the first row and again after each {@link #end}. Rows come into
 * the table a thousand at a time, and in the binary format the server holds them until then however large they are
 * (PostgreSQL 15): large ones are sent through one COPY after the other, or it would hold gigabytes.
 */
final class CopyLoad implements TableLoad {
    /** Handed to the driver at once; less makes more calls, more makes no difference. */
    private static final int SEND_BYTES = 64 << 10;
    /** So many rows the server takes together. */
    private static final int HELD_ROWS = 1000;
    /** What it may hold of them. */
    private static final int HELD_BYTES_MAX = 8 << 20;

    private final Sql sql;
    private final CopyManager copies;
    private final Target target;
    private final String statement;
    private final RowForm form;
    private final SentRows sent;
    private CopyIn copy;
    /** Rows written into this COPY. */
    private long written;
    /** Rows written into those before it. */
    private long earlier;

    private long heldFrom;
    private long heldBytes;

    CopyLoad(Sql sql, CopyManager copies, Target target, String statement, RowForm form) {
        this.sql = sql;
        this.copies = copies;
        this.target = target;
        this.statement = statement;
        this.form = form;
        this.sent = new SentRows(SEND_BYTES + (16 << 10), target.columnNames(), form);
    }

    @Override
    public void write(Batch rows) {
        int start = rows.position();
        long before = written;
        try {
            while (rows.next()) {
                if (copy == null) {
                    begin();
                    before = 0;
                }
                form.row(rows, sent.buffer());
                written++;
                if (sent.buffer().length() >= SEND_BYTES) {
                    send(copy);
                    if (heldBytes > HELD_BYTES_MAX) {
                        finish();
                        start = rows.position();
                    }
                }
            }
        } catch (SQLException e) {
            throw new CopyFailure(sql, target, sent, earlier, e).in(rows, start, before);
        }
    }

    private void begin() throws SQLException {
        copy = copies.copyIn(statement);
        sent.begin();
        form.begin(sent.buffer());
        earlier += written;
        written = 0;
        heldFrom = 0;
        heldBytes = 0;
    }

    private void send(CopyIn to) throws SQLException {
        int length = sent.buffer().length();
        to.writeToCopy(sent.buffer().array(), 0, length);
        sent.sent(written + 1);
        heldBytes += length;
        if (written - heldFrom >= HELD_ROWS) {
            heldFrom = written;
            heldBytes = 0;
        }
    }

    private void finish() throws SQLException {
        CopyIn ending = copy;
        copy = null;
        form.end(sent.buffer());
        send(ending);
        ending.endCopy();
    }

    @Override
    public void end() {
        if (copy == null) {
            return;
        }
        try {
            finish();
        } catch (SQLException e) {
            throw new CopyFailure(sql, target, sent, earlier, e).afterwards();
        }
    }

    @Override
    public void cancel() throws SQLException {
        CopyIn canceled = copy;
        copy = null;
        if (canceled != null && canceled.isActive()) {
            canceled.cancelCopy();
        }
    }
}
