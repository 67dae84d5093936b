package dev.leat.jdbc;

import dev.leat.row.Batch;
import java.sql.SQLException;

/** Loads one stream's rows into one table. Of all loads of a connection one at a time is under way. */
public interface TableLoad {
    /** Takes all rows of the batch. They may be buffered. */
    void write(Batch rows) throws SQLException;

    /** Sends what is buffered and waits until the table has it. More rows may be written later. */
    void end() throws SQLException;

    /** Forgets what is buffered and leaves the connection free for a rollback. Nothing is called after it. */
    void cancel() throws SQLException;
}
