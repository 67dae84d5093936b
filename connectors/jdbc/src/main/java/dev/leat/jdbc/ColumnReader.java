package dev.leat.jdbc;

import dev.leat.row.RowWriter;
import java.sql.ResultSet;
import java.sql.SQLException;

/**
 * Reads one column's value, null included, and puts it. Chosen once per column, called once per row, from one thread.
 */
@FunctionalInterface
public interface ColumnReader {
    /**
     * @param column its position in the row, from 1
     * @throws UnfitValue if the value is none of the column's type; nothing was put then
     */
    void read(ResultSet row, int column, RowWriter out) throws SQLException, UnfitValue;
}
