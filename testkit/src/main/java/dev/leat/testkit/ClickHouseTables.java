package dev.leat.testkit;

import java.io.BufferedReader;
import java.io.InputStreamReader;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.function.Consumer;
import java.util.stream.Collectors;
import tools.jackson.databind.JsonNode;

/**
 * Tables of a ClickHouse database, read through Java's own HTTP client; each value as the server's text. A column whose
 * comment says that it holds bytes is read as bytes: ClickHouse has one type for both.
 */
public final class ClickHouseTables implements StoredTables {
    private static final String PLAIN_JSON = " SETTINGS output_format_json_quote_64bit_integers = 0,"
            + " output_format_json_quote_decimals = 0, output_format_json_quote_denormals = 1";

    private final ClickHouseDatabase database;

    /** Streams without namespace lie in the database given. */
    public ClickHouseTables(ClickHouseDatabase database) {
        this.database = database;
    }

    @Override
    public Optional<StoredTable> table(String namespace, String name) throws Exception {
        String owner = namespace == null ? database.name() : namespace;
        List<Found> columns = new ArrayList<>();
        for (JsonNode row : rows("SELECT name, type, comment FROM system.columns WHERE database = " + text(owner)
                + " AND table = " + text(name) + " ORDER BY position")) {
            columns.add(new Found(
                    row.get(0).asString(), row.get(1).asString(), row.get(2).asString()));
        }
        return columns.isEmpty()
                ? Optional.empty()
                : Optional.of(new Table(columns, quoted(owner) + "." + quoted(name)));
    }

    @Override
    public Set<String> names() throws Exception {
        Set<String> names = new LinkedHashSet<>();
        for (JsonNode row : rows("SELECT name FROM system.tables WHERE database = " + text(database.name()))) {
            names.add(row.get(0).asString());
        }
        return names;
    }

    private List<JsonNode> rows(String query) throws Exception {
        List<JsonNode> rows = new ArrayList<>();
        scan(query, rows::add);
        return rows;
    }

    private void scan(String query, Consumer<JsonNode> consumer) throws Exception {
        try (BufferedReader lines = new BufferedReader(new InputStreamReader(
                database.open(query + PLAIN_JSON + " FORMAT JSONCompactEachRow"), StandardCharsets.UTF_8))) {
            for (String line = lines.readLine(); line != null; line = lines.readLine()) {
                consumer.accept(Canonical.JSON.readTree(line));
            }
        }
    }

    private static String text(String text) {
        return "'" + text.replace("\\", "\\\\").replace("'", "\\'") + "'";
    }

    private static String quoted(String name) {
        return "`" + name.replace("\\", "\\\\").replace("`", "\\`") + "`";
    }

    /** A column as the catalog has it. */
    private record Found(String name, String type, String comment) {
        Shape shape() {
            return comment.contains("\"type\":\"bytes\"") ? Shape.of(Shape.Kind.BYTES) : shape(type);
        }

        private static Shape shape(String type) {
            int open = type.indexOf('(');
            String inner = open < 0 ? "" : type.substring(open + 1, type.length() - 1);
            return switch (open < 0 ? type : type.substring(0, open)) {
                case "Nullable", "LowCardinality" -> shape(inner);
                case "Array" -> Shape.arrayOf(shape(inner));
                case "Bool" -> Shape.of(Shape.Kind.BOOL);
                case "Float64" -> Shape.of(Shape.Kind.DOUBLE);
                case "Float32" -> Shape.of(Shape.Kind.FLOAT);
                case "Date", "Date32" -> Shape.of(Shape.Kind.DATE);
                // Both kinds of timestamps have this one type; whoever else is compared says which it is.
                case "DateTime", "DateTime64" -> Shape.of(Shape.Kind.TIMESTAMP);
                case "UUID" -> Shape.of(Shape.Kind.UUID);
                case "JSON", "Tuple", "Map", "Point" -> Shape.of(Shape.Kind.JSON);
                default ->
                    type.startsWith("Int") || type.startsWith("UInt") || type.startsWith("Decimal")
                            ? Shape.of(Shape.Kind.NUMBER)
                            : Shape.TEXT;
            };
        }

        String expression() {
            String column = quoted(name);
            return switch (shape().kind()) {
                case BYTES -> "hex(" + column + ")";
                case ARRAY, JSON -> "toJSONString(" + column + ")";
                case TIMESTAMP -> "toString(toTimeZone(" + column + ", 'UTC'))";
                default -> "CAST(" + column + " AS Nullable(String))";
            };
        }
    }

    private final class Table implements StoredTable {
        private final List<Found> columns;
        private final String from;

        Table(List<Found> columns, String from) {
            this.columns = columns;
            this.from = from;
        }

        @Override
        public List<Column> columns() {
            return columns.stream()
                    .map(column -> new Column(column.name(), column.shape()))
                    .toList();
        }

        @Override
        public void scan(Consumer<Object[]> consumer) throws Exception {
            String list = columns.stream().map(Found::expression).collect(Collectors.joining(", "));
            ClickHouseTables.this.scan("SELECT " + list + " FROM " + from, row -> consumer.accept(values(row)));
        }

        private Object[] values(JsonNode row) {
            Object[] values = new Object[columns.size()];
            for (int c = 0; c < values.length; c++) {
                JsonNode value = row.get(c);
                boolean bytes = columns.get(c).shape().kind() == Shape.Kind.BYTES;
                values[c] =
                        value.isNull() ? null : bytes ? HexFormat.of().parseHex(value.asString()) : value.asString();
            }
            return values;
        }
    }
}
