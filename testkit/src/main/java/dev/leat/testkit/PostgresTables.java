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
import java.util.stream.Collectors;

/** Tables of a PostgreSQL database, read through its own driver; each value as the server's text. */
public final class PostgresTables implements StoredTables {
    private final PostgresDatabase database;
    private final String defaultSchema;

    /** Streams without namespace lie in the schema {@code public}. */
    public PostgresTables(PostgresDatabase database) {
        this(database, "public");
    }

    /** Streams without namespace lie in the schema given. */
    public PostgresTables(PostgresDatabase database, String defaultSchema) {
        this.database = database;
        this.defaultSchema = defaultSchema;
    }

    @Override
    public Optional<StoredTable> table(String namespace, String name) throws SQLException {
        String schema = namespace == null ? defaultSchema : namespace;
        List<StoredTable.Column> columns = columns(schema, name);
        String from = quoted(schema) + "." + quoted(name);
        return exists(schema, name) ? Optional.of(new Table(columns, from)) : Optional.empty();
    }

    private boolean exists(String schema, String name) throws SQLException {
        return names().contains(schema + "." + name);
    }

    @Override
    public Set<String> names() throws SQLException {
        Set<String> names = new LinkedHashSet<>();
        try (Connection connection = connect();
                Statement statement = connection.createStatement();
                ResultSet rows = statement.executeQuery("SELECT nspname || '.' || relname FROM pg_class"
                        + " JOIN pg_namespace n ON n.oid = relnamespace WHERE relkind IN ('r', 'p', 'v', 'm', 'f')"
                        + " AND nspname NOT IN ('pg_catalog', 'information_schema') AND nspname !~ '^pg_toast'"
                        + " ORDER BY 1")) {
            while (rows.next()) {
                names.add(rows.getString(1));
            }
        }
        return names;
    }

    private List<StoredTable.Column> columns(String schema, String name) throws SQLException {
        List<StoredTable.Column> columns = new ArrayList<>();
        // Domains are looked through: their values are their base type's.
        try (Connection connection = connect();
                PreparedStatement query = connection.prepareStatement("SELECT a.attname,"
                        + " coalesce(nullif(t.typbasetype, 0), t.oid)::regtype::text FROM pg_attribute a"
                        + " JOIN pg_class c ON c.oid = attrelid JOIN pg_namespace n ON n.oid = relnamespace"
                        + " JOIN pg_type t ON t.oid = atttypid"
                        + " WHERE nspname = ? AND relname = ? AND attnum > 0 AND NOT attisdropped ORDER BY attnum")) {
            query.setString(1, schema);
            query.setString(2, name);
            try (ResultSet rows = query.executeQuery()) {
                while (rows.next()) {
                    columns.add(new StoredTable.Column(rows.getString(1), shape(rows.getString(2))));
                }
            }
        }
        return columns;
    }

    private static Shape shape(String type) {
        if (type.endsWith("[]")) {
            return Shape.arrayOf(shape(type.substring(0, type.length() - 2)));
        }
        return Shape.of(
                switch (type) {
                    case "boolean" -> Shape.Kind.BOOL;
                    case "smallint", "integer", "bigint", "numeric", "oid" -> Shape.Kind.NUMBER;
                    case "real" -> Shape.Kind.FLOAT;
                    case "double precision" -> Shape.Kind.DOUBLE;
                    case "character" -> Shape.Kind.PADDED_TEXT;
                    case "bytea" -> Shape.Kind.BYTES;
                    case "date" -> Shape.Kind.DATE;
                    case "time without time zone" -> Shape.Kind.TIME;
                    case "time with time zone" -> Shape.Kind.TIME_ZONED;
                    case "timestamp without time zone" -> Shape.Kind.TIMESTAMP;
                    case "timestamp with time zone" -> Shape.Kind.INSTANT;
                    case "uuid" -> Shape.Kind.UUID;
                    case "json", "jsonb" -> Shape.Kind.JSON;
                    default -> Shape.Kind.TEXT;
                });
    }

    private Connection connect() throws SQLException {
        Connection connection = database.connect();
        try (Statement statement = connection.createStatement()) {
            statement.execute("SET TIME ZONE 'UTC'; SET extra_float_digits = 1; SET DateStyle = 'ISO, YMD'");
        }
        return connection;
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
            String list = columns.stream()
                    .map(c -> isAsItIs(c.shape().kind()) ? quoted(c.name()) : quoted(c.name()) + "::text")
                    .collect(Collectors.joining(", "));
            try (Connection connection = connect()) {
                connection.setAutoCommit(false);
                try (Statement statement = connection.createStatement()) {
                    statement.setFetchSize(1000);
                    ResultSet rows = statement.executeQuery("SELECT " + list + " FROM " + from);
                    while (rows.next()) {
                        consumer.accept(row(rows));
                    }
                }
            }
        }

        /** A cast to text is not everywhere what the server writes: an address gets a network's mask. */
        private static boolean isAsItIs(Shape.Kind kind) {
            return kind == Shape.Kind.BYTES || kind == Shape.Kind.TEXT;
        }

        private Object[] row(ResultSet rows) throws SQLException {
            Object[] row = new Object[columns.size()];
            for (int c = 0; c < row.length; c++) {
                boolean bytes = columns.get(c).shape().kind() == Shape.Kind.BYTES;
                row[c] = bytes ? rows.getBytes(c + 1) : rows.getString(c + 1);
            }
            return row;
        }
    }
}
