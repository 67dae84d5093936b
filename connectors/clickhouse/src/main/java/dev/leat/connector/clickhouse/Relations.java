package dev.leat.connector.clickhouse;

import dev.leat.jdbc.OwnTables;
import dev.leat.jdbc.TableName;
import dev.leat.sdk.Log;
import dev.leat.type.Type;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import tools.jackson.databind.JsonNode;

/** Looks tables up in the server's catalog. */
final class Relations {
    /** Engines whose rows are handed out once, or not at all. */
    private static final Set<String> NOT_READ =
            Set.of("Kafka", "RabbitMQ", "NATS", "S3Queue", "AzureQueue", "FileLog", "Set");

    private final Client client;
    private final ClickHouseConfig config;

    Relations(Client client, ClickHouseConfig config) {
        this.client = client;
        this.config = config;
    }

    /** All tables and views of some databases that can be read, in the order of their names. */
    List<Relation> all(List<String> databases) {
        String owners = databases.stream().map(Names::text).collect(Collectors.joining(", "));
        return found("list the tables", "database IN (" + owners + ")", "").stream()
                .filter(relation -> !OwnTables.include(relation.name().name()))
                .filter(relation -> !relation.name().name().startsWith(".inner"))
                .filter(relation -> !NOT_READ.contains(relation.engine()))
                .toList();
    }

    Optional<Relation> find(TableName name) {
        return found(
                        "look at the table \"" + name + "\"",
                        "database = " + Names.text(name.schema()),
                        Names.text(name.name()))
                .stream()
                .findFirst();
    }

    /** @param table the name of one, as a literal; empty for all */
    private List<Relation> found(String attempted, String databases, String table) {
        String condition = databases + (table.isEmpty() ? " AND NOT is_temporary" : " AND name = " + table);
        List<JsonNode> tables = client.rows(
                attempted,
                "SELECT database, name, engine, sorting_key, partition_key, dependencies_database,"
                        + " dependencies_table, coalesce(toInt64(total_rows), -1) FROM system.tables WHERE "
                        + condition + " ORDER BY database, name");
        if (tables.isEmpty()) {
            return List.of();
        }
        Map<TableName, List<Relation.Column>> columns =
                columns(attempted, databases + (table.isEmpty() ? "" : " AND table = " + table));
        List<Relation> relations = new ArrayList<>();
        for (JsonNode row : tables) {
            TableName name = new TableName(row.get(0).asString(), row.get(1).asString());
            List<String> readers = new ArrayList<>();
            for (int i = 0; i < row.get(5).size(); i++) {
                readers.add(
                        row.get(5).get(i).asString() + "." + row.get(6).get(i).asString());
            }
            relations.add(new Relation(
                    name,
                    row.get(2).asString(),
                    columns.getOrDefault(name, List.of()),
                    row.get(3).asString(),
                    row.get(4).asString(),
                    readers,
                    row.get(7).asLong()));
        }
        return relations;
    }

    private Map<TableName, List<Relation.Column>> columns(String attempted, String condition) {
        Map<TableName, List<Relation.Column>> columns = new HashMap<>();
        for (JsonNode row : client.rows(
                attempted,
                "SELECT database, table, name, type, comment, default_kind, is_in_sorting_key FROM system.columns"
                        + " WHERE " + condition + " ORDER BY database, table, position")) {
            TableName table = new TableName(row.get(0).asString(), row.get(1).asString());
            String name = row.get(2).asString();
            ChType declared = ChType.of(row.get(3).asString());
            String kind = row.get(5).asString();
            if (kind.equals("EPHEMERAL")) {
                continue;
            }
            Type type = config.holdsBytes(table, name)
                    ? bytes(table, name, declared)
                    : Types.of(declared, row.get(4).asString()).orElse(null);
            if (type == null) {
                // Told where somebody looks for what there is; the state of an aggregation is nothing to any other
                // system.
                Log.debug("the column \"" + name + "\" of the table \"" + table + "\" is left out: it is " + declared
                        + ", which only ClickHouse understands");
                continue;
            }
            columns.computeIfAbsent(table, _ -> new ArrayList<>())
                    .add(new Relation.Column(
                            name, declared, type, kind, row.get(6).asInt() == 1));
        }
        return columns;
    }

    private static Type bytes(TableName table, String column, ChType declared) {
        String bare = declared.bare().name();
        if (!bare.equals("String") && !bare.equals("FixedString")) {
            throw dev.leat.protocol.ConnectorException.config(
                    "\"bytes_columns\" names \"" + column + "\" of the table \"" + table + "\", which is " + declared
                            + ": only String and FixedString can hold bytes");
        }
        return Type.BYTES;
    }
}
