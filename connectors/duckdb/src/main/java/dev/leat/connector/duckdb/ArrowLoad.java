package dev.leat.connector.duckdb;

import dev.leat.jdbc.Sql;
import dev.leat.jdbc.TableLoad;
import dev.leat.jdbc.Target;
import dev.leat.protocol.ConnectorException;
import dev.leat.row.Batch;
import java.sql.SQLException;

/** One stream on its way through {@link ArrowLoader}. */
final class ArrowLoad implements TableLoad {
    /** Rows are sent when they are this large together, as lines. */
    private static final int BYTES = 8 << 20;

    private final Sql sql;
    private final Target target;
    private final Gathering gathering;
    private final Insert insert;
    private long bytes;

    ArrowLoad(Sql sql, Target target, Gathering gathering, Insert insert) {
        this.sql = sql;
        this.target = target;
        this.gathering = gathering;
        this.insert = insert;
    }

    @Override
    public void write(Batch rows) {
        int from = rows.position();
        while (rows.next()) {
            gathering.add(rows);
            bytes += rows.position() - from;
            from = rows.position();
            if (gathering.isFull() || bytes >= BYTES) {
                send();
                gathering.clear();
            }
        }
    }

    private void send() {
        bytes = 0;
        int count = gathering.rows();
        gathering.send(count);
        try {
            long inserted = insert.run();
            if (inserted != count) {
                throw ConnectorException.internal(
                        "of " + count + " rows " + inserted + " came into the table \"" + target.table() + "\"");
            }
        } catch (SQLException refused) {
            ConnectorException failed = failed(refused, "write rows to");
            throw failed.kind() == ConnectorException.Kind.DATA
                    ? new Culprit(sql, gathering, insert)
                            .find()
                            .map(row -> failed(refused, "write a row (" + row + ") to"))
                            .orElse(failed)
                    : failed;
        }
    }

    private ConnectorException failed(SQLException cause, String attempted) {
        return sql.failed(
                cause,
                attempted + " the table \"" + target.table() + "\" for the stream \"" + target.plan().schema().stream()
                        + "\"");
    }

    @Override
    public void end() {
        if (gathering.rows() > 0) {
            send();
        }
        gathering.rest();
    }

    @Override
    public void cancel() {
        bytes = 0;
        gathering.rest();
    }
}
