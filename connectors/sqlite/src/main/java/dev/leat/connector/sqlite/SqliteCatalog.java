package dev.leat.connector.sqlite;

import dev.leat.jdbc.Inspector;
import dev.leat.jdbc.Table;
import dev.leat.jdbc.TableName;
import dev.leat.sdk.Log;
import dev.leat.type.Type;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;

/**
 * Looks into a file's schema through SQLite's own table functions: the driver's metadata knows neither the declared
 * types in full nor which unique indexes have a condition.
 *
 * @param looksAtValues whether values are looked at where a declaration does not tell their form, and rows are counted:
 *     what somebody who reads wants to know
 */
record SqliteCatalog(boolean looksAtValues) implements Inspector {
    private static final String TABLES = """
            SELECT name FROM pragma_table_list WHERE schema = 'main' AND type IN ('table', 'view', 'virtual')
                AND name NOT LIKE 'sqlite\\_%' ESCAPE '\\'
            ORDER BY name
            """;

    private static final String COLUMNS = """
            SELECT name, type, "notnull", dflt_value IS NOT NULL AS filled, pk, hidden FROM pragma_table_xinfo(?)
            WHERE hidden <> 1 ORDER BY cid
            """;

    /** An index with a condition binds only some of the rows. */
    private static final String UNIQUE_KEYS = """
            SELECT i.name AS "index", c.name FROM pragma_index_list(?) AS i, pragma_index_info(i.name) AS c
            WHERE i."unique" = 1 AND i.partial = 0 AND i.origin <> 'pk' ORDER BY i.seq, c.seqno
            """;

    @Override
    public List<TableName> tables(Connection connection) throws SQLException {
        List<TableName> names = new ArrayList<>();
        try (PreparedStatement query = connection.prepareStatement(TABLES);
                ResultSet row = query.executeQuery()) {
            while (row.next()) {
                names.add(new TableName(null, row.getString(1)));
            }
        }
        return names;
    }

    @Override
    public boolean hasSchema(Connection connection, String schema) {
        return true;
    }

    @Override
    public Optional<Table> table(Connection connection, TableName name) throws SQLException {
        List<Table.Column> columns = new ArrayList<>();
        Map<Integer, String> key = new TreeMap<>();
        String onlyKeyType = "";
        try (PreparedStatement query = query(connection, COLUMNS, name);
                ResultSet row = query.executeQuery()) {
            while (row.next()) {
                if (row.getInt("pk") > 0) {
                    key.put(row.getInt("pk"), row.getString("name"));
                    onlyKeyType = row.getString("type");
                }
                columns.add(column(row));
            }
        } catch (SQLException e) {
            // A view whose tables have gone: it is a fault of the file's that must not hide the other tables.
            Log.warn("the view \"" + name + "\" cannot be read and is left out: " + e.getMessage());
            return Optional.empty();
        }
        if (columns.isEmpty()) {
            return Optional.empty();
        }
        if (key.size() == 1 && onlyKeyType.equalsIgnoreCase("INTEGER")) {
            // The row's own number under another name: never null, and given by the engine where a row brings none.
            columns.replaceAll(column -> column.name().equals(key.get(1)) ? numbered(column) : column);
        }
        if (!looksAtValues) {
            return Optional.of(new Table(name, columns, List.copyOf(key.values()), uniqueKeys(connection, name), -1));
        }
        ValueForms forms = new ValueForms(connection, name);
        columns.replaceAll(forms::seen);
        return Optional.of(
                new Table(name, columns, List.copyOf(key.values()), uniqueKeys(connection, name), forms.rowEstimate()));
    }

    private static Table.Column column(ResultSet row) throws SQLException {
        String declared = row.getString("type");
        boolean nullable = row.getInt("notnull") == 0;
        Type type = DeclaredTypes.parse(declared);
        if (DeclaredTypes.isTimeOfAnyForm(declared) && !(type instanceof Type.Date)) {
            type = Type.TEXT;
        }
        return new Table.Column(
                row.getString("name"),
                type,
                declared,
                nullable,
                nullable || row.getBoolean("filled"),
                row.getInt("hidden") != 0);
    }

    private static Table.Column numbered(Table.Column column) {
        return new Table.Column(column.name(), column.type(), column.declared(), false, true, column.computed());
    }

    private static List<List<String>> uniqueKeys(Connection connection, TableName name) throws SQLException {
        Map<String, List<String>> keys = new LinkedHashMap<>();
        Set<String> overExpressions = new HashSet<>();
        try (PreparedStatement query = query(connection, UNIQUE_KEYS, name);
                ResultSet row = query.executeQuery()) {
            while (row.next()) {
                String index = row.getString(1);
                String column = row.getString(2);
                if (column == null) {
                    overExpressions.add(index);
                } else {
                    keys.computeIfAbsent(index, i -> new ArrayList<>()).add(column);
                }
            }
        }
        keys.keySet().removeAll(overExpressions);
        return List.copyOf(keys.values());
    }

    private static PreparedStatement query(Connection connection, String sql, TableName name) throws SQLException {
        PreparedStatement query = connection.prepareStatement(sql);
        query.setString(1, name.name());
        return query;
    }
}
