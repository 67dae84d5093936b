package dev.leat.connector.postgres;

import dev.leat.jdbc.Sql;
import dev.leat.jdbc.TableLoad;
import dev.leat.jdbc.Target;
import dev.leat.row.Batch;
import java.sql.SQLException;
import org.postgresql.copy.CopyIn;
import org.postgresql.copy.CopyManager;

/** One stream on its way through COPY, which is begun with the first row and again after each {@link #end}. */
final class CopyLoad implements TableLoad {
    /** Handed to the driver at once; less makes more calls, more makes no difference. */
    private static final int SEND_BYTES = 64 << 10;

    private final Sql sql;
    private final CopyManager copies;
    private final Target target;
    private final String statement;
    private final RowForm form;
    private final SentRows sent;
    private CopyIn copy;
    /** Rows written into this COPY. */
    private long written;

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
            if (copy == null) {
                copy = copies.copyIn(statement);
                sent.begin();
                form.begin(sent.buffer());
                before = 0;
                written = 0;
            }
            while (rows.next()) {
                form.row(rows, sent.buffer());
                written++;
                if (sent.buffer().length() >= SEND_BYTES) {
                    send(copy);
                }
            }
        } catch (SQLException e) {
            throw new CopyFailure(sql, target, sent, e).in(rows, start, before);
        }
    }

    private void send(CopyIn to) throws SQLException {
        to.writeToCopy(sent.buffer().array(), 0, sent.buffer().length());
        sent.sent(written + 1);
    }

    @Override
    public void end() {
        if (copy == null) {
            return;
        }
        CopyIn ending = copy;
        copy = null;
        try {
            form.end(sent.buffer());
            send(ending);
            ending.endCopy();
        } catch (SQLException e) {
            throw new CopyFailure(sql, target, sent, e).afterwards();
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
