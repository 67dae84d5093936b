package dev.leat.connector.mysql;

import dev.leat.connector.mysql.encode.Encoders;
import dev.leat.jdbc.Identifiers;
import dev.leat.jdbc.NetworkFailure;
import dev.leat.jdbc.RowForm;
import dev.leat.jdbc.RowReader;
import dev.leat.jdbc.Sql;
import dev.leat.jdbc.StreamRead;
import dev.leat.jdbc.Table;
import dev.leat.jdbc.UnfitValue;
import dev.leat.protocol.ConnectorException;
import dev.leat.row.RowWriter;
import dev.leat.sdk.Log;
import dev.leat.sdk.Rid;
import dev.leat.type.Type;
import java.nio.charset.StandardCharsets;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;

/**
 * Rows as the bytes that the server writes, each of them no longer than a line may be. A failure leaves the snapshot
 * intact for the streams that follow.
 */
record StreamedRows(MysqlConfig config, Server server, Sql sql) implements RowForm {
    private static final Set<String> LARGE = Set.of("longtext", "longblob", "mediumtext", "mediumblob", "json");

    @Override
    public String selected(List<Table.Column> columns, Identifiers identifiers) {
        return columns.isEmpty()
                ? "1"
                : columns.stream()
                        .map(column ->
                                Projection.of(column, config, server, false).expression())
                        .collect(Collectors.joining(", "));
    }

    @Override
    public boolean mayBeNull(Table.Column column) {
        boolean isDay = column.type() instanceof Type.Date || column.type() instanceof Type.Timestamp;
        return column.nullable() || isDay && config.zeroDates() == MysqlConfig.ZeroDates.NULL;
    }

    @Override
    public RowReader reader(StreamRead read) {
        TableEngine engine = TableEngine.of(sql, read.table().name());
        if (!engine.isTransactional()) {
            Log.warn("stream \"" + read.plan().schema().stream() + "\": its table is kept by the engine "
                    + engine.name() + ", which has no snapshots: rows that are written while it is read may be read or"
                    + " not");
        }
        int rid = read.plan().rid().map(Rid::column).orElse(-1);
        FieldReader[] fields = new FieldReader[read.columns().size()];
        for (int c = 0; c < fields.length; c++) {
            fields[c] = Projection.of(read.columns().get(c), config, server, c == rid)
                    .reader();
        }
        return new Reader(read, fields);
    }

    private final class Reader implements RowReader {
        private final StreamRead read;
        private final FieldReader[] fields;
        private BoundedInput input;
        private int column;
        private long row;

        Reader(StreamRead read, FieldReader[] fields) {
            this.read = read;
            this.fields = fields;
        }

        @Override
        public boolean next(ResultSet rows, RowWriter out) throws SQLException {
            if (input == null) {
                // Bytes are shorter here than on the wire, all else is as long but for its names: less does not fit
                // for certain.
                input = BoundedInput.of(sql.connection(), out.valueBytesMax());
            }
            input.next();
            row++;
            try {
                return rows.next();
            } catch (SQLException e) {
                if (NetworkFailure.has(e, BoundedInput.TooLong.class)) {
                    throw tooLong(out.valueBytesMax());
                }
                throw e;
            }
        }

        /** Of a row that was not loaded, and of which so nothing is known but its place. */
        private ConnectorException tooLong(int max) {
            String large = read.columns().stream()
                    .filter(column -> LARGE.contains(Encoders.name(column.declared())))
                    .map(column -> "\"" + column.name() + "\"")
                    .collect(Collectors.joining(", "));
            return ConnectorException.data("stream \"" + read.plan().schema().stream() + "\", row " + row
                    + " of this read: it has more than " + max + " bytes, and was not loaded; leave its large columns"
                    + (large.isEmpty() ? "" : " (" + large + ")") + " out, or raise LEAT_LINE_BYTES_MAX");
        }

        @Override
        public void read(ResultSet row, RowWriter out) throws SQLException, UnfitValue {
            for (column = 0; column < fields.length; column++) {
                byte[] value = row.getBytes(column + 1);
                if (value == null) {
                    out.putNull();
                } else {
                    fields[column].read(value, out);
                }
            }
        }

        @Override
        public int column() {
            return column;
        }

        @Override
        public String text(ResultSet row, int column) throws SQLException {
            return new String(row.getBytes(column + 1), StandardCharsets.UTF_8);
        }

        @Override
        public void end(ResultSet rows, boolean whole) {
            if (input != null) {
                input.unbounded();
            }
            if (!whole) {
                new QueryEnd(config, sql).of(rows);
            }
        }
    }
}
