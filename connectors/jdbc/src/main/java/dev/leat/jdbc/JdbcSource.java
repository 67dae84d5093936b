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
            columns(plan.schema(), table);
            String greatest = null;
            if (plan.rid().isPresent()) {
                greatest = new RidCheck(sql, dialect, stream, table, plan.rid().get()).greatest();
                if (greatest == null) {
                    return;
                }
            }
            try (PreparedStatement select = select(plan, table, greatest);
                    ResultSet rows = select.executeQuery()) {
                rows(plan.schema(), table, rows, out);
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

    private static void columns(StreamSchema schema, Table table) {
        for (Column column : schema.columns()) {
            if (table.column(column.name()).isEmpty()) {
                throw ConnectorException.config("table \"" + table.name() + "\" has no column \"" + column.name() + "\""
                        + Nearest.hint(column.name(), table.columnNames()) + ". Discover the source again");
            }
        }
    }

    private PreparedStatement select(ReadPlan plan, Table table, String greatest) throws SQLException {
        Identifiers identifiers = dialect.identifiers();
        List<String> names = plan.schema().columns().stream().map(Column::name).toList();
        StringBuilder text = new StringBuilder("SELECT ")
                .append(names.isEmpty() ? "1" : identifiers.list(names))
                .append(" FROM ")
                .append(dialect.sql(table.name()));
        if (plan.rid().isPresent()) {
            Rid rid = plan.rid().get();
            String column = dialect.order().apply(identifiers.quoted(rid.name()), rid.type());
            if (plan.from().isPresent()) {
                text.append(" WHERE ").append(column).append(plan.inclusive() ? " >= ?" : " > ?");
            }
            text.append(" ORDER BY ").append(column);
            // Rows that share a RID come in the same order each time, so that a run can be compared with the next.
            table.key().stream()
                    .filter(key -> !key.equals(rid.name()))
                    .forEach(key -> text.append(", ").append(identifiers.quoted(key)));
        }
        PreparedStatement select = sql.connection().prepareStatement(text.toString());
        if (plan.from().isPresent()) {
            Rid rid = plan.rid().orElseThrow();
            select.setObject(1, reading.bound().of(rid.type(), plan.from().get(), greatest));
        }
        return select;
    }

    private void rows(StreamSchema schema, Table table, ResultSet rows, Emitter out) throws SQLException {
        ColumnReader[] readers = schema.columns().stream()
                .map(column -> reading.readers()
                        .apply(table.column(column.name()).orElseThrow().withType(column.type())))
                .toArray(ColumnReader[]::new);
        RowWriter to = out.rows();
        int column = 0;
        try {
            while (!out.stopping() && rows.next()) {
                for (column = 0; column < readers.length; column++) {
                    readers[column].read(rows, column + 1, to);
                }
                to.end();
            }
        } catch (UnfitValue unfit) {
            throw ConnectorException.data(location(schema, rows) + ", column \""
                    + schema.columns().get(column).name() + "\": its value " + unfit.getMessage() + " (the column is "
                    + schema.columns().get(column).type() + ")");
        }
    }

    private static String location(StreamSchema schema, ResultSet row) throws SQLException {
        StringBuilder text =
                new StringBuilder("stream \"").append(schema.stream()).append('"');
        for (String key : schema.key()) {
            int column = schema.indexOf(key);
            if (column >= 0) {
                text.append(", ").append(key).append(" = ").append(row.getString(column + 1));
            }
        }
        return text.toString();
    }
}
