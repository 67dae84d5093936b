package dev.leat.connector.postgres;

import dev.leat.config.Nearest;
import dev.leat.protocol.ConnectorException;
import dev.leat.protocol.StreamDescriptor;
import dev.leat.sdk.Emitter;
import dev.leat.sdk.Log;
import dev.leat.sdk.PartitionedSource;
import dev.leat.sdk.ReadPlan;
import dev.leat.sdk.Resources;
import dev.leat.type.Column;
import dev.leat.type.StreamSchema;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.postgresql.jdbc.PgConnection;

/** Reads PostgreSQL: all streams from one snapshot, each through COPY. */
public final class PostgresSource implements PartitionedSource {
    private static final String STANDBY = " is a standby, where the transactions still open on its primary cannot be"
            + " seen, and rows that they commit late would be lost";

    private final PostgresConfig config;
    private final PgConnection connection;
    private final FailedStreams failed = new FailedStreams();
    private final Map<StreamDescriptor, StreamRead> reads = new HashMap<>();

    public PostgresSource(PostgresConfig config, Resources resources) {
        this.config = config;
        this.connection = resources.add(PostgresSession.open(config, PostgresSession.SOURCE));
        try {
            connection.setReadOnly(true);
            checkSchemas();
        } catch (SQLException e) {
            throw PostgresFailure.of("cannot look at the schemas of " + config.where() + ": ", e);
        }
    }

    private void checkSchemas() throws SQLException {
        try (PreparedStatement query = connection.prepareStatement("SELECT nspname FROM pg_namespace ORDER BY 1");
                ResultSet row = query.executeQuery()) {
            List<String> known = new ArrayList<>();
            while (row.next()) {
                known.add(row.getString(1));
            }
            for (String schema : config.schemas()) {
                if (!known.contains(schema)) {
                    known.removeIf(name -> name.startsWith("pg_"));
                    throw ConnectorException.config("\"schemas\": the " + config.where() + " has no schema \"" + schema
                            + "\"" + Nearest.hint(schema, known));
                }
            }
        }
    }

    @Override
    public List<StreamSchema> discover() {
        try {
            Relations.Found found = new Relations(connection).discover(config.schemas());
            if (!found.forbidden().isEmpty()) {
                Log.info(
                        "left out, because user \"" + config.user() + "\" may not read them (GRANT SELECT on the table,"
                                + " USAGE on its schema): " + String.join(", ", found.forbidden()));
            }
            List<StreamSchema> streams =
                    found.relations().stream().map(PostgresSource::schema).toList();
            if (!isStandby()) {
                return streams;
            }
            Log.warn("the " + config.where() + STANDBY
                    + ": it can be read with mode full-refresh only. Read the primary" + " to read incrementally");
            return streams.stream().map(StreamSchema::fullRefreshOnly).toList();
        } catch (SQLException e) {
            throw PostgresFailure.of("cannot discover the tables of " + config.where() + ": ", e);
        }
    }

    private static StreamSchema schema(Relation relation) {
        List<Column> columns = relation.columns().stream()
                .map(column -> new Column(column.name(), column.type().type(), column.nullable()))
                .toList();
        StreamSchema schema = new StreamSchema(
                relation.stream(), columns, relation.key(), RidCandidates.of(relation), relation.rowEstimate());
        boolean hasRid = relation.columns().stream().anyMatch(column -> RidColumn.serves(relation, column));
        return hasRid ? schema : schema.fullRefreshOnly();
    }

    @Override
    public void begin(List<ReadPlan> streams) {
        try {
            List<StreamRead> incremental =
                    resolve(streams).stream().filter(read -> read.rid != null).toList();
            if (!incremental.isEmpty()) {
                bound(incremental);
            }
            beginSnapshot();
            for (StreamRead read : incremental) {
                attempt(read.plan, () -> NullRids.refuse(connection, read));
            }
        } catch (SQLException e) {
            throw PostgresFailure.of("cannot begin to read from " + config.where() + ": ", e);
        }
    }

    private List<StreamRead> resolve(List<ReadPlan> streams) throws SQLException {
        Map<StreamDescriptor, Relation> relations = new HashMap<>();
        List<StreamDescriptor> names =
                streams.stream().map(plan -> plan.schema().stream()).toList();
        Relations.Found found = new Relations(connection).named(names);
        found.relations().forEach(relation -> relations.put(relation.stream(), relation));
        for (ReadPlan plan : streams) {
            StreamDescriptor name = plan.schema().stream();
            Relation relation = relations.get(new StreamDescriptor(name.name(), Relations.schema(name.namespace())));
            attempt(plan, () -> {
                if (relation == null) {
                    throw missing(name, found.forbidden());
                }
                reads.put(name, new StreamRead(plan, relation, new Grants(config.user())));
            });
        }
        return streams.stream()
                .filter(plan -> !failed.contains(plan))
                .map(plan -> reads.get(plan.schema().stream()))
                .toList();
    }

    private ConnectorException missing(StreamDescriptor stream, List<String> forbidden) throws SQLException {
        if (forbidden.contains(Relations.schema(stream.namespace()) + "." + stream.name())) {
            return ConnectorException.config("stream \"" + stream + "\": user \"" + config.user()
                    + "\" may not read it; " + new Grants(config.user()).toRead(stream));
        }
        List<String> known = new Relations(connection)
                .discover(List.of()).relations().stream()
                        .map(relation -> relation.stream().toString())
                        .toList();
        return ConnectorException.config("stream \"" + stream + "\": the " + config.where()
                + " has no such table or view" + Nearest.hint(stream.toString(), known));
    }

    private void bound(List<StreamRead> incremental) throws SQLException {
        LateCommits late = new LateCommits(connection, config.lateCommitWaitSeconds());
        boolean standby = isStandby();
        Bounds bounds = new Bounds(connection);
        for (StreamRead read : incremental) {
            attempt(read.plan, () -> {
                if (standby) {
                    throw ConnectorException.config("stream \"" + read.relation.stream() + "\": the " + config.where()
                            + STANDBY + ". Read the primary, or use mode full-refresh");
                }
                RidDoubts.warn(connection, read);
                Bounds.Newest newest = bounds.fix(read);
                if (newest != null) {
                    late.watch(read, newest);
                }
            });
        }
        late.settle(failed);
    }

    private boolean isStandby() throws SQLException {
        try (PreparedStatement query = connection.prepareStatement("SELECT pg_is_in_recovery()");
                ResultSet row = query.executeQuery()) {
            row.next();
            return row.getBoolean(1);
        }
    }

    private interface Step {
        void run() throws SQLException;
    }

    /** One stream's trouble is kept for its turn; a lost connection is everybody's. */
    private void attempt(ReadPlan plan, Step step) throws SQLException {
        try {
            step.run();
        } catch (ConnectorException e) {
            failed.add(plan, e);
        } catch (SQLException e) {
            if (connection.isClosed()) {
                throw e;
            }
            failed.add(plan, PostgresFailure.of("stream \"" + plan.schema().stream() + "\" cannot be read: ", e));
        }
    }

    private void beginSnapshot() throws SQLException {
        connection.setTransactionIsolation(java.sql.Connection.TRANSACTION_REPEATABLE_READ);
        connection.setAutoCommit(false);
        PostgresSession.settle(connection);
        // The first query, not BEGIN, takes the snapshot.
        try (PreparedStatement query = connection.prepareStatement("SELECT pg_current_snapshot()")) {
            query.execute();
        }
    }

    @Override
    public void read(ReadPlan plan, Emitter out) {
        failed.check(plan);
        StreamRead read = reads.get(plan.schema().stream());
        if (!read.empty) {
            new CopyRows(connection, read, read.copy(), config.infinity()).to(out);
        }
    }

    @Override
    public List<Part> parts(ReadPlan plan) {
        failed.check(plan);
        try {
            List<Part> parts = new PageRanges(config, connection).of(reads.get(plan.schema().stream()));
            if (parts.isEmpty()) {
                Log.info(
                        "stream \"" + plan.schema().stream() + "\" is read in one part: it is small, no plain table, or"
                                + " about to be locked by another session");
            }
            return parts;
        } catch (SQLException e) {
            throw PostgresFailure.of("stream \"" + plan.schema().stream() + "\" cannot be divided into parts: ", e);
        }
    }
}
