package dev.leat.connector.clickhouse;

import static org.assertj.core.api.Assertions.assertThat;

import dev.leat.protocol.Json;
import dev.leat.testkit.ClickHouseDatabase;
import dev.leat.testkit.ClickHouseServer;
import dev.leat.testkit.Outcome;
import dev.leat.testkit.StreamChoice;
import dev.leat.type.Type;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** Every type of ClickHouse, with the values at its edges: the catalog's type, and the JSON. */
class ReadTypesTest {
    private static final ClickHouseDatabase DATABASE = ClickHouseServer.database(ReadTypesTest.class);

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
        samples.addAll(integers());
        samples.addAll(numbers());
        samples.addAll(texts());
        samples.addAll(times());
        samples.addAll(structures());
        return samples.stream();
    }

    private static List<Sample> integers() {
        String int128 = "170141183460469231731687303715884105727";
        String int256 = "57896044618658097711785492504343953926634992332820282019728792003956564819967";
        String uint256 = "115792089237316195423570985008687907853269984665640564039457584007913129639935";
        return List.of(
                new Sample("Bool", Type.BOOL, "true => true", "false => false"),
                new Sample("Int8", new Type.Int(8, false), "-128 => -128", "127 => 127"),
                new Sample("UInt8", new Type.Int(8, true), "255 => 255", "0 => 0"),
                new Sample("Int16", Type.INT16, "-32768 => -32768", "32767 => 32767"),
                new Sample("UInt16", new Type.Int(16, true), "65535 => 65535"),
                new Sample("Int32", Type.INT32, "-2147483648 => -2147483648", "2147483647 => 2147483647"),
                new Sample("UInt32", new Type.Int(32, true), "4294967295 => 4294967295"),
                new Sample(
                        "Int64",
                        Type.INT64,
                        "-9223372036854775808 => -9223372036854775808",
                        "9007199254740993 => 9007199254740993"),
                new Sample("UInt64", new Type.Int(64, true), "18446744073709551615 => 18446744073709551615", "1 => 1"),
                new Sample(
                        "Int128",
                        new Type.Decimal(39, 0),
                        "'" + int128 + "' => " + int128,
                        "'-" + int128 + "' => -" + int128),
                new Sample(
                        "UInt128",
                        new Type.Decimal(39, 0),
                        "'340282366920938463463374607431768211455' =>" + " 340282366920938463463374607431768211455"),
                new Sample("Int256", new Type.Decimal(77, 0), "'-" + int256 + "' => -" + int256),
                new Sample("UInt256", new Type.Decimal(78, 0), "'" + uint256 + "' => " + uint256));
    }

    private static List<Sample> numbers() {
        String wide = "9".repeat(56) + "." + "9".repeat(20);
        return List.of(
                new Sample("Float32", Type.FLOAT32, "0.1 => 0.1", "nan => \"NaN\"", "-inf => \"-Infinity\""),
                new Sample(
                        "Float64",
                        Type.FLOAT64,
                        "1.7976931348623157e308 => 1.7976931348623157E308",
                        "inf => \"Infinity\""),
                new Sample("BFloat16", Type.FLOAT32, "1.5 => 1.5"),
                new Sample("Decimal(9, 2)", new Type.Decimal(9, 2), "'1.10' => 1.10", "'-0.05' => -0.05", "0 => 0.00"),
                new Sample(
                        "Decimal(18, 18)", new Type.Decimal(18, 18), "'0.000000000000000001' => 0.000000000000000001"),
                new Sample("Decimal(18, 0)", new Type.Decimal(18, 0), "'-999999999999999999' => -999999999999999999"),
                new Sample(
                        "Decimal(38, 10)",
                        new Type.Decimal(38, 10),
                        "'1234567890123456789012345678.0123456789' =>" + " 1234567890123456789012345678.0123456789",
                        "'-0.5' => -0.5000000000"),
                new Sample("Decimal(76, 20)", new Type.Decimal(76, 20), "'" + wide + "' => " + wide));
    }

    private static List<Sample> texts() {
        return List.of(
                new Sample(
                        "String",
                        Type.TEXT,
                        "'' => \"\"",
                        "'a\\0b' => \"a\\u0000b\"",
                        "'\\\\ \" \\n ü 😀' => \"\\\\ \\\" \\n ü 😀\""),
                new Sample("Nullable(String)", Type.TEXT, "NULL => null", "'x' => \"x\""),
                new Sample("LowCardinality(String)", Type.TEXT, "'x' => \"x\""),
                new Sample("LowCardinality(Nullable(String))", Type.TEXT, "NULL => null", "'x' => \"x\""),
                new Sample("FixedString(4)", Type.TEXT, "'ab' => \"ab\"", "'abcd' => \"abcd\""),
                new Sample(
                        "Enum8('a' = -1, 'b\\'c' = 2)",
                        new Type.Enumeration(List.of("a", "b'c")),
                        "'b\\'c' => \"b'c\""),
                new Sample("Enum16('x' = 1000)", new Type.Enumeration(List.of("x")), "'x' => \"x\""),
                new Sample(
                        "UUID",
                        Type.UUID,
                        "'0190b2c4-7d1e-7abc-8def-0123456789ab' =>" + " \"0190b2c4-7d1e-7abc-8def-0123456789ab\""),
                new Sample("IPv4", Type.TEXT, "'10.0.0.1' => \"10.0.0.1\""),
                new Sample("IPv6", Type.TEXT, "'2001:db8::1' => \"2001:db8::1\""));
    }

    private static List<Sample> times() {
        return List.of(
                new Sample("Date", Type.DATE, "'1970-01-01' => \"1970-01-01\"", "'2149-06-06' => \"2149-06-06\""),
                new Sample(
                        "Date32",
                        Type.DATE,
                        "'1900-01-01' => \"1900-01-01\"",
                        "'2000-02-29' => \"2000-02-29\"",
                        "'2299-12-31' => \"2299-12-31\""),
                new Sample(
                        "DateTime('Europe/Moscow')",
                        new Type.Timestamp(0, true),
                        "'2026-01-01 03:00:00' =>" + " \"2026-01-01T00:00:00Z\""),
                new Sample("DateTime('UTC')", new Type.Timestamp(0, true), "4294967295 => \"2106-02-07T06:28:15Z\""),
                new Sample(
                        "DateTime64(3, 'Asia/Tokyo')",
                        new Type.Timestamp(3, true),
                        "'2026-01-01 09:00:00.500' =>" + " \"2026-01-01T00:00:00.5Z\""),
                new Sample(
                        "DateTime64(9, 'UTC')",
                        new Type.Timestamp(9, true),
                        "'1900-01-01 00:00:00.000000001' => \"1900-01-01T00:00:00.000000001Z\"",
                        "'2262-04-11 23:47:16.854775807' => \"2262-04-11T23:47:16.854775807Z\""),
                new Sample(
                        "DateTime64(0, 'UTC')",
                        new Type.Timestamp(0, true),
                        "'2299-12-31 23:59:59' =>" + " \"2299-12-31T23:59:59Z\""),
                new Sample("Nullable(DateTime64(6, 'UTC'))", new Type.Timestamp(6, true), "NULL => null"),
                new Sample("Time", Type.TEXT, "'100:00:01' => \"100:00:01\""),
                new Sample("Time64(6)", Type.TEXT, "'-10:00:00.5' => \"-10:00:00.500000\""),
                new Sample("IntervalDay", Type.TEXT, "toIntervalDay(3) => \"3\""));
    }

    private static List<Sample> structures() {
        return List.of(
                new Sample("Array(Nullable(Int32))", new Type.Array(Type.INT32), "[] => []", "[1, NULL] => [1,null]"),
                new Sample(
                        "Array(Array(String))",
                        new Type.Array(new Type.Array(Type.TEXT)),
                        "[['a'], []] =>" + " [[\"a\"],[]]"),
                new Sample(
                        "Array(Enum8('a' = 1))",
                        new Type.Array(new Type.Enumeration(List.of("a"))),
                        "['a', 'a'] => [\"a\",\"a\"]"),
                new Sample("Array(IPv4)", new Type.Array(Type.TEXT), "['10.0.0.1'] => [\"10.0.0.1\"]"),
                new Sample(
                        "Array(Tuple(a Int64, b String))",
                        Type.JSON,
                        "[(9007199254740993, 'x')] =>" + " [{\"a\":9007199254740993,\"b\":\"x\"}]"),
                new Sample("Map(String, Decimal(20, 5))", Type.JSON, "map('k', '1.5') => {\"k\":1.5}"),
                new Sample("Tuple(Int8, String)", Type.JSON, "(1, 'a/b') => [1,\"a/b\"]"),
                new Sample("JSON", Type.JSON, "'{\"a\": {\"b\": [1, 2]}}' => {\"a\":{\"b\":[1,2]}}"),
                new Sample("Variant(Int64, String)", Type.JSON, "5::Int64 => 5", "'x' => \"x\"", "NULL => null"),
                new Sample("Dynamic", Type.JSON, "'x' => \"x\"", "NULL => null"),
                new Sample(
                        "Array(LowCardinality(Nullable(String)))",
                        new Type.Array(Type.TEXT),
                        "['a', NULL] =>" + " [\"a\",null]"),
                new Sample("JSON(max_dynamic_paths = 2, a Int64)", Type.JSON, "'{\"a\": 1}' => {\"a\":1}"),
                new Sample("Point", Type.JSON, "(1.5, -2) => [1.5,-2]"),
                new Sample("SimpleAggregateFunction(sum, Int64)", Type.INT64, "7 => 7"));
    }

    @ParameterizedTest
    @MethodSource("samples")
    void arrives(Sample sample) throws Exception {
        String table = "t_" + Integer.toHexString(sample.sql().hashCode());
        DATABASE.query("CREATE OR REPLACE TABLE " + table + " (n UInt8, v " + sample.sql() + ") ORDER BY n");
        List<String> expected = new ArrayList<>();
        for (String pair : sample.pairs()) {
            int arrow = pair.indexOf(" =>");
            DATABASE.query("INSERT INTO " + table + " SELECT " + expected.size() + ", " + pair.substring(0, arrow));
            expected.add(Json.parse(pair.substring(arrow + 3)).toString());
        }
        Runs runs = Runs.on(DATABASE);
        StreamChoice stream = runs.stream(table);
        assertThat(stream.schema().columns().get(1).type()).isEqualTo(sample.type());
        Outcome outcome = runs.read(stream.incremental("n", true));
        assertThat(outcome.exitCode()).as(outcome.errorText()).isZero();
        assertThat(Runs.column(outcome, stream, "v")).isEqualTo(expected);
    }
}
