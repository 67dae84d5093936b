package dev.leat.connector.mysql;

import dev.leat.jdbc.NetworkFailure;
import dev.leat.jdbc.UnfitValue;
import dev.leat.protocol.ConnectorException;
import dev.leat.row.RowWriter;
import dev.leat.sdk.Emitter;
import dev.leat.type.StreamSchema;
import java.nio.charset.StandardCharsets;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;

/** Sends one stream's rows. A failure leaves the snapshot intact for the streams that follow. */
final class StreamedRows {
    private final StreamRead read;
    private final Statement statement;
    private final QueryEnd end;
    private final FieldReader[] readers;
    private long sent;

    StreamedRows(StreamRead read, Statement statement, QueryEnd end) {
        this.read = read;
        this.statement = statement;
        this.end = end;
        this.readers = read.readers();
    }

    void to(Emitter out) throws SQLException {
        // Bytes are shorter here than on the wire, all else is as long but for its names: less does not fit for
        // certain.
        BoundedInput input =
                BoundedInput.of(statement.getConnection(), out.rows().valueBytesMax());
        ResultSet rows = statement.executeQuery(read.select());
        boolean whole = false;
        try {
            whole = send(rows, input, out);
        } catch (SQLException e) {
            if (NetworkFailure.has(e, BoundedInput.TooLong.class)) {
                throw tooLong(out.rows().valueBytesMax());
            }
            throw e;
        } finally {
            input.unbounded();
            if (!whole) {
                end.of(rows);
            }
        }
        rows.close();
    }

    /** Whether all rows were taken: else the rest is still on its way. */
    private boolean send(ResultSet rows, BoundedInput input, Emitter out) throws SQLException {
        FieldReader[] fields = readers;
        RowWriter to = out.rows();
        int column = 0;
        byte[] value = null;
        try {
            while (!out.stopping()) {
                input.next();
                if (!rows.next()) {
                    return true;
                }
                sent++;
                for (column = 0; column < fields.length; column++) {
                    value = rows.getBytes(column + 1);
                    if (value == null) {
                        to.putNull();
                    } else {
                        fields[column].read(value, to);
                    }
                }
                to.end();
            }
        } catch (UnfitValue unfit) {
            StreamSchema schema = read.plan.schema();
            throw ConnectorException.data(location(rows) + ", column \""
                    + schema.columns().get(column).name() + "\": its value " + unfit.getMessage() + " (the column is "
                    + schema.columns().get(column).type() + ")");
        }
        return false;
    }

    /** Of a row that was not loaded, and of which so nothing is known but its place. */
    private ConnectorException tooLong(int max) {
        StreamSchema schema = read.plan.schema();
        String large = read.largeColumns();
        return ConnectorException.data("stream \"" + schema.stream() + "\", row " + (sent + 1)
                + " of this read: it has more than " + max + " bytes, and was not loaded; leave its large columns"
                + (large.isEmpty() ? "" : " (" + large + ")") + " out, or raise LEAT_LINE_BYTES_MAX");
    }

    private String location(ResultSet rows) throws SQLException {
        StreamSchema schema = read.plan.schema();
        StringBuilder text =
                new StringBuilder("stream \"").append(schema.stream()).append('"');
        for (String key : schema.key()) {
            int column = schema.indexOf(key);
            if (column >= 0) {
                text.append(", ")
                        .append(key)
                        .append(" = ")
                        .append(new String(rows.getBytes(column + 1), StandardCharsets.UTF_8));
            }
        }
        return text.toString();
    }
}
