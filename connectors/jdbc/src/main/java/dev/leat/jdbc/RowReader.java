package dev.leat.jdbc;

import dev.leat.row.RowWriter;
import java.sql.ResultSet;
import java.sql.SQLException;

/** Reads the rows of one query, one after the other, from one thread. */
public interface RowReader {
    /**
     * Goes on to the next row, the first at first; false behind the last.
     *
     * @param out what the row will be put to
     */
    default boolean next(ResultSet rows, RowWriter out) throws SQLException {
        return rows.next();
    }

    /**
     * Puts the values of the row that the result is at, and does not end it.
     *
     * @throws UnfitValue if a value is none of its column's type
     */
    void read(ResultSet row, RowWriter out) throws SQLException, UnfitValue;

    /** The position of the column, from 0, that {@link #read} was at when it threw. */
    int column();

    /** A value of the row that the result is at, as text for a message; the column from 0. */
    String text(ResultSet row, int column) throws SQLException;

    /**
     * Called once, before the result is closed, also after a failure.
     *
     * @param whole whether there are no more rows: else the driver may have to be told that no more are wanted
     */
    default void end(ResultSet rows, boolean whole) {}
}
