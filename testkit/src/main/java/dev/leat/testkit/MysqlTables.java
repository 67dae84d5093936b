package dev.leat.testkit;

import java.sql.Connection;
import java.sql.PreparedStatement;
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

/** Tables of a MySQL or MariaDB server, read through the plain driver; each value as the server's text. */
public final class MysqlTables implements StoredTables {
    private static final String SYSTEM = "('mysql', 'information_schema', 'performance_schema', 'sys')";

    /** Types of shapes, as far as tests have columns of them. */
    private static final Set<String> SHAPES = Set.of("geometry", "point");

    private final MysqlDatabase database;

    /** Streams without namespace lie in this database; others in the one that is called as they are. */
    public MysqlTables(MysqlDatabase database) {
        this.database = database;
    }

    @Override
    public Optional<StoredTable> table(String namespace, String name) throws SQLException {
        String schema = namespace == null ? database.name() : namespace;
        if (!names().contains(schema + "." + name)) {
            return Optional.empty();
        }
        List<StoredTable.Column> columns = new ArrayList<>();
        List<String> expressions = new ArrayList<>();
        try (Connection connection = database.connect();
                PreparedStatement query =
                        connection.prepareStatement("SELECT column_name, " + type() + ", column_comment"
                                + " FROM information_schema.columns c WHERE table_schema = ? AND table_name = ?"
                                + " ORDER BY ordinal_position")) {
            query.setString(1, schema);
            query.setString(2, name);
            try (ResultSet rows = query.executeQuery()) {
                while (rows.next()) {
                    Shape shape = shape(rows.getString(2), rows.getString(3));
                    columns.add(new StoredTable.Column(rows.getString(1), shape));
                    expressions.add(expression(quoted(rows.getString(1)), rows.getString(2)));
                }
            }
        }
        String from = quoted(schema) + "." + quoted(name);
        return Optional.of(new Table(columns, expressions, from));
    }

    @Override
    public Set<String> names() throws SQLException {
        Set<String> names = new LinkedHashSet<>();
        // Tests of other classes have databases of their own, which change meanwhile.
        String mine = database.name();
        try (Connection connection = database.connect();
                Statement statement = connection.createStatement();
                ResultSet rows = statement.executeQuery("SELECT concat(table_schema, '.', table_name)"
                        + " FROM information_schema.tables WHERE table_schema NOT IN " + SYSTEM
                        + " AND (table_schema = '" + mine + "' OR table_schema NOT LIKE 't%\\_%') ORDER BY 1")) {
            while (rows.next()) {
                names.add(rows.getString(1));
            }
        }
        return names;
    }

    /** An expression for a column's type. MariaDB's JSON is a text that is checked. */
    private String type() {
        return database.flavour() == MysqlServer.MYSQL
                ? "column_type"
                : "CASE WHEN EXISTS (SELECT 1 FROM information_schema.check_constraints k WHERE k.constraint_schema ="
                        + " c.table_schema AND k.table_name = c.table_name AND k.check_clause = concat('json_valid(`',"
                        + " c.column_name, '`)')) THEN 'json' ELSE column_type END";
    }

    /** FLOAT is shown with six digits, unless it is reckoned with; bits and shapes are bytes. */
    private static String expression(String column, String type) {
        if (SHAPES.contains(type)) {
            return "concat('SRID=', ST_SRID(" + column + "), ';', ST_AsText(" + column + "))";
        }
        return type.startsWith("float") ? column + " + 0e0" : type.startsWith("bit") ? column + " + 0" : column;
    }

    private static Shape shape(String type, String comment) {
        return Shape.of(
                switch (type.toLowerCase(Locale.ROOT)
                        .replaceFirst(" .*", "")
                        .replaceFirst("^(?!(?:tinyint|bit)\\(1\\))(\\w+)\\(.*", "$1")) {
                    case "tinyint(1)", "bit(1)" -> Shape.Kind.BOOL;
                    case "tinyint", "smallint", "mediumint", "int", "bigint", "decimal", "year", "bit" ->
                        Shape.Kind.NUMBER;
                    case "float" -> Shape.Kind.FLOAT;
                    case "double" -> Shape.Kind.DOUBLE;
                    case "char" -> comment.equals("uuid") ? Shape.Kind.UUID : Shape.Kind.PADDED_TEXT;
                    case "binary", "varbinary", "tinyblob", "blob", "mediumblob", "longblob" -> Shape.Kind.BYTES;
                    case "date" -> Shape.Kind.DATE;
                    case "time" -> Shape.Kind.TIME;
                    case "datetime" -> comment.startsWith("instant") ? Shape.Kind.INSTANT : Shape.Kind.TIMESTAMP;
                    case "timestamp" -> Shape.Kind.INSTANT;
                    case "json" -> Shape.Kind.JSON;
                    case "uuid" -> Shape.Kind.UUID;
                    default -> Shape.Kind.TEXT;
                });
    }

    private static String quoted(String name) {
        return "`" + name.replace("`", "``") + "`";
    }

    private final class Table implements StoredTable {
        private final List<Column> columns;
        private final List<String> expressions;
        private final String from;

        Table(List<Column> columns, List<String> expressions, String from) {
            this.columns = columns;
            this.expressions = expressions;
            this.from = from;
        }

        @Override
        public List<Column> columns() {
            return columns;
        }

        @Override
        public void scan(Consumer<Object[]> consumer) throws SQLException {
            try (Connection connection = database.connect();
                    Statement statement = connection.createStatement()) {
                statement.setFetchSize(Integer.MIN_VALUE);
                ResultSet rows = statement.executeQuery("SELECT " + String.join(", ", expressions) + " FROM " + from);
                while (rows.next()) {
                    Object[] row = new Object[columns.size()];
                    for (int c = 0; c < row.length; c++) {
                        byte[] value = rows.getBytes(c + 1);
                        boolean bytes = columns.get(c).shape().kind() == Shape.Kind.BYTES;
                        row[c] = value == null || bytes
                                ? value
                                : new String(value, java.nio.charset.StandardCharsets.UTF_8);
                    }
                    consumer.accept(row);
                }
            }
        }
    }
}
