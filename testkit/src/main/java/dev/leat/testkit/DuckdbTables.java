package dev.leat.testkit;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.function.Consumer;

/**
 * Tables of a DuckDB file, read through its own driver; each value as the engine's text. While another process writes to
 * the file nobody can open it: so a copy is read, of the file and of the log beside it, which is what would be found if
 * that process died now.
 */
public final class DuckdbTables implements StoredTables {
    private static final String DEFAULT_SCHEMA = "main";

    private final Path file;

    public DuckdbTables(Path file) {
        this.file = file;
    }

    @Override
    public Optional<StoredTable> table(String namespace, String name) throws SQLException, IOException {
        String schema = namespace == null ? DEFAULT_SCHEMA : namespace;
        List<StoredTable.Column> columns = new ArrayList<>();
        try (Copy copy = new Copy();
                PreparedStatement query = copy.connection.prepareStatement("SELECT column_name, data_type FROM"
                        + " duckdb_columns() WHERE schema_name = ? AND table_name = ? ORDER BY column_index")) {
            query.setString(1, schema);
            query.setString(2, name);
            try (ResultSet rows = query.executeQuery()) {
                while (rows.next()) {
                    columns.add(new StoredTable.Column(rows.getString(1), shape(rows.getString(2))));
                }
            }
        }
        return columns.isEmpty()
                ? Optional.empty()
                : Optional.of(new Table(columns, quoted(schema) + "." + quoted(name)));
    }

    @Override
    public Set<String> names() throws SQLException, IOException {
        Set<String> names = new LinkedHashSet<>();
        if (!Files.exists(file)) {
            return names;
        }
        try (Copy copy = new Copy();
                Statement statement = copy.connection.createStatement();
                ResultSet rows = statement.executeQuery("SELECT schema_name || '.' || table_name FROM duckdb_tables()"
                        + " UNION SELECT schema_name || '.' || view_name FROM duckdb_views() WHERE NOT internal"
                        + " ORDER BY 1")) {
            while (rows.next()) {
                names.add(rows.getString(1));
            }
        }
        return names;
    }

    private static Shape shape(String type) {
        if (type.endsWith("]")) {
            return Shape.arrayOf(shape(type.substring(0, type.lastIndexOf('['))));
        }
        if (type.startsWith("STRUCT(") || type.startsWith("MAP(") || type.startsWith("UNION(")) {
            return Shape.of(Shape.Kind.JSON);
        }
        if (type.startsWith("DECIMAL") || type.endsWith("INT") || type.endsWith("INTEGER") || type.equals("BIGNUM")) {
            return Shape.of(Shape.Kind.NUMBER);
        }
        return Shape.of(
                switch (type) {
                    case "BOOLEAN" -> Shape.Kind.BOOL;
                    case "FLOAT" -> Shape.Kind.FLOAT;
                    case "DOUBLE" -> Shape.Kind.DOUBLE;
                    case "BLOB" -> Shape.Kind.BYTES;
                    case "DATE" -> Shape.Kind.DATE;
                    case "TIME", "TIME_NS" -> Shape.Kind.TIME;
                    case "TIME WITH TIME ZONE" -> Shape.Kind.TIME_ZONED;
                    case "TIMESTAMP", "TIMESTAMP_S", "TIMESTAMP_MS", "TIMESTAMP_NS" -> Shape.Kind.TIMESTAMP;
                    case "TIMESTAMP WITH TIME ZONE" -> Shape.Kind.INSTANT;
                    case "UUID" -> Shape.Kind.UUID;
                    case "JSON" -> Shape.Kind.JSON;
                    default -> Shape.Kind.TEXT;
                });
    }

    private static String quoted(String name) {
        return "\"" + name.replace("\"", "\"\"") + "\"";
    }

    /** The database as it stands on the disk at this moment. */
    private final class Copy implements AutoCloseable {
        private final Path folder;
        private final Connection connection;

        Copy() throws SQLException, IOException {
            folder = Files.createTempDirectory("leat-duckdb");
            Path log = file.resolveSibling(file.getFileName() + ".wal");
            Path copy = folder.resolve("copy.duckdb");
            Files.copy(file, copy, StandardCopyOption.REPLACE_EXISTING);
            if (Files.exists(log)) {
                Files.copy(log, folder.resolve("copy.duckdb.wal"), StandardCopyOption.REPLACE_EXISTING);
            }
            connection = DriverManager.getConnection("jdbc:duckdb:" + copy);
            try (Statement statement = connection.createStatement()) {
                statement.execute("SET TimeZone = 'UTC'");
            }
        }

        @Override
        public void close() throws SQLException, IOException {
            connection.close();
            try (var files = Files.list(folder)) {
                for (Path left : files.toList()) {
                    Files.delete(left);
                }
            }
            Files.delete(folder);
        }
    }

    private final class Table implements StoredTable {
        private final List<Column> columns;
        private final String from;

        Table(List<Column> columns, String from) {
            this.columns = columns;
            this.from = from;
        }

        @Override
        public List<Column> columns() {
            return columns;
        }

        @Override
        public void scan(Consumer<Object[]> consumer) throws SQLException, IOException {
            String list = String.join(", ", columns.stream().map(this::text).toList());
            try (Copy copy = new Copy();
                    Statement statement = copy.connection.createStatement();
                    ResultSet rows = statement.executeQuery("SELECT " + list + " FROM " + from)) {
                while (rows.next()) {
                    Object[] row = new Object[columns.size()];
                    for (int c = 0; c < row.length; c++) {
                        boolean bytes = columns.get(c).shape().kind() == Shape.Kind.BYTES;
                        row[c] = bytes ? rows.getBytes(c + 1) : rows.getString(c + 1);
                    }
                    consumer.accept(row);
                }
            }
        }

        /** The engine's own text, with the era where it stands in others' and lists as JSON. */
        private String text(Column column) {
            String name = quoted(column.name());
            return switch (column.shape().kind()) {
                case BYTES -> name;
                case ARRAY -> "CAST(to_json(" + name + ") AS VARCHAR)";
                // What is JSON already would be read and written again, by way of binary fractions.
                case JSON ->
                    "CASE WHEN typeof(" + name + ") = 'JSON' THEN CAST(" + name + " AS VARCHAR) ELSE CAST(to_json("
                            + name + ") AS VARCHAR) END";
                case DATE -> "replace(CAST(" + name + " AS VARCHAR), ' (BC)', ' BC')";
                case TIMESTAMP, INSTANT ->
                    "regexp_replace(CAST(" + name + " AS VARCHAR), '^(\\S+) \\(BC\\) (.*)$', '\\1 \\2 BC')";
                default -> "CAST(" + name + " AS VARCHAR)";
            };
        }
    }
}
