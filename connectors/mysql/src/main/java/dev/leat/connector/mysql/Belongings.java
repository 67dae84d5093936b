package dev.leat.connector.mysql;

import dev.leat.jdbc.Sql;
import dev.leat.jdbc.TableName;
import dev.leat.protocol.ConnectorException;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** What hangs on a table and would not go over to another one that takes its name: triggers and foreign keys. */
final class Belongings {
    private static final String KEYS = """
            SELECT constraint_schema, constraint_name, table_schema, table_name, column_name,
                referenced_table_schema, referenced_table_name, referenced_column_name
            FROM information_schema.key_column_usage
            WHERE referenced_table_name IS NOT NULL AND (table_schema = :schema AND table_name = :table
                OR referenced_table_schema = :schema AND referenced_table_name = :table)
            ORDER BY constraint_schema, table_name, constraint_name, ordinal_position
            """;

    /** Who may not have triggers may not see them either. */
    private static final String SEES_TRIGGERS = """
            WITH me AS (SELECT concat('''', replace(current_user(), '@', '''@'''), '''') AS name)
            SELECT 1 FROM information_schema.user_privileges, me
                WHERE privilege_type = 'TRIGGER' AND grantee = me.name
            UNION ALL SELECT 1 FROM information_schema.schema_privileges, me
                WHERE privilege_type = 'TRIGGER' AND grantee = me.name AND :schema LIKE table_schema
            UNION ALL SELECT 1 FROM information_schema.table_privileges, me
                WHERE privilege_type = 'TRIGGER' AND grantee = me.name AND table_schema = :schema AND table_name = :table
            """;

    private static final String TRIGGERS = """
            SELECT trigger_name FROM information_schema.triggers
            WHERE event_object_schema = :schema AND event_object_table = :table
            """;

    private final Sql sql;
    private final TableName table;

    Belongings(Sql sql, TableName table) {
        this.sql = sql;
        this.table = table;
    }

    private String named(String query) {
        return query.replace(":schema", SqlText.literal(table.schema()))
                .replace(":table", SqlText.literal(table.name()));
    }

    /** A foreign key, from one table's columns to another's. */
    record Reference(String name, TableName from, List<String> columns, TableName to, List<String> referenced) {}

    /** The foreign keys to the table, and from it. */
    List<Reference> references() throws SQLException {
        Map<String, Reference> found = new LinkedHashMap<>();
        Sql.each(sql.connection(), named(KEYS), row -> {
            TableName from = new TableName(row.getString(3), row.getString(4));
            TableName to = new TableName(row.getString(6), row.getString(7));
            String name = row.getString(2);
            Reference reference = found.computeIfAbsent(
                    from + "." + name, key -> new Reference(name, from, new ArrayList<>(), to, new ArrayList<>()));
            reference.columns().add(row.getString(5));
            reference.referenced().add(row.getString(8));
        });
        return List.copyOf(found.values());
    }

    /** Whether the table has triggers, or may have some that this user cannot see. */
    boolean mayHaveTriggers() {
        String attempted = "see whether the table \"" + table + "\" has triggers";
        return sql.text(attempted, named(SEES_TRIGGERS)).isEmpty()
                || sql.text(attempted, named(TRIGGERS)).isPresent();
    }

    /** Throws DATA if a row refers to one that there is not. */
    static void check(Sql sql, Reference reference) {
        StringBuilder joined = new StringBuilder();
        StringBuilder given = new StringBuilder();
        for (int c = 0; c < reference.columns().size(); c++) {
            String column = "a." + SqlText.name(reference.columns().get(c));
            String other = "b." + SqlText.name(reference.referenced().get(c));
            joined.append(c == 0 ? "" : " AND ").append(other).append(" = ").append(column);
            given.append(" AND ").append(column).append(" IS NOT NULL");
        }
        String first = SqlText.name(reference.columns().getFirst());
        String query =
                "SELECT a." + first + " FROM " + SqlText.table(reference.from()) + " a WHERE NOT EXISTS (SELECT 1 FROM "
                        + SqlText.table(reference.to()) + " b WHERE " + joined + ")" + given + " LIMIT 1";
        sql.text("check the foreign key \"" + reference.name() + "\" of the table \"" + reference.from() + "\"", query)
                .ifPresent(value -> {
                    throw ConnectorException.data("with its new rows the table \"" + reference.to() + "\" has none for "
                            + value + ", to which the foreign key \"" + reference.name() + "\" of \"" + reference.from()
                            + "\" refers from its column " + first + "; the old rows stay");
                });
    }
}
