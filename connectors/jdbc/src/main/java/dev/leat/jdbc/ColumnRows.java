package dev.leat.jdbc;

import dev.leat.row.RowWriter;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.List;
import java.util.function.Function;

/** Columns as they are, each with a reader of its own. */
record ColumnRows(Function<Table.Column, ColumnReader> readers) implements RowForm {

    @Override
    public String selected(List<Table.Column> columns, Identifiers identifiers) {
        return columns.isEmpty()
                ? "1"
                : identifiers.list(columns.stream().map(Table.Column::name).toList());
    }

    @Override
    public RowReader reader(StreamRead read) {
        return new Reader(read.columns().stream().map(readers).toArray(ColumnReader[]::new));
    }

    private static final class Reader implements RowReader {
        private final ColumnReader[] columns;
        private int column;

        Reader(ColumnReader[] columns) {
            this.columns = columns;
        }

        @Override
        public void read(ResultSet row, RowWriter out) throws SQLException, UnfitValue {
            for (column = 0; column < columns.length; column++) {
                columns[column].read(row, column + 1, out);
            }
        }

        @Override
        public int column() {
            return column;
        }

        @Override
        public String text(ResultSet row, int column) throws SQLException {
            return row.getString(column + 1);
        }
    }
}
