package dev.leat.jdbc;

import dev.leat.config.Nearest;
import dev.leat.protocol.ConnectorException;
import dev.leat.protocol.StreamDescriptor;
import dev.leat.row.RowWriter;
import dev.leat.sdk.Emitter;
import dev.leat.sdk.ReadPlan;
import dev.leat.sdk.Rid;
import dev.leat.sdk.Source;
import dev.leat.type.Column;
import dev.leat.type.StreamSchema;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * Reads a database, table by table, in one transaction that sees one state of it: that fixes the upper end of every
 * incremental read too. The connection is the caller's to close.
 */
public final class JdbcSource implements Source {
    private final Sql sql;
    private final Dialect dialect;
    private final Reading reading;

    public JdbcSource(Connection connection, Dialect dialect, Reading reading) {
        this.sql = new Sql(connection, dialect.errors());
        this.dialect = dialect;
        this.reading = reading;
    }

    @Override
    public List<StreamSchema> discover() throws Exception {
        try {
            List<StreamSchema> streams = new ArrayList<>();
            for (TableName name : tables()) {
                dialect.inspector()
                        .table(sql.connection(), name)
                        .map(JdbcSource::stream)
                        .ifPresent(streams::add);
            }
            return streams;
        } catch (SQLException e) {
            throw sql.failed(e, "list the tables");
        }
    }

    private List<TableName> tables() throws SQLException {
        return dialect.inspector().tables(sql.connection()).stream()
                .filter(table -> !OwnTables.include(table.name()))
                .toList();
    }

    private static StreamSchema stream(Table table) {
        List<Column> columns = table.columns().stream()
                .map(column -> new Column(column.name(), column.type(), column.nullable()))
                .toList();
        StreamDescriptor name =
                new StreamDescriptor(table.name().name(), table.name().schema());
        return new StreamSchema(name, columns, table.key(), RidCandidates.of(table), table.rowEstimate());
    }

    @Override
    public void begin(List<ReadPlan> streams) throws Exception {
        try {
            reading.snapshot().begin(sql.connection());
        } catch (SQLException e) {
            throw sql.failed(e, "begin to read");
        }
    }

    @Override
    public void read(ReadPlan plan, Emitter out) throws Exception {
        StreamDescriptor stream = plan.schema().stream();
        try {
            Table table = table(stream);
            List<Table.Column> columns = columns(plan.schema(), table);
            String greatest = null;
            if (plan.rid().isPresent()) {
                greatest = new RidCheck(sql, dialect, stream, table, plan.rid().get()).greatest();
                if (greatest == null) {
                    return;
                }
            }
            try (PreparedStatement select = select(plan, table, columns, greatest);
                    ResultSet rows = select.executeQuery()) {
                rows(plan.schema(), reading.rows().reader(columns), rows, out);
            }
        } catch (SQLException e) {
            throw sql.failed(e, "read the stream \"" + stream + "\"");
        }
    }

    private Table table(StreamDescriptor stream) throws SQLException {
        TableName name = dialect.tableOf().apply(stream);
        Optional<Table> table = dialect.inspector().table(sql.connection(), name);
        if (table.isEmpty()) {
            List<String> known = tables().stream().map(TableName::toString).toList();
            throw ConnectorException.config(
                    "there is no table or view \"" + name + "\"" + Nearest.hint(name.toString(), known));
        }
        return table.get();
    }

    /** The table's columns that are read, each of the stream's type. */
    private static List<Table.Column> columns(StreamSchema schema, Table table) {
        List<Table.Column> columns = new ArrayList<>();
        for (Column column : schema.columns()) {
            columns.add(table.column(column.name())
                    .orElseThrow(() -> ConnectorException.config("table \"" + table.name() + "\" has no column \""
                            + column.name() + "\"" + Nearest.hint(column.name(), table.columnNames())
                            + ". Discover the source again"))
                    .withType(column.type()));
        }
        return columns;
    }

    private PreparedStatement select(ReadPlan plan, Table table, List<Table.Column> columns, String greatest)
            throws SQLException {
        Identifiers identifiers = dialect.identifiers();
        StringBuilder text = new StringBuilder("SELECT ")
                .append(reading.rows().selected(columns, identifiers))
                .append(" FROM ")
                .append(dialect.sql(table.name()));
        if (plan.rid().isPresent()) {
            Rid rid = plan.rid().get();
            String column = dialect.order().apply(identifiers.quoted(rid.name()), rid.type());
            if (plan.from().isPresent()) {
                text.append(" WHERE ")
                        .append(column)
                        .append(plan.inclusive() ? " >= " : " > ")
                        .append(dialect.order().apply("?", rid.type()));
            }
            text.append(" ORDER BY ").append(column);
            // Rows that share a RID come in the same order each time, so that a run can be compared with the next.
            table.key().stream()
                    .filter(key -> !key.equals(rid.name()))
                    .forEach(key -> text.append(", ").append(identifiers.quoted(key)));
        }
        PreparedStatement select = sql.connection().prepareStatement(text.toString());
        if (reading.fetchSize() > 0) {
            select.setFetchSize(reading.fetchSize());
        }
        if (plan.from().isPresent()) {
            Rid rid = plan.rid().orElseThrow();
            select.setObject(1, reading.bound().of(rid.type(), plan.from().get(), greatest));
        }
        return select;
    }

    private static void rows(StreamSchema schema, RowReader reader, ResultSet rows, Emitter out) throws SQLException {
        RowWriter to = out.rows();
        try {
            while (!out.stopping() && rows.next()) {
                reader.read(rows, to);
                to.end();
            }
        } catch (UnfitValue unfit) {
            Column column = schema.columns().get(reader.column());
            throw ConnectorException.data(location(schema, reader, rows) + ", column \"" + column.name()
                    + "\": its value " + unfit.getMessage() + " (the column is " + column.type() + ")");
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
