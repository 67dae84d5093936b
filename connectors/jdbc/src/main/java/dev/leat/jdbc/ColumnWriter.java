package dev.leat.jdbc;

import dev.leat.row.Batch;
import java.sql.PreparedStatement;
import java.sql.SQLException;

/**
 * Binds one column's value of a batch's current row. Chosen once per column, called once per row that is not null
 * there, from one thread.
 */
@FunctionalInterface
public interface ColumnWriter {
    /**
     * @param column the value's position in the batch, from 0
     * @param parameter its place in the statement, from 1
     */
    void write(Batch rows, int column, PreparedStatement insert, int parameter) throws SQLException;
}
