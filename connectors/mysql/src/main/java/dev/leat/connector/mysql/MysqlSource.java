package dev.leat.connector.mysql;

import dev.leat.config.Nearest;
import dev.leat.jdbc.Dialect;
import dev.leat.jdbc.OwnTables;
import dev.leat.jdbc.RidCandidates;
import dev.leat.jdbc.RidCheck;
import dev.leat.jdbc.Sql;
import dev.leat.jdbc.Table;
import dev.leat.jdbc.TableName;
import dev.leat.protocol.Catalog.RidCandidate;
import dev.leat.protocol.ConnectorException;
import dev.leat.protocol.StreamDescriptor;
import dev.leat.sdk.Emitter;
import dev.leat.sdk.Log;
import dev.leat.sdk.ReadPlan;
import dev.leat.sdk.Resources;
import dev.leat.sdk.Source;
import dev.leat.type.Column;
import dev.leat.type.StreamSchema;
import java.sql.Connection;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/** Reads MySQL or MariaDB: all streams from one snapshot, each streamed row by row as the server writes it. */
public final class MysqlSource implements Source {
    private final MysqlConfig config;
    private final Connection connection;
    private final Server server;
    private final MysqlCatalog catalog;
    private final Dialect dialect;
    private final Sql sql;
    private final Map<StreamDescriptor, StreamRead> reads = new HashMap<>();
    /** Why a stream cannot be read; the others can. */
    private final Map<StreamDescriptor, ConnectorException> failed = new HashMap<>();

    public MysqlSource(MysqlConfig config, Resources resources) {
        this.config = config;
        MysqlSession.Opened opened = MysqlSession.open(config);
        this.connection = resources.add(opened.jdbc());
        this.server = opened.server();
        this.catalog = new MysqlCatalog(server, config.databases());
        this.dialect =
                new Dialect(SqlText.IDENTIFIERS, this::tableOf, catalog, RidColumn::shown, new MysqlFailure(config));
        this.sql = new Sql(connection, dialect.errors());
        try {
            List<String> missing = MysqlCatalog.missing(connection, config.databases());
            if (!missing.isEmpty()) {
                throw ConnectorException.config("\"databases\": there is no database \"" + missing.getFirst() + "\" on "
                        + config.host() + ":" + config.port() + ", or the user may not see it ("
                        + new Grant(config).toRead(missing.getFirst()) + ")");
            }
        } catch (SQLException e) {
            throw sql.failed(e, "list the databases");
        }
    }

    private TableName tableOf(StreamDescriptor stream) {
        return new TableName(stream.namespace() == null ? config.database() : stream.namespace(), stream.name());
    }

    @Override
    public List<StreamSchema> discover() {
        try {
            return catalog.all(connection).stream()
                    .filter(table -> !OwnTables.include(table.table().name().name()))
                    .map(this::schema)
                    .toList();
        } catch (SQLException e) {
            throw sql.failed(e, "list the tables");
        }
    }

    private StreamSchema schema(MysqlTable found) {
        List<Table.Column> typed = found.columns().stream()
                .map(column -> column.column().withType(Projection.type(column, config)))
                .toList();
        List<Column> columns = typed.stream()
                .map(column -> new Column(column.name(), column.type(), column.nullable() || mayBecomeNull(column)))
                .toList();
        Table table = found.table();
        Table asRead = new Table(table.name(), typed, table.key(), table.uniqueKeys(), table.rowEstimate());
        List<RidCandidate> candidates = new ArrayList<>(RidCandidates.of(asRead));
        candidates.sort(Comparator.comparing(candidate -> !found.column(candidate.column())
                .map(MysqlColumn::numbersItself)
                .orElse(false)));
        StreamDescriptor stream =
                new StreamDescriptor(table.name().name(), table.name().schema());
        return new StreamSchema(stream, columns, table.key(), candidates, table.rowEstimate());
    }

    private boolean mayBecomeNull(Table.Column column) {
        boolean isDay = column.type() instanceof dev.leat.type.Type.Date
                || column.type() instanceof dev.leat.type.Type.Timestamp;
        return isDay && config.zeroDates() == MysqlConfig.ZeroDates.NULL;
    }

    /** Fixes how far each stream is read, waits for what may yet come below, and then the snapshot. */
    @Override
    public void begin(List<ReadPlan> streams) {
        for (ReadPlan plan : streams) {
            StreamDescriptor stream = plan.schema().stream();
            try {
                reads.put(stream, prepared(plan));
            } catch (ConnectorException e) {
                failed.put(stream, e);
            }
        }
        new LateCommits(config, server, sql, failed).settle(reads.values());
        sql.execute("SET SESSION TRANSACTION ISOLATION LEVEL REPEATABLE READ", "begin to read");
        sql.execute("START TRANSACTION WITH CONSISTENT SNAPSHOT, READ ONLY", "begin to read");
    }

    private StreamRead prepared(ReadPlan plan) {
        StreamDescriptor stream = plan.schema().stream();
        StreamRead read = new StreamRead(plan, table(stream), config, server);
        if (!read.table.isTransactional()) {
            Log.warn("stream \"" + stream + "\": its table is kept by the engine " + read.table.engine()
                    + ", which has no snapshots: rows that are written while it is read may be read or not");
        }
        if (read.rid != null) {
            String greatest = new RidCheck(
                            sql, dialect, stream, read.table.table(), plan.rid().orElseThrow())
                    .greatest();
            read.empty = greatest == null;
            read.to = greatest == null ? null : read.rid.literal(greatest);
        }
        return read;
    }

    private MysqlTable table(StreamDescriptor stream) {
        TableName name = tableOf(stream);
        try {
            return catalog.find(connection, name).orElseThrow(() -> unknown(name));
        } catch (SQLException e) {
            throw sql.failed(e, "look at the table \"" + name + "\"");
        }
    }

    private ConnectorException unknown(TableName name) {
        try {
            List<String> known = catalog.tables(connection).stream()
                    .filter(table -> !OwnTables.include(table.name()))
                    .map(TableName::toString)
                    .toList();
            return ConnectorException.config("there is no table or view \"" + name + "\", or the user may not see it ("
                    + new Grant(config).toRead(name.schema()) + ")" + Nearest.hint(name.toString(), known));
        } catch (SQLException e) {
            return sql.failed(e, "list the tables");
        }
    }

    @Override
    public void read(ReadPlan plan, Emitter out) {
        StreamDescriptor stream = plan.schema().stream();
        if (failed.containsKey(stream)) {
            throw failed.get(stream);
        }
        StreamRead read = reads.get(stream);
        if (read.empty) {
            return;
        }
        try (Statement statement = connection.createStatement()) {
            // The driver hands rows out as they come, and does not gather them first.
            statement.setFetchSize(Integer.MIN_VALUE);
            new StreamedRows(read, statement, new QueryEnd(config, sql)).to(out);
        } catch (SQLException e) {
            throw sql.failed(e, "read the stream \"" + stream + "\"");
        }
    }
}
