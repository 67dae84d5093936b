package dev.leat.testkit;

import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;
import java.util.function.Consumer;

/** Tables of a SQLite file, read through its own driver; each value as it is stored. */
public final class SqliteTables implements StoredTables {
    private final Path file;

    public SqliteTables(Path file) {
        this.file = file;
    }

    @Override
    public Optional<StoredTable> table(String namespace, String name) throws SQLException {
        if (!names().contains(name)) {
            return Optional.empty();
        }
        List<StoredTable.Column> columns = new ArrayList<>();
        try (Connection connection = connect();
                Statement statement = connection.createStatement();
                ResultSet rows = statement.executeQuery("PRAGMA table_xinfo(" + quoted(name) + ")")) {
            while (rows.next()) {
                columns.add(new StoredTable.Column(rows.getString("name"), shape(rows.getString("type"))));
            }
        }
        return Optional.of(new Table(columns, name));
    }

    @Override
    public Set<String> names() throws SQLException {
        Set<String> names = new LinkedHashSet<>();
        if (!Files.exists(file)) {
            return names;
        }
        try (Connection connection = connect();
                Statement statement = connection.createStatement();
                ResultSet rows = statement.executeQuery("SELECT name FROM sqlite_master WHERE type IN ('table', 'view')"
                        + " AND name NOT LIKE 'sqlite\\_%' ESCAPE '\\' ORDER BY name")) {
            while (rows.next()) {
                names.add(rows.getString(1));
            }
        }
        return names;
    }

    /** SQLite stores anything anywhere; only the declarations that mean one thing say more than the other side's type. */
    private static Shape shape(String declared) {
        return Shape.of(
                switch (declared.toUpperCase(Locale.ROOT)
                        .replaceFirst("\\(.*", "")
                        .strip()) {
                    case "INTEGER", "INT", "BIGINT", "SMALLINT", "TINYINT", "NUMERIC", "DECIMAL" -> Shape.Kind.NUMBER;
                    case "BOOLEAN", "BOOL" -> Shape.Kind.BOOL;
                    case "REAL", "DOUBLE", "FLOAT" -> Shape.Kind.DOUBLE;
                    case "BLOB" -> Shape.Kind.BYTES;
                    case "DATE" -> Shape.Kind.DATE;
                    case "TIME" -> Shape.Kind.TIME;
                    case "TIMESTAMP" -> Shape.Kind.TIMESTAMP;
                    case "TIMESTAMPTZ" -> Shape.Kind.INSTANT;
                    case "JSON" -> Shape.Kind.JSON;
                    default -> Shape.Kind.TEXT;
                });
    }

    private Connection connect() throws SQLException {
        return DriverManager.getConnection("jdbc:sqlite:" + file);
    }

    private static String quoted(String name) {
        return "\"" + name.replace("\"", "\"\"") + "\"";
    }

    private final class Table implements StoredTable {
        private final List<Column> columns;
        private final String name;

        Table(List<Column> columns, String name) {
            this.columns = columns;
            this.name = name;
        }

        @Override
        public List<Column> columns() {
            return columns;
        }

        @Override
        public void scan(Consumer<Object[]> consumer) throws SQLException {
            String list = String.join(
                    ", ", columns.stream().map(c -> quoted(c.name())).toList());
            try (Connection connection = connect();
                    Statement statement = connection.createStatement();
                    ResultSet rows = statement.executeQuery("SELECT " + list + " FROM " + quoted(name))) {
                while (rows.next()) {
                    Object[] row = new Object[columns.size()];
                    for (int c = 0; c < row.length; c++) {
                        row[c] = rows.getObject(c + 1);
                    }
                    consumer.accept(row);
                }
            }
        }
    }
}
