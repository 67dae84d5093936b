package dev.leat.connector.mysql;

import dev.leat.jdbc.Inspector;
import dev.leat.jdbc.OwnTables;
import dev.leat.jdbc.Sql;
import dev.leat.jdbc.Table;
import dev.leat.jdbc.TableKeys;
import dev.leat.jdbc.TableName;
import dev.leat.type.Type;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Function;

/**
 * Looks into {@code information_schema}: a few questions for any number of tables. What the user may not see is not
 * there.
 *
 * @param types what a column of a declared type holds
 */
record MysqlCatalog(Server server, MysqlConfig config, Function<String, Type> types) implements Inspector {
    private static final String COLUMNS = """
            SELECT table_schema, table_name, column_name, column_type, character_set_name, collation_name,
                column_comment, is_nullable = 'YES', extra LIKE '%auto_increment%' OR extra LIKE '%DEFAULT_GENERATED%'
                OR column_default IS NOT NULL, extra LIKE '%VIRTUAL GENERATED%' OR extra LIKE '%STORED GENERATED%'
            FROM information_schema.columns WHERE :where ORDER BY table_schema, table_name, ordinal_position
            """;

    private static final String TABLES = """
            SELECT table_schema, table_name, coalesce(table_rows, -1) FROM information_schema.tables
            WHERE table_type IN ('BASE TABLE', 'VIEW', 'SYSTEM VERSIONED') AND :where ORDER BY table_schema, table_name
            """;

    /** An index over the beginning of a column binds more rows than those that are alike in it. */
    private static final String KEYS = """
            SELECT table_schema, table_name, index_name, index_name = 'PRIMARY', if(sub_part IS NULL, column_name, NULL)
            FROM information_schema.statistics
            WHERE non_unique = 0 AND :where ORDER BY table_schema, table_name, index_name, seq_in_index
            """;

    /** MariaDB's JSON is a text with a rule. */
    private static final String JSON_RULES = """
            SELECT constraint_schema, table_name, check_clause FROM information_schema.check_constraints
            WHERE check_clause LIKE 'json_valid(%' AND :where
            """;

    @Override
    public List<TableName> tables(Connection connection) throws SQLException {
        return all(connection).stream().map(Table::name).toList();
    }

    @Override
    public List<Table> all(Connection connection) throws SQLException {
        return found(connection, "table_schema IN (" + SqlText.literals(config.databases()) + ")").stream()
                .filter(table -> !OwnTables.include(table.name().name()))
                .toList();
    }

    @Override
    public String unlessHidden(TableName name) {
        return unlessHidden(name.schema());
    }

    String unlessHidden(String database) {
        return ", or the user may not see it (" + new Grant(config).toRead(database) + ")";
    }

    @Override
    public boolean hasSchema(Connection connection, String schema) throws SQLException {
        String query = "SELECT 1 FROM information_schema.schemata WHERE schema_name = ?";
        return !Sql.rows(connection, query, row -> true, schema).isEmpty();
    }

    @Override
    public Optional<Table> table(Connection connection, TableName name) throws SQLException {
        String where = "table_schema = " + SqlText.literal(name.schema()) + " AND table_name = "
                + SqlText.literal(name.name());
        return found(connection, where).stream()
                .filter(table -> same(table.name(), name))
                .findFirst();
    }

    /** Some collations of the catalog's own take names for the same that are two. */
    private boolean same(TableName found, TableName wanted) {
        return server.caseSensitiveTables()
                ? found.equals(wanted)
                : found.toString().equalsIgnoreCase(wanted.toString());
    }

    /** @param where a condition on table_schema and table_name */
    private List<Table> found(Connection connection, String where) throws SQLException {
        Set<String> json = server.mariadb() ? jsonColumns(connection, where) : Set.of();
        Map<TableName, List<Table.Column>> columns = new HashMap<>();
        Sql.each(
                connection,
                COLUMNS.replace(":where", where),
                row -> columns.computeIfAbsent(name(row), name -> new ArrayList<>())
                        .add(column(row, json)));
        Map<TableName, TableKeys> keys = new HashMap<>();
        Sql.each(
                connection,
                KEYS.replace(":where", where),
                row -> keys.computeIfAbsent(name(row), name -> new TableKeys())
                        .add(row.getString(3), row.getBoolean(4), row.getString(5)));
        Map<TableName, Long> estimates = new LinkedHashMap<>();
        Sql.each(connection, TABLES.replace(":where", where), row -> estimates.put(name(row), row.getLong(3)));
        // A view whose tables have gone has no columns.
        return estimates.keySet().stream()
                .filter(columns::containsKey)
                .map(name ->
                        keys.getOrDefault(name, new TableKeys()).table(name, columns.get(name), estimates.get(name)))
                .toList();
    }

    private static TableName name(ResultSet row) throws SQLException {
        return new TableName(row.getString(1), row.getString(2));
    }

    private Table.Column column(ResultSet row, Set<String> json) throws SQLException {
        String declared = json.contains(name(row) + "." + row.getString(3))
                ? "json"
                : DeclaredTypes.declared(row.getString(4), row.getString(5), row.getString(6), row.getString(7));
        boolean nullable = row.getBoolean(8);
        return new Table.Column(
                row.getString(3),
                types.apply(declared),
                declared,
                nullable,
                nullable || row.getBoolean(9),
                row.getBoolean(10));
    }

    private static Set<String> jsonColumns(Connection connection, String where) throws SQLException {
        String query = JSON_RULES.replace(":where", where.replaceFirst("table_schema", "constraint_schema"));
        return Set.copyOf(Sql.rows(connection, query, row -> {
            String clause = row.getString(3);
            String name = clause.substring("json_valid(".length(), clause.length() - 1);
            boolean quoted = name.startsWith("`") && name.endsWith("`");
            return name(row) + "."
                    + (quoted ? name.substring(1, name.length() - 1).replace("``", "`") : name);
        }));
    }
}
