package dev.leat.connector.postgres;

import static org.assertj.core.api.Assertions.assertThat;

import dev.leat.protocol.Json;
import dev.leat.testkit.Line;
import dev.leat.testkit.Outcome;
import dev.leat.testkit.PostgresDatabase;
import dev.leat.testkit.PostgresServer;
import dev.leat.testkit.StreamChoice;
import dev.leat.type.StreamJson;
import dev.leat.type.Type;
import java.nio.charset.StandardCharsets;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.Base64;
import java.util.List;
import java.util.Random;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** Every type, with the values at its edges: the catalog's type, and the JSON to the byte. */
class PostgresTypesTest {
    static final String OWN_TYPES = """
            CREATE TYPE mood AS ENUM ('sad', 'it''s "ok"', 'a,b\\c {} ü');
            CREATE DOMAIN price AS numeric(10, 2) CHECK (value >= 0);
            CREATE DOMAIN numbers AS int[];
            CREATE TYPE pair AS (a int, b text);
            CREATE TYPE spans AS RANGE (subtype = date);
            """;

    private static PostgresDatabase database;

    @BeforeAll
    static void start() throws SQLException {
        database = PostgresServer.database(PostgresTypesTest.class);
        database.execute(OWN_TYPES);
    }

    /**
     * A type with some of its values.
     *
     * @param sql the column's type
     * @param pairs a value as SQL, {@code " => "}, and the JSON it must become
     */
    record Sample(String sql, Type type, String... pairs) {
        @Override
        public String toString() {
            return sql;
        }
    }

    static Stream<Sample> samples() {
        List<Sample> samples = new ArrayList<>();
        samples.addAll(numbers());
        samples.addAll(texts());
        samples.addAll(times());
        samples.addAll(structures());
        samples.addAll(others());
        return samples.stream();
    }

    private static List<Sample> numbers() {
        String huge = "9".repeat(131072);
        String tiny = "0." + "0".repeat(16382) + "1";
        return List.of(
                new Sample("boolean", Type.BOOL, "true => true", "false => false", "NULL => null"),
                new Sample("smallint", Type.INT16, "-32768 => -32768", "32767 => 32767", "0 => 0"),
                new Sample("integer", Type.INT32, "-2147483648 => -2147483648", "2147483647 => 2147483647"),
                new Sample(
                        "bigint",
                        Type.INT64,
                        "-9223372036854775808 => -9223372036854775808",
                        "9223372036854775807 => 9223372036854775807",
                        "9007199254740993 => 9007199254740993"),
                new Sample(
                        "xid8", new Type.Int(64, true), "'18446744073709551615' => 18446744073709551615", "'3' => 3"),
                new Sample(
                        "numeric",
                        Type.Decimal.ANY,
                        "1.10 => 1.10",
                        "'NaN' => \"NaN\"",
                        "'Infinity' => \"Infinity\"",
                        "'-Infinity' => \"-Infinity\"",
                        "-0.0 => 0.0",
                        "1e20 => 100000000000000000000",
                        huge + " => " + huge,
                        tiny + " => " + tiny),
                new Sample(
                        "numeric(15, 2)", new Type.Decimal(15, 2), "1234567890123.45 => 1234567890123.45", "1 => 1.00"),
                new Sample("numeric(38)", new Type.Decimal(38, 0), "9".repeat(38) + " => " + "9".repeat(38)),
                new Sample("numeric(3, 5)", new Type.Decimal(5, 5), "0.00999 => 0.00999"),
                new Sample("numeric(2, -3)", new Type.Decimal(5, 0), "98765 => 99000"),
                new Sample("price", new Type.Decimal(10, 2), "1.5 => 1.50"),
                new Sample(
                        "real",
                        Type.FLOAT32,
                        "'NaN' => \"NaN\"",
                        "'Infinity' => \"Infinity\"",
                        "'-Infinity' => \"-Infinity\"",
                        "0.1 => 0.1",
                        "'-0' => -0",
                        "'3.4028235e38' => 3.4028235e+38",
                        "'1.4e-45' => 1e-45"),
                new Sample(
                        "double precision",
                        Type.FLOAT64,
                        "'NaN' => \"NaN\"",
                        "0.1 => 0.1",
                        "'-0' => -0",
                        "'1.7976931348623157e308' => 1.7976931348623157e+308",
                        "'4.9e-324' => 5e-324",
                        "9007199254740993 => 9.007199254740992e+15"));
    }

    private static List<Sample> texts() {
        return List.of(
                new Sample(
                        "text",
                        Type.TEXT,
                        "'' => \"\"",
                        "'\\N' => \"\\\\N\"",
                        "'\\.' => \"\\\\.\"",
                        "E'quote \" back \\\\ slash' => \"quote \\\" back \\\\ slash\"",
                        "E'\\t\\n\\r\\b\\f\\x0b\\x01\\x1f\\x7f' => \"\\t\\n\\r\\b\\f\\u000b\\u0001\\u001f\u007f\"",
                        "'ğüşi̇öç İ 👩‍👩‍👧‍👦 \u2028 \ufeff \uffff' => \"ğüşi̇öç İ 👩‍👩‍👧‍👦 \u2028 \ufeff \uffff\""),
                new Sample("varchar(3)", new Type.Text(3, false), "'ab ' => \"ab \"", "'😀😀😀' => \"😀😀😀\""),
                new Sample("varchar", Type.TEXT, "'x' => \"x\""),
                new Sample("char(4)", new Type.Text(4, true), "'ab' => \"ab  \""),
                new Sample("bpchar", Type.TEXT, "'ab ' => \"ab \""),
                new Sample("name", Type.TEXT, "'a\"b' => \"a\\\"b\""),
                new Sample("\"char\"", Type.TEXT, "'\\' => \"\\\\\""),
                new Sample(
                        "bytea",
                        Type.BYTES,
                        "'' => \"\"",
                        "'\\x00' => \"AA==\"",
                        "'\\x0001' => \"AAE=\"",
                        "'\\x0001ff' => \"AAH/\"",
                        "decode(repeat('0a5c', 5000), 'hex')" + " => " + "\""
                                + Base64.getEncoder()
                                        .encodeToString("\n\\".repeat(5000).getBytes(StandardCharsets.US_ASCII))
                                + "\""),
                new Sample(
                        "uuid",
                        Type.UUID,
                        "'0190B2C4-7D1E-7ABC-8DEF-0123456789AB' => \"0190b2c4-7d1e-7abc-8def-0123456789ab\""));
    }

    private static List<Sample> times() {
        return List.of(
                new Sample(
                        "date",
                        Type.DATE,
                        "'2026-11-20' => \"2026-11-20\"",
                        "'0001-01-01' => \"0001-01-01\"",
                        "'0044-03-15 BC' => \"0044-03-15 BC\"",
                        "'4713-01-01 BC' => \"4713-01-01 BC\"",
                        "'5874897-12-31' => \"5874897-12-31\""),
                new Sample(
                        "time",
                        new Type.Time(6, false),
                        "'00:00' => \"00:00:00\"",
                        "'23:59:59.999999' => \"23:59:59.999999\"",
                        "'24:00' => \"24:00:00\"",
                        "'12:00:00.50' => \"12:00:00.5\""),
                new Sample("time(3)", new Type.Time(3, false), "'12:00:00.1236' => \"12:00:00.124\""),
                new Sample(
                        "timetz",
                        new Type.Time(6, true),
                        "'13:45:00+02' => \"13:45:00+02:00\"",
                        "'13:45:00.5-11:30' => \"13:45:00.5-11:30\"",
                        "'13:45:00+05:30:15' => \"13:45:00+05:30:15\"",
                        "'00:00Z' => \"00:00:00+00:00\""),
                new Sample(
                        "timestamp",
                        new Type.Timestamp(6, false),
                        "'2026-11-20 13:45:00.5' => \"2026-11-20T13:45:00.5\"",
                        "'2026-03-29 02:30' => \"2026-03-29T02:30:00\"",
                        "'4713-01-01 BC' => \"4713-01-01T00:00:00 BC\"",
                        "'0001-12-31 23:59:59.999999 BC' => \"0001-12-31T23:59:59.999999 BC\"",
                        "'294276-12-31 23:59:59.999999' => \"294276-12-31T23:59:59.999999\"",
                        "'2016-12-31 23:59:60' => \"2017-01-01T00:00:00\""),
                new Sample(
                        "timestamp(0)",
                        new Type.Timestamp(0, false),
                        "'2026-01-01 0:0:0.6' => \"2026-01-01T00:00:01\""),
                new Sample(
                        "timestamptz",
                        new Type.Timestamp(6, true),
                        "'2026-11-20 13:45:00.5+14:00' => \"2026-11-19T23:45:00.5Z\"",
                        "'0044-03-15 12:00+00 BC' => \"0044-03-15T12:00:00Z BC\"",
                        "'294276-12-31 23:59:59.999999Z' => \"294276-12-31T23:59:59.999999Z\"",
                        "'10000-01-01Z' => \"10000-01-01T00:00:00Z\""));
    }

    private static List<Sample> structures() {
        return List.of(
                new Sample(
                        "json",
                        Type.JSON,
                        "E'{ \"a\" : [ 1 ,\\n\\t2.50, null ] ,\\r\\n \"b \\\\\" \\\\\\\\\" : \"x  y\\\\n\" }' => {\"a\":[1,2.50,null],\"b \\\" \\\\\":\"x  y\\n\"}",
                        "'  [ ]  ' => []",
                        "'1e400' => 1e400",
                        "'{\"a\":1,\"a\":2}' => {\"a\":1,\"a\":2}",
                        "'\"\\u0000 \\ud800\"' => \"\\u0000 \\ud800\""),
                new Sample(
                        "jsonb",
                        Type.JSON,
                        "'{\"b\": 1.10, \"a\": [true, \"x, : y\"]}' => {\"a\":[true,\"x, : y\"],\"b\":1.10}"),
                new Sample(
                        "mood",
                        new Type.Enumeration(List.of("sad", "it's \"ok\"", "a,b\\c {} ü")),
                        "'a,b\\c {} ü' => \"a,b\\\\c {} ü\""),
                new Sample(
                        "int[]",
                        new Type.Array(Type.INT32),
                        "'{}' => []",
                        "'{1,NULL,-3}' => [1,null,-3]",
                        "'{{1,2},{3,4}}' => [[1,2],[3,4]]",
                        "'[0:1]={7,8}' => [7,8]"),
                new Sample(
                        "text[]",
                        new Type.Array(Type.TEXT),
                        "ARRAY['a\"b', 'c\\d', NULL, 'NULL', '', ' x ', E'new\\nline\\t', '{},', 'NULLs', '\\N'] => [\"a\\\"b\",\"c\\\\d\",null,\"NULL\",\"\",\" x \",\"new\\nline\\t\",\"{},\",\"NULLs\",\"\\\\N\"]"),
                new Sample(
                        "timestamptz[]",
                        new Type.Array(new Type.Timestamp(6, true)),
                        "ARRAY['2026-11-20 13:45Z', '0044-03-15 12:00Z BC']::timestamptz[] => [\"2026-11-20T13:45:00Z\",\"0044-03-15T12:00:00Z BC\"]"),
                new Sample(
                        "jsonb[]",
                        new Type.Array(Type.JSON),
                        "ARRAY['{\"a\": \"x\\\"\\\\y\"}', '[1, 2]']::jsonb[] => [{\"a\":\"x\\\"\\\\y\"},[1,2]]"),
                new Sample("bytea[]", new Type.Array(Type.BYTES), "ARRAY['\\x0001', '']::bytea[] => [\"AAE=\",\"\"]"),
                new Sample(
                        "mood[]",
                        new Type.Array(new Type.Enumeration(List.of("sad", "it's \"ok\"", "a,b\\c {} ü"))),
                        "ARRAY['sad', 'a,b\\c {} ü']::mood[] => [\"sad\",\"a,b\\\\c {} ü\"]"),
                new Sample("price[]", new Type.Array(new Type.Decimal(10, 2)), "'{1.5,2}' => [1.50,2.00]"),
                new Sample("numbers", new Type.Array(Type.INT32), "'{1,2}' => [1,2]"),
                new Sample(
                        "box[]",
                        new Type.Array(Type.TEXT),
                        "'{(1,2),(3,4);(5,6),(7,8)}' => [\"(3,4),(1,2)\",\"(7,8),(5,6)\"]"));
    }

    private static List<Sample> others() {
        return List.of(
                new Sample("int4range", Type.TEXT, "'[1,5]' => \"[1,6)\""),
                new Sample("spans", Type.TEXT, "'[2026-01-01,)' => \"[2026-01-01,)\""),
                new Sample("nummultirange", Type.TEXT, "'{[1.0,2.5]}' => \"{[1.0,2.5]}\""),
                new Sample("interval", Type.TEXT, "'1 year -3 days 04:05:06.7' => \"1 year -3 days +04:05:06.7\""),
                new Sample("inet", Type.TEXT, "'10.0.0.1/24' => \"10.0.0.1/24\""),
                new Sample("macaddr", Type.TEXT, "'08:00:2b:01:02:03' => \"08:00:2b:01:02:03\""),
                new Sample("point", Type.TEXT, "'(1,2.5)' => \"(1,2.5)\""),
                new Sample("xml", Type.TEXT, "'<a b=\"c\">é</a>' => \"<a b=\\\"c\\\">é</a>\""),
                new Sample("tsvector", Type.TEXT, "'a:1 b' => \"'a':1 'b'\""),
                new Sample("bit(5)", Type.TEXT, "'10101' => \"10101\""),
                new Sample("oid", Type.TEXT, "4294967295 => \"4294967295\""),
                new Sample("int2vector", Type.TEXT, "'1 2' => \"1 2\""),
                new Sample("pair", Type.TEXT, "ROW(1, 'a\"b,') => \"(1,\\\"a\\\"\\\"b,\\\")\""),
                new Sample("money", Type.TEXT, "NULL => null"));
    }

    @ParameterizedTest
    @MethodSource("samples")
    void valuesBecomeJson(Sample sample) throws Exception {
        StringBuilder script = new StringBuilder(
                "DROP TABLE IF EXISTS sample; CREATE TABLE sample (n serial, v " + sample.sql() + ", last int);");
        List<String> expected = new ArrayList<>();
        for (String pair : sample.pairs()) {
            int arrow = pair.indexOf(" => ");
            script.append("INSERT INTO sample (v) VALUES (")
                    .append(pair, 0, arrow)
                    .append(");");
            expected.add(pair.substring(arrow + 4));
        }
        database.execute(script.toString());
        StreamChoice stream = Reading.of(database).table("sample");
        assertThat(StreamJson.fromWire(stream.wire().stream()).columns().get(1).type())
                .isEqualTo(sample.type());
        Outcome outcome = Reading.of(database).read(stream);
        assertThat(outcome.exitCode()).as(outcome.errorText()).isZero();
        assertThat(outcome.lines().stream()
                        .map(Line::text)
                        .filter(line -> line.startsWith("{\"type\":\"RECORD\""))
                        .map(PostgresTypesTest::value))
                .containsExactlyElementsOf(expected);
    }

    /** What stands for column v in a line, to the byte. */
    private static String value(String line) {
        int from = line.indexOf(",\"v\":") + 5;
        return line.substring(from, line.lastIndexOf(",\"last\":null}"));
    }

    /** Random text in every place that escapes differently; compared as a JSON parser reads it. */
    @Test
    void randomTextComesThrough() throws Exception {
        long seed = new Random().nextLong();
        Random random = new Random(seed);
        database.execute("CREATE TABLE random (n serial, t text, a text[], j json, b jsonb, y bytea)");
        List<String> texts = new ArrayList<>();
        try (Connection connection = database.connect();
                PreparedStatement insert = connection.prepareStatement(
                        "INSERT INTO random (t, a, j, b, y) VALUES (?, ?, ?::json, ?::jsonb, convert_to(?, 'UTF8'))")) {
            for (int i = 0; i < 500; i++) {
                String text = text(random);
                texts.add(text);
                insert.setString(1, text);
                insert.setArray(2, connection.createArrayOf("text", new String[] {text, null, text}));
                String json = " { \"k\" : " + Json.text(text) + "\n}";
                insert.setString(3, json);
                insert.setString(4, json);
                insert.setString(5, text);
                insert.addBatch();
            }
            insert.executeBatch();
        }
        StreamChoice stream = Reading.of(database).table("random").incremental("n", false);
        Outcome outcome = Reading.of(database).read(stream);
        assertThat(outcome.exitCode()).as(outcome.errorText()).isZero();
        var rows = outcome.rows(stream.stream());
        assertThat(rows.size()).isEqualTo(texts.size());
        for (int i = 0; i < texts.size(); i++) {
            String text = texts.get(i);
            var row = rows.get(i);
            String base64 = Base64.getEncoder().encodeToString(text.getBytes(StandardCharsets.UTF_8));
            assertThat(List.of(
                            row.path("t").asString(),
                            row.path("a").path(0).asString(),
                            row.path("a").path(2).asString(),
                            row.path("j").path("k").asString(),
                            row.path("b").path("k").asString(),
                            row.path("y").asString()))
                    .as("row %d, seed %d", i, seed)
                    .isEqualTo(List.of(text, text, text, text, text, base64));
        }
    }

    private static String text(Random random) {
        String alphabet = "\\\\\\\"\"'{}[],: \t\n\r\b\f\u000b\u0001\u001f\u007fNnULabtrfvxéßİ\u2028";
        StringBuilder text = new StringBuilder();
        for (int n = random.nextInt(20); n > 0; n--) {
            if (random.nextInt(8) == 0) {
                text.appendCodePoint(0x10000 + random.nextInt(0x100000));
            } else {
                text.append(alphabet.charAt(random.nextInt(alphabet.length())));
            }
        }
        return text.toString();
    }
}
