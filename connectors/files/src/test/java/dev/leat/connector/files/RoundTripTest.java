package dev.leat.connector.files;

import static org.assertj.core.api.Assertions.assertThat;

import dev.leat.protocol.Json;
import dev.leat.protocol.StreamDescriptor;
import dev.leat.testkit.Extremes;
import dev.leat.testkit.Feed;
import dev.leat.testkit.StreamChoice;
import dev.leat.type.Column;
import dev.leat.type.StreamSchema;
import dev.leat.type.Type;
import dev.leat.value.TypeName;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import tools.jackson.core.StreamWriteFeature;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.ObjectNode;

/** What is written is read back as it was: the values at the edges of each type, in each form a file can have. */
class RoundTripTest {
    /** No file can say when the 61st second was; it is refused. */
    private static final String LEAP_SECOND = "23:59:60";

    private static final JsonMapper PLAIN = JsonMapper.builder(Json.FACTORY)
            .enable(StreamWriteFeature.WRITE_BIGDECIMAL_AS_PLAIN)
            .build();

    @TempDir
    Path folder;

    static Stream<Map<String, Object>> forms() {
        return Stream.of(
                Map.of("format", "csv"),
                Map.of("format", "csv", "gzip", true),
                Map.of("format", "csv", "csv", Map.of("header", false, "null_marker", "NULL")),
                Map.of(
                        "format",
                        "csv",
                        "csv",
                        Map.of("delimiter", ";", "quote", "'", "null_marker", "\\N", "encoding", "utf-16")),
                Map.of("format", "csv", "csv", Map.of("delimiter", "\t", "encoding", "utf-32le")),
                Map.of("format", "csv", "csv", Map.of("encoding", "GB18030")),
                Map.of("format", "jsonl"),
                Map.of("format", "jsonl", "gzip", true));
    }

    @ParameterizedTest
    @MethodSource("forms")
    void everyValueComesBack(Map<String, Object> form) throws Exception {
        int n = 0;
        for (Type type : Extremes.types()) {
            String name = "t" + n++;
            List<ObjectNode> rows = rows(type);
            Runs runs = runs(form, name, type);
            StreamChoice choice = choice(name, type).replace().withoutTechnicalColumns();
            runs.deliver(choice, rows);
            assertThat(texts(runs.rows(name), type)).as("%s in %s", type, form).isEqualTo(texts(rows, type));
        }
    }

    /** The rows as text: exact numbers digit by digit, floating-point ones by value, for they come in many spellings. */
    private static List<String> texts(List<ObjectNode> rows, Type type) {
        boolean floats = type instanceof Type.Float32 || type instanceof Type.Float64;
        return rows.stream()
                .map(row -> floats && row.path("v").isNumber()
                        ? row.path("id") + " " + row.path("v").doubleValue()
                        : row.toString())
                .toList();
    }

    private Runs runs(Map<String, Object> form, String name, Type type) {
        // Headerless files take the names from here, so the order counts.
        Map<String, String> columns = new java.util.LinkedHashMap<>();
        columns.put("id", "int64");
        columns.put("v", nameOf(type));
        Runs runs = Runs.on(folder, "streams", Map.of(name, Map.of("columns", columns)));
        runs.config().putAll(form);
        return runs;
    }

    private static String nameOf(Type type) {
        return switch (type) {
            case Type.Array(Type element) -> nameOf(element) + "[]";
            case Type.Enumeration _ -> "text";
            case Type.Time(int fraction, boolean zoned) -> (zoned ? "timetz(" : "time(") + fraction + ")";
            case Type.Timestamp(int fraction, boolean zoned) ->
                (zoned ? "timestamptz(" : "timestamp(") + fraction + ")";
            default -> TypeName.of(type);
        };
    }

    private static StreamChoice choice(String name, Type type) {
        List<Column> columns = List.of(Column.required("id", Type.INT64), Column.of("v", type));
        return StreamChoice.of(
                StreamSchema.of(StreamDescriptor.of(name), columns).withKey("id"));
    }

    private static List<ObjectNode> rows(Type type) {
        List<ObjectNode> rows = new ArrayList<>();
        List<JsonNode> values = new ArrayList<>(Extremes.of(type));
        values.add(Json.NODES.nullNode());
        for (JsonNode value : values) {
            if (!value.asString("").contains(LEAP_SECOND)) {
                ObjectNode row = Json.object().put("id", rows.size());
                row.set("v", value);
                // As it travels, so that both sides are made by one reader.
                rows.add((ObjectNode) Json.parse(PLAIN.writeValueAsBytes(row)));
            }
        }
        return rows;
    }

    @Test
    void aLeapSecondIsRefusedByName() throws Exception {
        StreamChoice choice = choice("leap", new Type.Time(0, false));
        Feed feed = new Feed().row(choice.stream(), "{\"id\":7,\"v\":\"" + LEAP_SECOND + "\"}");
        Runs.refused(
                Runs.on(folder).write(feed.complete(choice.stream()), choice),
                4,
                "leap",
                "id = 7",
                "\"v\"",
                LEAP_SECOND);
    }

    @Test
    void aCharacterThatTheEncodingLacksIsRefusedByName() throws Exception {
        StreamChoice choice = choice("latin", Type.TEXT);
        Feed feed = new Feed().row(choice.stream(), "{\"id\":7,\"v\":\"ü€\"}");
        Runs runs = Runs.on(folder, "csv", Map.of("encoding", "iso-8859-1"));
        Runs.refused(runs.write(feed.complete(choice.stream()), choice), 4, "latin", "id = 7", "\"v\"", "csv.encoding");
    }

    /** One nullable column: a row of nothing is a line of nothing. */
    @Test
    void rowsOfOneColumnComeBack() throws Exception {
        StreamChoice choice = StreamChoice.of(
                        StreamSchema.of(StreamDescriptor.of("one"), List.of(Column.of("v", Type.TEXT))))
                .replace()
                .withoutTechnicalColumns();
        List<ObjectNode> rows = new ArrayList<>();
        for (String json : List.of("{\"v\":null}", "{\"v\":\"\"}", "{\"v\":\"x\"}", "{\"v\":null}")) {
            rows.add((ObjectNode) Json.parse(json));
        }
        Runs runs = Runs.on(folder);
        runs.deliver(choice, rows);
        assertThat(runs.rows("one")).isEqualTo(rows);
    }

    /** In JSON lines a field that is left out stays left out. */
    @Test
    void absentIsNotNull() throws Exception {
        StreamChoice choice = choice("gaps", Type.TEXT).replace().withoutTechnicalColumns();
        List<ObjectNode> rows = new ArrayList<>();
        for (String json : List.of("{\"id\":1,\"v\":null}", "{\"id\":2}", "{\"id\":3,\"v\":\"x\"}")) {
            rows.add((ObjectNode) Json.parse(json));
        }
        Runs runs = Runs.on(folder, "format", "jsonl");
        runs.deliver(choice, rows);
        assertThat(runs.rows("gaps")).isEqualTo(rows);
    }
}
