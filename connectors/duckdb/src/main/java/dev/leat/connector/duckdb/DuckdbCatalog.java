package dev.leat.connector.duckdb;

import dev.leat.jdbc.Inspector;
import dev.leat.jdbc.Table;
import dev.leat.jdbc.TableName;
import dev.leat.protocol.Json;
import dev.leat.type.Type;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.Function;
import tools.jackson.databind.JsonNode;

/**
 * Looks into a database through DuckDB's own table functions: the driver's metadata knows neither keys nor whether a
 * column is computed. Names are found whatever their capitals, as DuckDB itself does.
 *
 * @param types what a declared type holds
 */
record DuckdbCatalog(Function<String, Type> types) implements Inspector {
    private static final String OURS = " WHERE database_name = current_database() AND NOT internal";

    private static final String TABLES = "SELECT schema_name, table_name FROM duckdb_tables()" + OURS
            + " AND NOT temporary UNION ALL SELECT schema_name, view_name FROM duckdb_views()" + OURS
            + " AND NOT temporary ORDER BY ALL";

    private static final String NAMED = " AND lower(schema_name) = lower(?) AND lower(table_name) = lower(?)";

    private static final String COLUMNS = "SELECT column_name, data_type, is_nullable,"
            + " column_default IS NOT NULL AS filled, is_generated FROM duckdb_columns()" + OURS + NAMED
            + " ORDER BY column_index";

    private static final String KEYS = "SELECT constraint_type = 'PRIMARY KEY' AS is_primary,"
            + " to_json(constraint_column_names)::VARCHAR AS columns FROM duckdb_constraints()"
            + " WHERE database_name = current_database() AND constraint_type IN ('PRIMARY KEY', 'UNIQUE')" + NAMED
            + " ORDER BY constraint_index";

    /** An index may be over expressions: only one over a column by its name is known to be. */
    private static final String INDEXES = "SELECT expressions FROM duckdb_indexes() WHERE database_name ="
            + " current_database() AND is_unique AND NOT is_primary" + NAMED + " ORDER BY index_name";

    private static final String ROWS = "SELECT estimated_size FROM duckdb_tables()" + OURS + NAMED;

    @Override
    public List<TableName> tables(Connection connection) throws SQLException {
        List<TableName> names = new ArrayList<>();
        try (PreparedStatement query = connection.prepareStatement(TABLES);
                ResultSet row = query.executeQuery()) {
            while (row.next()) {
                names.add(new TableName(row.getString(1), row.getString(2)));
            }
        }
        return names;
    }

    @Override
    public boolean hasSchema(Connection connection, String schema) throws SQLException {
        try (PreparedStatement query = connection.prepareStatement("SELECT 1 FROM duckdb_schemas() WHERE database_name"
                + " = current_database() AND lower(schema_name) = lower(?)")) {
            query.setString(1, schema);
            try (ResultSet row = query.executeQuery()) {
                return row.next();
            }
        }
    }

    @Override
    public Optional<Table> table(Connection connection, TableName name) throws SQLException {
        List<Table.Column> columns = new ArrayList<>();
        try (PreparedStatement query = query(connection, COLUMNS, name);
                ResultSet row = query.executeQuery()) {
            while (row.next()) {
                columns.add(column(row));
            }
        }
        if (columns.isEmpty()) {
            return Optional.empty();
        }
        List<String> key = new ArrayList<>();
        List<List<String>> uniqueKeys = new ArrayList<>();
        try (PreparedStatement query = query(connection, KEYS, name);
                ResultSet row = query.executeQuery()) {
            while (row.next()) {
                List<String> names = names(row.getString("columns"));
                if (row.getBoolean("is_primary")) {
                    key.addAll(names);
                } else {
                    uniqueKeys.add(names);
                }
            }
        }
        uniqueIndexes(connection, name, columns, uniqueKeys);
        return Optional.of(new Table(name, columns, key, uniqueKeys, rowEstimate(connection, name)));
    }

    private Table.Column column(ResultSet row) throws SQLException {
        String declared = row.getString("data_type");
        boolean nullable = row.getBoolean("is_nullable");
        return new Table.Column(
                row.getString("column_name"),
                types.apply(declared),
                declared,
                nullable,
                nullable || row.getBoolean("filled"),
                row.getBoolean("is_generated"));
    }

    private static List<String> names(String json) {
        List<String> names = new ArrayList<>();
        for (JsonNode name : Json.MAPPER.readTree(json)) {
            names.add(name.stringValue());
        }
        return names;
    }

    private static void uniqueIndexes(
            Connection connection, TableName name, List<Table.Column> columns, List<List<String>> keys)
            throws SQLException {
        try (PreparedStatement query = query(connection, INDEXES, name);
                ResultSet row = query.executeQuery()) {
            while (row.next()) {
                String expressions = row.getString(1);
                columns.stream()
                        .map(Table.Column::name)
                        .filter(column -> expressions.equals("[" + column + "]")
                                || expressions.equals("['\"" + column.replace("\"", "\"\"") + "\"']"))
                        .forEach(column -> keys.add(List.of(column)));
            }
        }
    }

    private static long rowEstimate(Connection connection, TableName name) throws SQLException {
        try (PreparedStatement query = query(connection, ROWS, name);
                ResultSet row = query.executeQuery()) {
            return row.next() ? row.getLong(1) : -1;
        }
    }

    private static PreparedStatement query(Connection connection, String sql, TableName name) throws SQLException {
        PreparedStatement query = connection.prepareStatement(sql);
        query.setString(1, name.schema());
        query.setString(2, name.name());
        return query;
    }
}
