package dev.leat.connector.clickhouse;

import dev.leat.config.Nearest;
import dev.leat.jdbc.TableName;
import dev.leat.protocol.ConnectorException;
import dev.leat.protocol.StreamDescriptor;
import dev.leat.sdk.Emitter;
import dev.leat.sdk.ReadPlan;
import dev.leat.sdk.Resources;
import dev.leat.sdk.Rid;
import dev.leat.sdk.Source;
import dev.leat.type.Column;
import dev.leat.type.StreamSchema;
import dev.leat.type.Type;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import tools.jackson.databind.JsonNode;

/**
 * Reads a server: each stream in one query, which sees the rows that were there when it began. The upper ends of all
 * incremental streams are taken before the first one is read.
 */
final class ClickHouseSource implements Source {
    private final ClickHouseConfig config;
    private final Client client;
    private final Relations relations;
    private final Map<StreamDescriptor, Bound> bounds = new HashMap<>();

    /** How far an incremental stream is read; without a value when there is nothing to read. */
    private record Bound(Optional<String> greatest, ConnectorException failure) {}

    private ClickHouseSource(ClickHouseConfig config, Client client) {
        this.config = config;
        this.client = client;
        this.relations = new Relations(client, config);
    }

    static ClickHouseSource open(ClickHouseConfig config, Resources resources) {
        Client client = new Client(config);
        ServerVersion.check(client);
        ClickHouseSource source = new ClickHouseSource(config, client);
        source.checkDatabases();
        return source;
    }

    private void checkDatabases() {
        List<String> known =
                client.rows("list the databases", "SELECT name FROM system.databases ORDER BY name").stream()
                        .map(row -> row.get(0).asString())
                        .toList();
        for (String database : config.databases()) {
            if (!known.contains(database)) {
                throw ConnectorException.config("there is no database \"" + database + "\" on " + config.host() + ":"
                        + config.port() + ", or the user may not see it" + Nearest.hint(database, known));
            }
        }
    }

    @Override
    public List<StreamSchema> discover() {
        return relations.all(config.databases()).stream()
                .map(ClickHouseSource::stream)
                .toList();
    }

    private static StreamSchema stream(Relation relation) {
        List<Column> columns = relation.columns().stream()
                .map(column -> new Column(
                        column.name(), column.type(), column.declared().isNullable()))
                .toList();
        return new StreamSchema(
                new StreamDescriptor(relation.name().name(), relation.name().schema()),
                columns,
                List.of(),
                relation.rids(),
                relation.rows());
    }

    @Override
    public void begin(List<ReadPlan> streams) {
        for (ReadPlan plan : streams) {
            if (plan.rid().isPresent()) {
                bounds.put(plan.schema().stream(), bound(plan));
            }
        }
    }

    /** A stream that fails must not keep the others from being read: its failure is told when its turn comes. */
    private Bound bound(ReadPlan plan) {
        try {
            return new Bound(greatest(plan), null);
        } catch (ConnectorException failure) {
            return new Bound(Optional.empty(), failure);
        }
    }

    private Optional<String> greatest(ReadPlan plan) {
        StreamDescriptor stream = plan.schema().stream();
        Relation relation = relation(plan.schema());
        Rid rid = plan.rid().orElseThrow();
        RidExpression expression = expression(relation, rid);
        String settled = isSettled(expression);
        JsonNode row = client.row(
                        "look for the last value of the RID column \"" + rid.name() + "\" of the stream \"" + stream
                                + "\"",
                        "SELECT countIf(" + settled + "), countIf(" + expression.isNowhere() + "), "
                                + expression.greatest(settled) + " FROM " + Names.quoted(relation.name()) + options())
                .orElseThrow(() -> ConnectorException.internal("counting answers no row"));
        if (row.get(1).asLong() > 0) {
            throw rid.missing(stream, row.get(1).asLong());
        }
        if (row.get(0).asLong() == 0) {
            return Optional.empty();
        }
        String greatest = row.get(2).asString();
        rid.warnOfFuture(stream, greatest);
        return Optional.of(greatest);
    }

    /** Before rows that are younger than the lag others may yet come. */
    private String isSettled(RidExpression rid) {
        if (config.ridLagSeconds() == 0) {
            return "1";
        }
        return switch (rid.type()) {
            case Type.Timestamp _, Type.Date _ ->
                rid.ordered() + " <= now() - toIntervalSecond(" + config.ridLagSeconds() + ")";
            default -> "1";
        };
    }

    private String options() {
        return config.readFinal() ? " SETTINGS final = 1" : "";
    }

    private static RidExpression expression(Relation relation, Rid rid) {
        Relation.Column column = column(relation, rid.name());
        return RidExpression.of(Names.quoted(column.name()), column.declared(), column.type());
    }

    private Relation relation(StreamSchema schema) {
        StreamDescriptor stream = schema.stream();
        TableName name =
                new TableName(stream.namespace() == null ? config.database() : stream.namespace(), stream.name());
        Relation relation = relations.find(name).orElseThrow(() -> {
            List<String> known = relations.all(config.databases()).stream()
                    .map(one -> one.name().toString())
                    .toList();
            return ConnectorException.config(
                    "there is no table or view \"" + name + "\"" + Nearest.hint(name.toString(), known));
        });
        schema.columns().forEach(column -> column(relation, column.name()));
        return relation;
    }

    private static Relation.Column column(Relation relation, String name) {
        return relation.column(name)
                .orElseThrow(() -> ConnectorException.config("table \"" + relation.name() + "\" has no column \"" + name
                        + "\" that can be read" + Nearest.hint(name, relation.columnNames())
                        + ". Discover the source again"));
    }

    @Override
    public void read(ReadPlan plan, Emitter out) throws Exception {
        Bound bound = bounds.get(plan.schema().stream());
        if (bound != null && bound.failure() != null) {
            throw bound.failure();
        }
        if (bound != null && bound.greatest().isEmpty()) {
            return;
        }
        Relation relation = relation(plan.schema());
        Selected[] columns = plan.schema().columns().stream()
                .map(column -> column(relation, column.name()))
                .map(column -> Selected.of(Names.quoted(column.name()), column.declared(), column.type()))
                .toArray(Selected[]::new);
        String query = query(plan, relation, columns, bound) + options() + "\nFORMAT RowBinary";
        new SelectedRows(client, plan, columns).read(query, out);
    }

    private static String query(ReadPlan plan, Relation relation, Selected[] columns, Bound bound) {
        StringBuilder query = new StringBuilder("SELECT toUInt8(" + SelectedRows.ROW + ")");
        for (Selected column : columns) {
            query.append(", ").append(column.expression());
        }
        query.append("\nFROM ").append(Names.quoted(relation.name()));
        if (bound != null) {
            RidExpression rid = expression(relation, plan.rid().orElseThrow());
            query.append("\nWHERE ")
                    .append(rid.ordered())
                    .append(" <= ")
                    .append(rid.literal(bound.greatest().orElseThrow()));
            plan.from()
                    .ifPresent(from -> query.append(" AND ")
                            .append(rid.ordered())
                            .append(plan.inclusive() || isBinary(rid) ? " >= " : " > ")
                            .append(rid.literal(from)));
            query.append("\nORDER BY ").append(rid.ordered());
            // Rows that share a RID come in the same order each time, so that a run can be compared with the next.
            if (!relation.sortingKey().isEmpty()) {
                query.append(", ").append(relation.sortingKey());
            }
        }
        return query.toString();
    }

    private static boolean isBinary(RidExpression rid) {
        return rid.type() instanceof Type.Float32 || rid.type() instanceof Type.Float64;
    }
}
