package dev.leat.jdbc;

import dev.leat.protocol.ConnectorException;
import dev.leat.protocol.StateMessage;
import dev.leat.protocol.StreamDescriptor;
import dev.leat.sdk.Ability;
import dev.leat.sdk.Destination;
import dev.leat.sdk.Log;
import dev.leat.sdk.RidReader;
import dev.leat.sdk.StateStore;
import dev.leat.sdk.StreamWriter;
import dev.leat.sdk.WriteMode;
import dev.leat.sdk.WritePlan;
import java.sql.Connection;
import java.sql.SQLException;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import tools.jackson.databind.JsonNode;

/**
 * Writes to a database: one connection, and one transaction after the other over all streams. Tables are made where
 * there are none; a full refresh is loaded beside its table and put in its place before the same commit.
 *
 * <p>The connection is the caller's to close. It begins its transactions with {@link Writing#transactions}, so it must not
 * begin any by itself (auto-commit is on). Where a statement that makes a table ends the transaction, such statements,
 * and the rows of tables that nobody looks at yet, go through a second connection.
 */
public final class JdbcDestination implements Destination, RidReader, StateStore {
    /** What an engine can be declared to do that is written through this. */
    public static final Set<Ability> ABILITIES = Set.of(
            Ability.APPEND,
            Ability.REPLACE,
            Ability.RID,
            Ability.ANY_ORDER,
            Ability.RID_PER_PARTITION,
            Ability.STORED_STATE,
            Ability.LISTS);

    private final Sql sql;
    private final Sql definitions;
    private final Dialect dialect;
    private final Writing writing;
    private final StateTable states;
    private final Instant began = Instant.now().truncatedTo(ChronoUnit.MILLIS);
    private final Map<String, StreamDescriptor> streams = new HashMap<>();
    private final List<WritePlan> opened = new ArrayList<>();
    private TableLoad active;
    private boolean inTransaction;
    private ConnectorException lost;

    public JdbcDestination(Connection connection, Dialect dialect, Writing writing) {
        this(connection, connection, dialect, writing);
    }

    /**
     * A destination with a second connection.
     *
     * @param definitions makes tables and loads those beside the target, each statement committed by itself; its
     *     transactions are no part of this one's
     */
    public JdbcDestination(Connection connection, Connection definitions, Dialect dialect, Writing writing) {
        this.sql = new Sql(connection, dialect.errors());
        this.definitions = new Sql(definitions, dialect.errors());
        this.dialect = dialect;
        this.writing = writing;
        this.states = new StateTable(sql, this.definitions, dialect, writing.columnType());
    }

    @Override
    public StreamWriter open(WritePlan plan) throws Exception {
        Target target = Target.of(plan, dialect, began);
        claim(target);
        end();
        writing.lock().acquire(target.table());
        ready(null);
        try {
            Optional<Table> existing = dialect.inspector().table(sql.connection(), target.table());
            existing.ifPresent(table -> new ExistingTable(table, target, dialect, writing).check());
            opened.add(plan);
            return plan.mode() == WriteMode.REPLACE ? replace(target, existing) : append(target, existing);
        } catch (SQLException e) {
            throw sql.failed(e, "make ready the table \"" + target.table() + "\"");
        }
    }

    /** Two streams in one table would each take the other's rows for their own. */
    private void claim(Target target) {
        String table = dialect.identifiers().folded(target.table().toString());
        StreamDescriptor stream = target.plan().schema().stream();
        StreamDescriptor other = streams.putIfAbsent(table, stream);
        if (other != null && !other.equals(stream)) {
            throw ConnectorException.config("the streams \"" + other + "\" and \"" + stream
                    + "\" would both be written to the table \"" + target.table()
                    + "\"; move one of them to a replication with a stream_prefix or another destination_namespace");
        }
    }

    private StreamWriter append(Target target, Optional<Table> existing) throws SQLException {
        if (existing.isEmpty()) {
            create(target);
        }
        TableLoad load = load(sql, target, target.table());
        return new JdbcWriter(this, target, load, null, existing);
    }

    private void create(Target target) throws SQLException {
        makeSchema(target);
        String making = "make the table \"" + target.table() + "\"";
        if (!writing.indexed()) {
            definitions.execute(
                    Ddl.createKeyless(target, target.table(), dialect.identifiers(), writing.columnType()), making);
            return;
        }
        definitions.execute(
                Ddl.createTable(target, target.table(), dialect.identifiers(), writing.columnType()), making);
        if (target.rid().isPresent() && !target.keyFindsRid()) {
            definitions.execute(Ddl.createRidIndex(target, dialect), making + " an index on its RID");
        }
    }

    private void makeSchema(Target target) throws SQLException {
        String schema = target.table().schema();
        if (schema != null && !dialect.inspector().hasSchema(sql.connection(), schema)) {
            definitions.execute(
                    "CREATE SCHEMA " + dialect.identifiers().schema(schema),
                    "make the schema \"" + schema + "\" for the stream \"" + target.plan().schema().stream() + "\"");
        }
    }

    private StreamWriter replace(Target target, Optional<Table> existing) throws SQLException {
        if (existing.isEmpty()) {
            makeSchema(target);
        }
        TableName staging = writing.replacement().stage(definitions, target, existing);
        return new JdbcWriter(this, target, load(definitions, target, staging), staging, existing);
    }

    private TableLoad load(Sql through, Target target, TableName into) throws SQLException {
        Table shape = dialect.inspector()
                .table(sql.connection(), into)
                .orElseThrow(() -> ConnectorException.internal("the table " + into + " was made and is not there"));
        new ExistingTable(shape, target, dialect, writing).checkRid();
        return writing.loader().open(through, target, into, shape);
    }

    /** Lets a load go on, or, with null, leaves the connection free for statements; a transaction is open then. */
    void ready(TableLoad load) {
        if (lost != null) {
            throw lost;
        }
        if (!inTransaction) {
            writing.transactions().begin(sql);
            inTransaction = true;
        }
        if (!Objects.equals(active, load)) {
            end();
            active = load;
        }
    }

    private void end() {
        TableLoad ending = active;
        active = null;
        if (ending != null) {
            try {
                ending.end();
            } catch (SQLException e) {
                throw sql.failed(e, "finish loading");
            }
        }
    }

    Sql sql() {
        return sql;
    }

    Sql definitions() {
        return definitions;
    }

    Dialect dialect() {
        return dialect;
    }

    Replacement replacement() {
        return writing.replacement();
    }

    @Override
    public void commit(List<StateMessage> kept) throws Exception {
        if (!kept.isEmpty()) {
            ready(null);
            states.write(kept, opened);
        }
        if (inTransaction) {
            end();
            writing.transactions().commit(sql);
            inTransaction = false;
            try {
                writing.replacement().committed();
            } catch (SQLException e) {
                throw sql.failed(e, "put the new rows in the place of the old ones");
            }
        }
    }

    @Override
    public void rollback() throws Exception {
        TableLoad canceled = active;
        active = null;
        if (canceled != null) {
            cancel(canceled);
        }
        states.rolledBack();
        if (inTransaction) {
            inTransaction = false;
            try {
                writing.transactions().rollback(sql);
            } catch (ConnectorException failed) {
                // The engine takes it back as soon as the connection ends; nothing more may be written through this
                // one.
                lost = failed;
            }
        }
        try {
            writing.replacement().rolledBack();
        } catch (SQLException | ConnectorException e) {
            Log.debug("clearing up after a failure failed, which the next run does: " + e.getMessage());
        }
    }

    private static void cancel(TableLoad load) {
        try {
            load.cancel();
        } catch (SQLException e) {
            Log.debug("giving up a load failed: " + e.getMessage());
        }
    }

    @Override
    public Optional<JsonNode> lastRid(WritePlan plan) throws Exception {
        Target target = Target.of(plan, dialect, began);
        Target.Column rid = target.rid().orElseThrow();
        if (inTransaction) {
            end();
        }
        try {
            Optional<Table> table = dialect.inspector().table(sql.connection(), target.table());
            if (table.isEmpty()) {
                return Optional.empty();
            }
            new ExistingTable(table.get(), target, dialect, writing).checkRid();
        } catch (SQLException e) {
            throw sql.failed(e, "look at the table \"" + target.table() + "\"");
        }
        if (target.per().isPresent()) {
            return new LastOfPartitions(sql, dialect, target).find(writing.indexed());
        }
        return writing.lastRid()
                .read(
                        sql,
                        greatest(dialect, target.table(), rid),
                        rid.type(),
                        "find the last RID of \"" + target.table() + "\"");
    }

    /** A query for the greatest RID, as {@code m}: not by max(), which not every type has that has an order. */
    static String greatest(Dialect dialect, TableName table, Target.Column rid) {
        String column = dialect.identifiers().quoted(rid.name());
        return "SELECT " + column + " AS m FROM " + dialect.sql(table) + " WHERE " + column + " IS NOT NULL ORDER BY "
                + dialect.order().apply(column, rid.type()) + " DESC "
                + dialect.storage().firstRow();
    }

    @Override
    public List<StateMessage> storedStates(List<WritePlan> plans) throws Exception {
        return states.read(plans);
    }
}
