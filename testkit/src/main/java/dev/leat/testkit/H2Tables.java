package dev.leat.testkit;

import java.sql.Connection;
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

/** Tables of an H2 database, read through its own driver; each value as the engine's text. */
public final class H2Tables implements StoredTables {
    private static final String DEFAULT_SCHEMA = "PUBLIC";

    private final String url;

    /** @param url as {@link H2Server#database} gives it */
    public H2Tables(String url) {
        this.url = url;
    }

    @Override
    public Optional<StoredTable> table(String namespace, String name) throws SQLException {
        String schema = namespace == null ? DEFAULT_SCHEMA : namespace;
        List<StoredTable.Column> columns = new ArrayList<>();
        try (Connection connection = H2Server.connect(url);
                PreparedStatement query = connection.prepareStatement(
                        "SELECT COLUMN_NAME, DATA_TYPE FROM"
                                + " INFORMATION_SCHEMA.COLUMNS WHERE TABLE_SCHEMA = ? AND TABLE_NAME = ? ORDER BY ORDINAL_POSITION")) {
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
    public Set<String> names() throws SQLException {
        Set<String> names = new LinkedHashSet<>();
        try (Connection connection = H2Server.connect(url);
                Statement statement = connection.createStatement();
                ResultSet rows = statement.executeQuery("SELECT TABLE_SCHEMA || '.' || TABLE_NAME FROM"
                        + " INFORMATION_SCHEMA.TABLES WHERE TABLE_SCHEMA <> 'INFORMATION_SCHEMA' ORDER BY 1")) {
            while (rows.next()) {
                names.add(rows.getString(1));
            }
        }
        return names;
    }

    private static Shape shape(String type) {
        return Shape.of(
                switch (type) {
                    case "BOOLEAN" -> Shape.Kind.BOOL;
                    case "TINYINT", "SMALLINT", "INTEGER", "BIGINT", "NUMERIC", "DECIMAL", "DECFLOAT" ->
                        Shape.Kind.NUMBER;
                    case "REAL" -> Shape.Kind.FLOAT;
                    case "DOUBLE PRECISION", "FLOAT" -> Shape.Kind.DOUBLE;
                    case "CHARACTER" -> Shape.Kind.PADDED_TEXT;
                    case "BINARY", "BINARY VARYING", "BINARY LARGE OBJECT" -> Shape.Kind.BYTES;
                    case "DATE" -> Shape.Kind.DATE;
                    case "TIME" -> Shape.Kind.TIME;
                    case "TIME WITH TIME ZONE" -> Shape.Kind.TIME_ZONED;
                    case "TIMESTAMP" -> Shape.Kind.TIMESTAMP;
                    case "TIMESTAMP WITH TIME ZONE" -> Shape.Kind.INSTANT;
                    case "UUID" -> Shape.Kind.UUID;
                    case "JSON" -> Shape.Kind.JSON;
                    default -> Shape.Kind.TEXT;
                });
    }

    private static String quoted(String name) {
        return "\"" + name.replace("\"", "\"\"") + "\"";
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
        public void scan(Consumer<Object[]> consumer) throws SQLException {
            String list = String.join(
                    ", ", columns.stream().map(column -> quoted(column.name())).toList());
            try (Connection connection = H2Server.connect(url);
                    Statement statement = connection.createStatement();
                    ResultSet rows = statement.executeQuery("SELECT " + list + " FROM " + from)) {
                while (rows.next()) {
                    Object[] row = new Object[columns.size()];
                    for (int c = 0; c < row.length; c++) {
                        row[c] = switch (columns.get(c).shape().kind()) {
                            case BYTES -> rows.getBytes(c + 1);
                            // TRUE and FALSE as text.
                            case BOOL -> rows.getObject(c + 1);
                            default -> rows.getString(c + 1);
                        };
                    }
                    consumer.accept(row);
                }
            }
        }
    }
}
