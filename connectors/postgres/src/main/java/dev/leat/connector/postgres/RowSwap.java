package dev.leat.connector.postgres;

import dev.leat.jdbc.Identifiers;
import dev.leat.jdbc.Sql;
import dev.leat.jdbc.TableName;
import dev.leat.jdbc.Target;
import dev.leat.protocol.ConnectorException;
import java.util.List;
import java.util.stream.Collectors;

/** Replaces a table's rows and keeps the table, with all that hangs on it. Readers are not kept waiting. */
final class RowSwap {
    private static final Identifiers IDENTIFIERS = PostgresDestination.IDENTIFIERS;

    /** The key that other tables refer to: the primary one if it is among those that are referred to. */
    private static final String REFERRED = """
            SELECT array_to_json(array(
                SELECT a.attname FROM unnest(k.confkey) WITH ORDINALITY AS c(attnum, number)
                JOIN pg_attribute a ON a.attrelid = k.confrelid AND a.attnum = c.attnum ORDER BY c.number))::text
            FROM pg_constraint k LEFT JOIN pg_index i ON i.indexrelid = k.conindid
            WHERE k.contype = 'f' AND k.confrelid = ?::regclass AND k.conrelid <> k.confrelid
            ORDER BY i.indisprimary DESC NULLS LAST, k.conname LIMIT 1
            """;

    private final Sql sql;
    private final Target target;
    private final String table;
    private final String staging;
    private final String columns;
    private final String attempted;

    RowSwap(Sql sql, Target target, TableName staging) {
        this.sql = sql;
        this.target = target;
        this.table = target.table().sql(IDENTIFIERS);
        this.staging = staging.sql(IDENTIFIERS);
        this.columns = IDENTIFIERS.list(target.columnNames());
        this.attempted = "replace the rows of \"" + target.table() + "\"";
    }

    void replace() {
        List<String> referred = sql.text(attempted, REFERRED, table)
                .map(json -> dev.leat.protocol.Json.parse(json)
                        .valueStream()
                        .map(name -> name.asString())
                        .toList())
                .orElse(List.of());
        if (referred.isEmpty()) {
            sql.execute("DELETE FROM " + table, attempted);
            insert("");
        } else {
            merge(referred);
        }
        verify();
        sql.execute("DROP TABLE " + staging, attempted);
    }

    private void insert(String condition) {
        sql.execute(
                "INSERT INTO " + table + " (" + columns + ") OVERRIDING SYSTEM VALUE SELECT " + columns + " FROM "
                        + staging + " AS n" + condition,
                attempted);
    }

    /**
     * To delete a row that others refer to would be refused, or would delete those too: it must stay if it comes again.
     */
    private void merge(List<String> key) {
        if (!target.columnNames().containsAll(key)) {
            throw ConnectorException.config("cannot " + attempted + ": other tables refer to its columns "
                    + String.join(", ", key) + ", which the stream does not have; add them to the stream's columns");
        }
        String same = key.stream()
                .map(IDENTIFIERS::quoted)
                .map(column -> "o." + column + " = n." + column)
                .collect(Collectors.joining(" AND "));
        sql.execute(
                "DELETE FROM " + table + " AS o WHERE NOT EXISTS (SELECT FROM " + staging + " AS n WHERE " + same + ")",
                attempted);
        List<String> others = target.columnNames().stream()
                .filter(column -> !key.contains(column))
                .map(IDENTIFIERS::quoted)
                .toList();
        if (!others.isEmpty()) {
            String values = others.stream().map(c -> c + " = n." + c).collect(Collectors.joining(", "));
            // As text, since some types know no equality.
            String changed = others.stream()
                    .map(c -> "o." + c + "::text IS DISTINCT FROM n." + c + "::text")
                    .collect(Collectors.joining(" OR "));
            sql.execute(
                    "UPDATE " + table + " AS o SET " + values + " FROM " + staging + " AS n WHERE " + same + " AND ("
                            + changed + ")",
                    attempted);
        }
        insert(" WHERE NOT EXISTS (SELECT FROM " + table + " AS o WHERE " + same + ")");
    }

    /** A rule or a trigger can keep rows from being deleted or inserted without a word. */
    private void verify() {
        sql.text(
                        attempted,
                        "SELECT o.rows || ' instead of ' || n.rows FROM (SELECT count(*) AS rows FROM " + table
                                + ") o, (SELECT count(*) AS rows FROM " + staging + ") n WHERE o.rows <> n.rows")
                .ifPresent(counts -> {
                    throw ConnectorException.config("cannot " + attempted + ": it has " + counts
                            + " rows then; a rule or trigger of the table keeps rows from being deleted or inserted, or"
                            + " another program writes to it. Remove what does, or choose another table");
                });
    }
}
