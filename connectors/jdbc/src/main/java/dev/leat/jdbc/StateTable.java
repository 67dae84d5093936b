package dev.leat.jdbc;

import dev.leat.protocol.ConnectorException;
import dev.leat.protocol.Json;
import dev.leat.protocol.StateMessage;
import dev.leat.protocol.StreamDescriptor;
import dev.leat.sdk.StreamDefinition;
import dev.leat.sdk.WritePlan;
import dev.leat.type.Type;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.BitSet;
import java.util.Collections;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.function.Function;
import tools.jackson.databind.node.ObjectNode;

/**
 * The table that keeps states which only their source understands, one row per stream, written in the transaction of
 * the rows they cover. Beside each state stands the definition of the stream it was made for: a state says nothing true
 * about a stream that has changed. A state that covers several streams has a row without a name.
 *
 * <p>It lies in the schema of the stream's own table, where a run may make tables. Where it covers several streams, in
 * that of the first.
 */
final class StateTable {
    private static final String WHERE = " WHERE scope = ? AND namespace = ? AND name = ?";

    private final Sql sql;
    private final Dialect dialect;
    private final Sql definitions;
    private final Function<Type, String> columnType;
    private final Set<TableName> made = new HashSet<>();

    /** @param definitions what makes tables */
    StateTable(Sql sql, Sql definitions, Dialect dialect, Function<Type, String> columnType) {
        this.sql = sql;
        this.definitions = definitions;
        this.dialect = dialect;
        this.columnType = columnType;
    }

    private TableName of(WritePlan plan) {
        return dialect.tableOf().apply(plan.schema().stream()).beside(OwnTables.STATE);
    }

    /** @param opened the plans of all streams that the run has opened */
    void write(List<StateMessage> states, List<WritePlan> opened) {
        for (WritePlan plan : states.isEmpty() ? List.<WritePlan>of() : opened) {
            make(of(plan));
        }
        for (StateMessage state : states) {
            if (state.kind() == StateMessage.Kind.STREAM) {
                opened.stream()
                        .filter(plan -> plan.schema().stream().equals(state.stream()))
                        .forEach(plan -> put(plan, plan.schema().stream(), state));
            } else if (!opened.isEmpty()) {
                opened.forEach(plan -> put(plan, plan.schema().stream(), null));
                put(opened.getFirst(), null, state);
            }
        }
    }

    private void put(WritePlan plan, StreamDescriptor stream, StateMessage state) {
        String[] key = {plan.scope(), namespace(stream), stream == null ? "" : stream.name()};
        String attempted =
                "keep the state of stream \"" + (stream == null ? "*" : stream) + "\" in \"" + of(plan) + "\"";
        String table = dialect.sql(of(plan));
        sql.update(attempted, "DELETE FROM " + table + WHERE, key);
        sql.update(
                attempted,
                "INSERT INTO " + table + " (scope, namespace, name, state, definition) VALUES (?, ?, ?, ?, ?)",
                key[0],
                key[1],
                key[2],
                state == null ? "" : state.body().toString(),
                stream == null ? "" : StreamDefinition.of(plan).toString());
    }

    private void make(TableName table) {
        if (made.add(table) && !exists(table)) {
            List<String> names = List.of("scope", "namespace", "name", "state", "definition");
            BitSet key = new BitSet();
            key.set(0, 3);
            List<Type> types = dialect.storage().kept(Collections.nCopies(names.size(), Type.TEXT), key);
            StringBuilder columns = new StringBuilder();
            for (int c = 0; c < names.size(); c++) {
                columns.append(names.get(c))
                        .append(' ')
                        .append(columnType.apply(types.get(c)))
                        .append(" NOT NULL, ");
            }
            definitions.execute(
                    "CREATE TABLE " + dialect.sql(table) + " (" + columns + "PRIMARY KEY (scope, namespace, name))",
                    "make the table \"" + table + "\", which keeps states");
        }
    }

    /** What was made is gone after a rollback. */
    void rolledBack() {
        made.clear();
    }

    private boolean exists(TableName table) {
        try {
            return dialect.inspector().table(sql.connection(), table).isPresent();
        } catch (SQLException e) {
            throw sql.failed(e, "look for the table \"" + table + "\", which keeps states");
        }
    }

    /** The states kept for these streams; CONFIG if a stream is no longer what its state was made for. */
    List<StateMessage> read(List<WritePlan> plans) {
        List<StateMessage> states = new ArrayList<>();
        WritePlan first = null;
        for (WritePlan plan : plans) {
            if (!exists(of(plan))) {
                continue;
            }
            first = first == null ? plan : first;
            StreamDescriptor stream = plan.schema().stream();
            one("definition", plan, stream).ifPresent(then -> verify(plan, then));
            one("state", plan, stream).ifPresent(state -> states.add(parsed(state)));
        }
        if (first != null) {
            one("state", first, null).ifPresent(state -> states.add(parsed(state)));
        }
        return states;
    }

    private Optional<String> one(String column, WritePlan plan, StreamDescriptor stream) {
        String[] key = {plan.scope(), namespace(stream), stream == null ? "" : stream.name()};
        return sql.text(
                        "read the state of stream \"" + (stream == null ? "*" : stream) + "\" from \"" + of(plan)
                                + "\"",
                        "SELECT " + column + " FROM " + dialect.sql(of(plan)) + WHERE,
                        key)
                .filter(text -> !text.isEmpty());
    }

    private static String namespace(StreamDescriptor stream) {
        return stream == null || stream.namespace() == null ? "" : stream.namespace();
    }

    private static StateMessage parsed(String json) {
        return new StateMessage((ObjectNode) Json.parse(json));
    }

    private void verify(WritePlan plan, String then) {
        StreamDefinition now = StreamDefinition.of(plan);
        now.changeSince(then).ifPresent(change -> {
            StreamDescriptor stream = plan.schema().stream();
            String reset = "DELETE FROM " + dialect.sql(of(plan)) + " WHERE scope = '"
                    + plan.scope().replace("'", "''")
                    + "' AND namespace = '" + namespace(stream).replace("'", "''") + "' AND name = '"
                    + stream.name().replace("'", "''") + "'";
            throw ConnectorException.config("stream \"" + stream + "\": the state kept in \"" + of(plan)
                    + "\" was made for another definition of it: " + change
                    + ". Undo the change; or start over: drop the table \""
                    + dialect.tableOf().apply(stream) + "\" and run " + reset);
        });
    }
}
