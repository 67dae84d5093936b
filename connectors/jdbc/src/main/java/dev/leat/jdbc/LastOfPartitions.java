package dev.leat.jdbc;

import dev.leat.protocol.Json;
import dev.leat.sdk.Rid;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.Optional;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ObjectNode;

/** The greatest RID of each partition of a table, where RIDs are counted per partition: both are whole numbers. */
final class LastOfPartitions {
    private final Sql sql;
    private final Dialect dialect;
    private final Target target;
    private final boolean byIndex;

    /** @param byIndex whether there is an index to walk through, and the engine knows queries that recur */
    LastOfPartitions(Sql sql, Dialect dialect, Target target, boolean byIndex) {
        this.sql = sql;
        this.dialect = dialect;
        this.target = target;
        this.byIndex = byIndex;
    }

    /** An object that has the last RID of each partition; empty if there are no rows. */
    Optional<JsonNode> find() {
        ObjectNode last = Json.MAPPER.createObjectNode();
        try (Statement statement = sql.connection().createStatement();
                ResultSet row = statement.executeQuery(query())) {
            while (row.next()) {
                last.put(row.getString(1), row.getBigDecimal(2));
            }
        } catch (SQLException e) {
            throw sql.failed(e, "find the last RID of each partition of \"" + target.table() + "\"");
        }
        return last.isEmpty() ? Optional.empty() : Optional.of(last);
    }

    private String query() {
        Rid rid = target.plan().rid().orElseThrow();
        Identifiers identifiers = dialect.identifiers();
        String per = identifiers.quoted(
                target.columns().get(rid.per().orElseThrow().column()).name());
        String column = identifiers.quoted(target.columns().get(rid.column()).name());
        String table = dialect.sql(target.table());
        if (!byIndex) {
            return "SELECT " + per + ", max(" + column + ") FROM " + table + " WHERE " + per + " IS NOT NULL GROUP BY "
                    + per;
        }
        // One look into the index per partition, from each to the next: grouping would go through all rows. The part
        // has its table before it: the stream's own columns may have any name.
        String part = "leat_parts.part";
        return "WITH RECURSIVE leat_parts(part) AS (SELECT min(" + per + ") FROM " + table
                + " UNION ALL SELECT (SELECT min(" + per + ") FROM " + table + " WHERE " + per + " > " + part
                + ") FROM leat_parts WHERE " + part + " IS NOT NULL) SELECT " + part + ", (SELECT max(" + column
                + ") FROM " + table + " WHERE " + per + " = " + part + ") FROM leat_parts WHERE " + part
                + " IS NOT NULL";
    }
}
