package dev.leat.jdbc;

import dev.leat.config.Nearest;
import dev.leat.protocol.ConnectorException;
import dev.leat.protocol.StreamDescriptor;
import dev.leat.row.RowWriter;
import dev.leat.sdk.Emitter;
import dev.leat.sdk.ReadPlan;
import dev.leat.sdk.Source;
import dev.leat.type.Column;
import dev.leat.type.StreamSchema;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * Reads a database, table by table, in one transaction that sees one state of it: that fixes the upper end of every
 * incremental read too, unless the engine has {@link Reading.Ends}. The connection is the caller's to close.
 */
public final class JdbcSource implements Source {
    private final Sql sql;
    private final Dialect dialect;
    private final Reading reading;
    /** What was looked at before the snapshot. */
    private final Map<StreamDescriptor, StreamRead> reads = new LinkedHashMap<>();
    /** Why a stream cannot be read; the others can. */
    private final Map<StreamDescriptor, ConnectorException> failed = new HashMap<>();

    public JdbcSource(Connection connection, Dialect dialect, Reading reading) {
        this.sql = new Sql(connection, dialect.errors());
        this.dialect = dialect;
        this.reading = reading;
    }

    @Override
    public List<StreamSchema> discover() throws Exception {
        try {
            return dialect.inspector().all(sql.connection()).stream()
                    .map(this::stream)
                    .toList();
        } catch (SQLException e) {
            throw sql.failed(e, "list the tables");
        }
    }

    private StreamSchema stream(Table table) {
        List<Column> columns = table.columns().stream()
                .map(column ->
                        new Column(column.name(), column.type(), reading.rows().mayBeNull(column)))
                .toList();
        StreamDescriptor name =
                new StreamDescriptor(table.name().name(), table.name().schema());
        return new StreamSchema(name, columns, table.key(), RidCandidates.of(table), table.rowEstimate());
    }

    @Override
    public void begin(List<ReadPlan> streams) throws Exception {
        try {
            if (reading.ends() != null) {
                fixEnds(streams);
            }
            reading.snapshot().begin(sql.connection());
        } catch (SQLException e) {
            throw sql.failed(e, "begin to read");
        }
    }

    private void fixEnds(List<ReadPlan> streams) throws SQLException {
        for (ReadPlan plan : streams) {
            StreamDescriptor stream = plan.schema().stream();
            try {
                reads.put(stream, looked(plan));
            } catch (ConnectorException e) {
                failed.put(stream, e);
            }
        }
        reading.ends().fix(List.copyOf(reads.values()), failed);
    }

    private StreamRead looked(ReadPlan plan) {
        TableName name = dialect.tableOf().apply(plan.schema().stream());
        try {
            Table table = dialect.inspector().table(sql.connection(), name).orElseThrow(() -> unknown(name));
            return new StreamRead(plan, table, dialect, reading, sql);
        } catch (SQLException e) {
            throw sql.failed(e, "look at the table \"" + name + "\"");
        }
    }

    private ConnectorException unknown(TableName name) {
        try {
            List<String> known = dialect.inspector().tables(sql.connection()).stream()
                    .filter(table -> !OwnTables.include(table.name()))
                    .map(TableName::toString)
                    .toList();
            return ConnectorException.config("there is no table or view \"" + name + "\""
                    + dialect.inspector().unlessHidden(name) + Nearest.hint(name.toString(), known));
        } catch (SQLException e) {
            return sql.failed(e, "list the tables");
        }
    }

    @Override
    public void read(ReadPlan plan, Emitter out) throws Exception {
        StreamDescriptor stream = plan.schema().stream();
        if (failed.containsKey(stream)) {
            throw failed.get(stream);
        }
        StreamRead read = reads.containsKey(stream) ? reads.get(stream) : looked(plan);
        if (plan.rid().isPresent()) {
            new RidCheck(sql, read).refuseNulls();
        }
        if (read.isEmpty()) {
            return;
        }
        RowReader reader = reading.rows().reader(read);
        try (PreparedStatement select = read.select(sql.connection());
                ResultSet rows = select.executeQuery()) {
            rows(plan.schema(), reader, rows, out);
        } catch (SQLException e) {
            throw sql.failed(e, "read the stream \"" + stream + "\"");
        }
    }

    private static void rows(StreamSchema schema, RowReader reader, ResultSet rows, Emitter out) throws SQLException {
        RowWriter to = out.rows();
        boolean more = true;
        try {
            while (!out.stopping() && more) {
                more = reader.next(rows, to);
                if (more) {
                    reader.read(rows, to);
                    to.end();
                }
            }
        } catch (UnfitValue unfit) {
            Column column = schema.columns().get(reader.column());
            throw ConnectorException.data(location(schema, reader, rows) + ", column \"" + column.name()
                    + "\": its value " + unfit.getMessage() + " (the column is " + column.type() + ")");
        } finally {
            reader.end(rows, !more);
        }
    }

    private static String location(StreamSchema schema, RowReader reader, ResultSet row) throws SQLException {
        StringBuilder text =
                new StringBuilder("stream \"").append(schema.stream()).append('"');
        for (String key : schema.key()) {
            int column = schema.indexOf(key);
            if (column >= 0) {
                text.append(", ").append(key).append(" = ").append(reader.text(row, column));
            }
        }
        return text.toString();
    }
}
