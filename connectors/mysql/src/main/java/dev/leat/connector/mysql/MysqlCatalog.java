package dev.leat.connector.mysql;

import dev.leat.jdbc.Inspector;
import dev.leat.jdbc.Table;
import dev.leat.jdbc.TableName;
import dev.leat.type.Type;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;

/**
 * Looks into {@code information_schema}: a few questions for any number of tables. What the user may not see is not
 * there.
 *
 * @param databases whose tables are listed
 */
record MysqlCatalog(Server server, List<String> databases) implements Inspector {
    private static final String COLUMNS = """
            SELECT table_schema, table_name, column_name, data_type, column_type, character_set_name, collation_name,
                is_nullable, column_default, extra, column_comment
            FROM information_schema.columns WHERE :where ORDER BY table_schema, table_name, ordinal_position
            """;

    private static final String TABLES = """
            SELECT table_schema, table_name, table_type, engine, table_rows FROM information_schema.tables
            WHERE table_type IN ('BASE TABLE', 'VIEW', 'SYSTEM VERSIONED') AND :where ORDER BY table_schema, table_name
            """;

    private static final String INDEXES = """
            SELECT table_schema, table_name, index_name, column_name, sub_part FROM information_schema.statistics
            WHERE non_unique = 0 AND :where ORDER BY table_schema, table_name, index_name, seq_in_index
            """;

    /** MariaDB's JSON is a text with a rule. */
    private static final String JSON_RULES = """
            SELECT constraint_schema, table_name, check_clause FROM information_schema.check_constraints
            WHERE check_clause LIKE 'json_valid(%' AND :where
            """;

    @Override
    public List<TableName> tables(Connection connection) throws SQLException {
        return all(connection).stream().map(table -> table.table().name()).toList();
    }

    @Override
    public boolean hasSchema(Connection connection, String schema) throws SQLException {
        try (Statement statement = connection.createStatement();
                ResultSet row = statement.executeQuery("SELECT schema_name FROM information_schema.schemata"
                        + " WHERE schema_name = " + SqlText.literal(schema))) {
            return row.next();
        }
    }

    @Override
    public Optional<Table> table(Connection connection, TableName name) throws SQLException {
        return find(connection, name).map(MysqlTable::table);
    }

    /** One table or view. */
    Optional<MysqlTable> find(Connection connection, TableName name) throws SQLException {
        String where = "%s = " + SqlText.literal(name.schema()) + " AND table_name = " + SqlText.literal(name.name());
        return found(connection, where).stream()
                .filter(table -> same(table.table().name(), name))
                .findFirst();
    }

    /** Some collations of the catalog's own take names for the same that are two. */
    private boolean same(TableName found, TableName wanted) {
        return server.caseSensitiveTables()
                ? found.equals(wanted)
                : found.toString().equalsIgnoreCase(wanted.toString());
    }

    /** All tables and views of the databases. */
    List<MysqlTable> all(Connection connection) throws SQLException {
        return found(connection, "%s IN (" + SqlText.literals(databases) + ")");
    }

    /** @param where a condition on what holds the database's name and on table_name */
    private List<MysqlTable> found(Connection connection, String where) throws SQLException {
        String condition = where.replaceFirst("%s", "table_schema");
        Set<String> json =
                server.mariadb() ? jsonColumns(connection, where.replaceFirst("%s", "constraint_schema")) : Set.of();
        Map<TableName, List<MysqlColumn>> columns = columns(connection, condition, json);
        Map<TableName, Map<String, List<String>>> indexes = indexes(connection, condition);
        List<MysqlTable> tables = new ArrayList<>();
        try (Statement statement = connection.createStatement();
                ResultSet row = statement.executeQuery(TABLES.replace(":where", condition))) {
            while (row.next()) {
                TableName name = new TableName(row.getString(1), row.getString(2));
                // A view whose tables have gone has no columns.
                if (columns.containsKey(name)) {
                    boolean view = row.getString(3).equals("VIEW");
                    long rows = row.getLong(5);
                    Map<String, List<String>> keys = indexes.getOrDefault(name, Map.of());
                    tables.add(table(name, columns.get(name), keys, row.wasNull() ? -1 : rows, view, row.getString(4)));
                }
            }
        }
        return tables;
    }

    private static MysqlTable table(
            TableName name,
            List<MysqlColumn> columns,
            Map<String, List<String>> keys,
            long rows,
            boolean view,
            String engine) {
        Map<String, List<String>> further = new LinkedHashMap<>(keys);
        List<String> key = further.remove("PRIMARY");
        Table table = new Table(
                name,
                columns.stream().map(MysqlColumn::column).toList(),
                key == null ? List.of() : key,
                List.copyOf(further.values()),
                rows);
        return new MysqlTable(table, columns, view ? null : engine == null ? "" : engine);
    }

    private Map<TableName, List<MysqlColumn>> columns(Connection connection, String where, Set<String> json)
            throws SQLException {
        Map<TableName, List<MysqlColumn>> columns = new HashMap<>();
        try (Statement statement = connection.createStatement();
                ResultSet row = statement.executeQuery(COLUMNS.replace(":where", where))) {
            while (row.next()) {
                TableName table = new TableName(row.getString(1), row.getString(2));
                boolean isJson = json.contains(table + "." + row.getString(3));
                columns.computeIfAbsent(table, name -> new ArrayList<>()).add(column(row, isJson));
            }
        }
        return columns;
    }

    private static MysqlColumn column(ResultSet row, boolean isJson) throws SQLException {
        String dataType = isJson ? "json" : row.getString(4);
        String columnType = isJson ? "json" : DeclaredTypes.normal(row.getString(5));
        String charset = isJson ? null : row.getString(6);
        String collation = charset == null ? null : row.getString(7);
        String comment = row.getString(11);
        Type type = DeclaredTypes.of(dataType, columnType, comment);
        boolean nullable = row.getString(8).equals("YES");
        String extra = row.getString(10);
        boolean numbersItself = extra.contains("auto_increment");
        boolean marked = comment.equals(DeclaredTypes.INSTANT) || comment.equals(DeclaredTypes.UUID);
        String declared = columnType
                + (charset == null ? "" : " CHARACTER SET " + charset + " COLLATE " + collation)
                + (marked ? " COMMENT '" + comment + "'" : "");
        Table.Column column = new Table.Column(
                row.getString(3),
                type,
                declared,
                nullable,
                nullable || numbersItself || row.getString(9) != null || extra.contains("DEFAULT_GENERATED"),
                extra.contains("VIRTUAL GENERATED") || extra.contains("STORED GENERATED"));
        return new MysqlColumn(column, dataType, collation, numbersItself);
    }

    /** The columns of each unique index of whole columns, by its name. */
    private static Map<TableName, Map<String, List<String>>> indexes(Connection connection, String where)
            throws SQLException {
        Map<TableName, Map<String, List<String>>> indexes = new HashMap<>();
        Map<TableName, Set<String>> partial = new HashMap<>();
        try (Statement statement = connection.createStatement();
                ResultSet row = statement.executeQuery(INDEXES.replace(":where", where))) {
            while (row.next()) {
                TableName table = new TableName(row.getString(1), row.getString(2));
                String index = row.getString(3);
                indexes.computeIfAbsent(table, name -> new TreeMap<>())
                        .computeIfAbsent(index, name -> new ArrayList<>())
                        .add(row.getString(4));
                if (row.getString(4) == null || row.getString(5) != null) {
                    partial.computeIfAbsent(table, name -> new HashSet<>()).add(index);
                }
            }
        }
        partial.forEach((table, names) -> indexes.get(table).keySet().removeAll(names));
        return indexes;
    }

    private static Set<String> jsonColumns(Connection connection, String where) throws SQLException {
        Set<String> columns = new HashSet<>();
        try (Statement statement = connection.createStatement();
                ResultSet row = statement.executeQuery(JSON_RULES.replace(":where", where))) {
            while (row.next()) {
                String clause = row.getString(3);
                String name = clause.substring("json_valid(".length(), clause.length() - 1);
                boolean plain = name.startsWith("`") && name.endsWith("`");
                String column = plain ? name.substring(1, name.length() - 1).replace("``", "`") : name;
                columns.add(new TableName(row.getString(1), row.getString(2)) + "." + column);
            }
        }
        return columns;
    }

    /** The databases of these that there are not. */
    static List<String> missing(Connection connection, Collection<String> wanted) throws SQLException {
        List<String> missing = new ArrayList<>(wanted);
        try (Statement statement = connection.createStatement();
                ResultSet row = statement.executeQuery("SELECT schema_name FROM information_schema.schemata")) {
            while (row.next()) {
                String name = row.getString(1);
                missing.removeIf(name::equalsIgnoreCase);
            }
        }
        return missing;
    }
}
