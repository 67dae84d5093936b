package dev.leat.jdbc;

import dev.leat.protocol.Json;
import dev.leat.sdk.Rid;
import java.math.BigInteger;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.Optional;
import java.util.TreeMap;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ObjectNode;

/** The greatest RID of each partition of a table, where RIDs are counted per partition: both are whole numbers. */
final class LastOfPartitions {
    private final Sql sql;
    private final Dialect dialect;
    private final Target target;
    private final String table;
    private final String per;
    private final String rid;
    private final TreeMap<Long, BigInteger> last = new TreeMap<>();

    LastOfPartitions(Sql sql, Dialect dialect, Target target) {
        this.sql = sql;
        this.dialect = dialect;
        this.target = target;
        this.table = dialect.sql(target.table());
        this.per = dialect.identifiers().quoted(target.per().orElseThrow().name());
        this.rid = dialect.identifiers().quoted(target.rid().orElseThrow().name());
    }

    /**
     * An object that has the last RID of each partition; empty if there are no rows.
     *
     * @param indexed whether tables have an index by partition and RID
     */
    Optional<JsonNode> find(boolean indexed) {
        try (Statement statement = sql.connection().createStatement()) {
            if (indexed) {
                walk(statement);
            } else {
                group(statement);
            }
        } catch (SQLException e) {
            throw sql.failed(e, "find the last RID of each partition of \"" + target.table() + "\"");
        }
        ObjectNode found = Json.object();
        last.forEach((partition, greatest) -> found.put(partition.toString(), greatest));
        return found.isEmpty() ? Optional.empty() : Optional.of(found);
    }

    /**
     * From each partition to the one below it: one look into the index each, which grouping would go through as a whole.
     * In one statement it would take a recursion, whose depth some engines limit, and which others read every row for.
     */
    private void walk(Statement statement) throws SQLException {
        Rid counted = target.plan().rid().orElseThrow();
        String order = " ORDER BY " + per + " DESC, " + dialect.order().apply(rid, counted.type()) + " DESC "
                + dialect.storage().firstRow();
        String bound = per + " IS NOT NULL";
        boolean more = true;
        while (more) {
            try (ResultSet row = statement.executeQuery("SELECT " + per + ", " + rid + " FROM " + table + " WHERE "
                    + bound + " AND " + rid + " IS NOT NULL" + order)) {
                more = row.next();
                if (more) {
                    keep(row);
                    bound = per + " < " + last.firstKey();
                }
            }
        }
    }

    private void group(Statement statement) throws SQLException {
        try (ResultSet row = statement.executeQuery("SELECT " + per + ", max(" + rid + ") FROM " + table + " WHERE "
                + per + " IS NOT NULL AND " + rid + " IS NOT NULL GROUP BY " + per)) {
            while (row.next()) {
                keep(row);
            }
        }
    }

    private void keep(ResultSet row) throws SQLException {
        last.put(row.getLong(1), row.getBigDecimal(2).toBigInteger());
    }
}
