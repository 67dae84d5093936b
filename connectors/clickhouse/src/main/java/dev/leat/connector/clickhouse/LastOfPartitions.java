package dev.leat.connector.clickhouse;

import dev.leat.protocol.Json;
import java.util.Optional;
import java.util.TreeMap;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ObjectNode;

/** The greatest RID of each partition of a target's rows, where RIDs are counted per partition. */
final class LastOfPartitions {
    private final Client client;
    private final Relation relation;
    private final String attempted;
    private final String per;
    private final String rid;
    private final boolean sorted;
    private final TreeMap<Long, JsonNode> last = new TreeMap<>();

    /** @param relation the target's table as it is */
    LastOfPartitions(Client client, Relation relation, Target target) {
        this.client = client;
        this.relation = relation;
        this.attempted = "find the last RID of each partition of \"" + target.table() + "\"";
        String perName = target.per().orElseThrow().name();
        String ridName = target.rid().orElseThrow().name();
        this.per = Names.quoted(perName);
        this.rid = Names.quoted(ridName);
        this.sorted = relation.sortingKey().replace("`", "").startsWith(perName + ", " + ridName);
    }

    /** An object that has the last RID of each partition; empty if there are no rows. */
    Optional<JsonNode> find() {
        if (sorted) {
            walk();
        } else {
            group();
        }
        ObjectNode found = Json.object();
        last.forEach((partition, greatest) -> found.set(partition.toString(), greatest));
        return found.isEmpty() ? Optional.empty() : Optional.of(found);
    }

    /** From each partition to the one below it: rows are read from the end of their order, and few of them. */
    private void walk() {
        Optional<JsonNode> row = below("isNotNull(" + per + ")");
        while (row.isPresent()) {
            keep(row.get());
            row = below(per + " < " + last.firstKey());
        }
    }

    private Optional<JsonNode> below(String bound) {
        return client.row(
                attempted,
                "SELECT toString(" + per + "), toString(" + rid + ") FROM " + Names.quoted(relation.name()) + " WHERE "
                        + bound + " AND isNotNull(" + rid + ") ORDER BY " + per + " DESC, " + rid + " DESC LIMIT 1");
    }

    private void group() {
        client.rows(
                        attempted,
                        "SELECT toString(" + per + "), toString(max(" + rid + ")) FROM "
                                + Names.quoted(relation.name()) + " WHERE isNotNull(" + per + ") AND isNotNull(" + rid
                                + ") GROUP BY " + per)
                .forEach(this::keep);
    }

    private void keep(JsonNode row) {
        last.put(Long.valueOf(row.get(0).asString()), Json.parse(row.get(1).asString()));
    }
}
