package dev.leat.connector.mysql;

import dev.leat.jdbc.Sql;
import dev.leat.jdbc.TableLoad;
import dev.leat.row.Batch;
import java.sql.SQLException;

/** Loads a table that nobody looks at yet, batch by batch in a transaction of its own. */
record CommittedLoad(Sql sql, TableLoad load) implements TableLoad {
    @Override
    public void write(Batch rows) throws SQLException {
        sql.execute("START TRANSACTION", "begin to load");
        boolean written = false;
        try {
            load.write(rows);
            written = true;
        } finally {
            sql.execute(written ? "COMMIT" : "ROLLBACK", "end a load");
        }
    }

    @Override
    public void end() throws SQLException {
        load.end();
    }

    @Override
    public void cancel() throws SQLException {
        load.cancel();
    }
}
