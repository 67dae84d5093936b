package dev.leat.jdbc;

import dev.leat.type.Type;
import java.sql.Connection;
import java.sql.DatabaseMetaData;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.function.Function;

/**
 * Looks into a database through what its driver tells of it. Drivers do not tell everything: an engine whose catalog can
 * be asked has {@link CatalogQueries}.
 *
 * @param schemas those to list; empty for all but the database's own
 * @param types what a column holds
 * @param declared a column's type as it stands in a statement that makes a table
 */
public record DriverCatalog(
        List<String> schemas, Function<DriverType, Type> types, Function<DriverType, String> declared)
        implements Inspector {
    private static final Set<String> KINDS =
            Set.of("TABLE", "BASE TABLE", "VIEW", "MATERIALIZED VIEW", "PARTITIONED TABLE", "FOREIGN TABLE");
    private static final Set<String> OWN_SCHEMAS =
            Set.of("information_schema", "pg_catalog", "sys", "system", "sysibm", "syscat", "sysstat");

    @Override
    public List<TableName> tables(Connection connection) throws SQLException {
        List<TableName> names = new ArrayList<>();
        try (ResultSet row = connection.getMetaData().getTables(connection.getCatalog(), null, "%", null)) {
            while (row.next()) {
                String schema = row.getString("TABLE_SCHEM");
                String kind = row.getString("TABLE_TYPE");
                if (kind != null && KINDS.contains(kind.toUpperCase(Locale.ROOT)) && isListed(schema)) {
                    names.add(new TableName(schema, row.getString("TABLE_NAME")));
                }
            }
        }
        return names;
    }

    private boolean isListed(String schema) {
        return schemas.isEmpty()
                ? schema == null || !OWN_SCHEMAS.contains(schema.toLowerCase(Locale.ROOT))
                : schemas.contains(schema);
    }

    @Override
    public boolean hasSchema(Connection connection, String schema) throws SQLException {
        try (ResultSet row = connection.getMetaData().getSchemas()) {
            while (row.next()) {
                if (schema.equals(row.getString("TABLE_SCHEM"))) {
                    return true;
                }
            }
        }
        return false;
    }

    @Override
    public Optional<Table> table(Connection connection, TableName name) throws SQLException {
        DatabaseMetaData metadata = connection.getMetaData();
        String catalog = connection.getCatalog();
        List<Table.Column> columns = new ArrayList<>();
        try (ResultSet row =
                metadata.getColumns(catalog, pattern(metadata, name.schema()), pattern(metadata, name.name()), "%")) {
            while (row.next()) {
                columns.add(column(row));
            }
        }
        if (columns.isEmpty()) {
            return Optional.empty();
        }
        Map<Integer, String> key = new TreeMap<>();
        try (ResultSet row = metadata.getPrimaryKeys(catalog, name.schema(), name.name())) {
            while (row.next()) {
                key.put(row.getInt("KEY_SEQ"), row.getString("COLUMN_NAME"));
            }
        }
        return Optional.of(
                new Table(name, columns, List.copyOf(key.values()), uniqueKeys(metadata, catalog, name), -1));
    }

    /** A name in the place of a pattern. */
    private static String pattern(DatabaseMetaData metadata, String name) throws SQLException {
        String escape = metadata.getSearchStringEscape();
        if (name == null || escape == null || escape.isEmpty()) {
            return name;
        }
        return name.replace(escape, escape + escape).replace("_", escape + "_").replace("%", escape + "%");
    }

    private Table.Column column(ResultSet row) throws SQLException {
        boolean nullable = row.getInt("NULLABLE") != DatabaseMetaData.columnNoNulls;
        DriverType type = new DriverType(
                row.getInt("DATA_TYPE"),
                row.getString("TYPE_NAME"),
                row.getInt("COLUMN_SIZE"),
                row.getInt("DECIMAL_DIGITS"));
        boolean filled =
                nullable || row.getString("COLUMN_DEF") != null || "YES".equals(row.getString("IS_AUTOINCREMENT"));
        return new Table.Column(
                row.getString("COLUMN_NAME"),
                types.apply(type),
                declared.apply(type),
                nullable,
                filled,
                "YES".equals(row.getString("IS_GENERATEDCOLUMN")));
    }

    /** Of views and some engines' tables there is nothing to be had; one that has a condition binds only some rows. */
    private static List<List<String>> uniqueKeys(DatabaseMetaData metadata, String catalog, TableName name)
            throws SQLException {
        Map<String, List<String>> keys = new LinkedHashMap<>();
        try (ResultSet row = metadata.getIndexInfo(catalog, name.schema(), name.name(), true, true)) {
            while (row.next()) {
                String column = row.getString("COLUMN_NAME");
                if (column != null && row.getString("FILTER_CONDITION") == null) {
                    keys.computeIfAbsent(row.getString("INDEX_NAME"), index -> new ArrayList<>())
                            .add(column);
                }
            }
        } catch (SQLException none) {
            return List.of();
        }
        return List.copyOf(keys.values());
    }
}
