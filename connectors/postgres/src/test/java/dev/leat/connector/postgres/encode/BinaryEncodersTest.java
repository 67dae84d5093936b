package dev.leat.connector.postgres.encode;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.leat.jdbc.UnfitValue;
import dev.leat.row.Bytes;
import dev.leat.testkit.PostgresDatabase;
import dev.leat.testkit.PostgresServer;
import dev.leat.type.Type;
import java.math.BigDecimal;
import java.math.BigInteger;
import java.nio.charset.StandardCharsets;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.Statement;
import java.time.LocalDate;
import java.time.LocalDateTime;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.postgresql.jdbc.PgConnection;

/** What arrives by the binary format is what the server makes of the same text. */
class BinaryEncodersTest {
    private static final int RANDOM_VALUES = 3000;
    private static PostgresDatabase database;

    private final long seed = Long.getLong("leat.seed", System.nanoTime());
    private final Random random = new Random(seed);

    @BeforeAll
    static void server() throws Exception {
        database = PostgresServer.database(BinaryEncodersTest.class);
    }

    /** Loads the JSON literals and compares each with the server's own reading of the text in it. */
    private void assertSame(Type type, String declared, List<String> literals) throws Exception {
        Encoder encoder = BinaryEncoders.of(type, type, declared);
        Bytes copy = new Bytes(1 << 16);
        copy.putAscii("PGCOPY\n").put(0xff).putAscii("\r\n").put(0).putInt32(0).putInt32(0);
        for (int i = 0; i < literals.size(); i++) {
            copy.putInt16(2).putInt32(4).putInt32(i);
            byte[] json = literals.get(i).getBytes(StandardCharsets.UTF_8);
            encoder.put(json, 0, json.length, copy);
        }
        copy.putInt16(-1);
        try (Connection connection = database.connect();
                Statement statement = connection.createStatement()) {
            statement.execute("SET TIME ZONE 'UTC'; CREATE TEMP TABLE t (id int, v " + declared + ")");
            var in = connection.unwrap(PgConnection.class).getCopyAPI().copyIn("COPY t FROM STDIN (FORMAT binary)");
            in.writeToCopy(copy.array(), 0, copy.length());
            in.endCopy();
            String query = "SELECT v::text, (u.text::" + (type instanceof Type.Int ? "numeric::" : "") + declared
                    + ")::text, u.text FROM t JOIN unnest(?::text[])"
                    + " WITH ORDINALITY u(text, n) ON n = id + 1 ORDER BY id";
            try (PreparedStatement compare = connection.prepareStatement(query)) {
                String[] texts = literals.stream().map(BinaryEncodersTest::text).toArray(String[]::new);
                compare.setArray(1, connection.createArrayOf("text", texts));
                try (ResultSet row = compare.executeQuery()) {
                    int count = 0;
                    for (; row.next(); count++) {
                        assertThat(row.getString(1))
                                .as("%s as %s (-Dleat.seed=%d)", row.getString(3), declared, seed)
                                .isEqualTo(row.getString(2));
                    }
                    assertThat(count).isEqualTo(literals.size());
                }
            }
        }
    }

    private static String text(String literal) {
        return literal.startsWith("\"") ? literal.substring(1, literal.length() - 1) : literal;
    }

    @Test
    void wholeNumbers() throws Exception {
        assertSame(new Type.Int(16, false), "smallint", List.of("0", "-0", "32767", "-32768", "1.0", "3e4", "-1.20e1"));
        assertSame(new Type.Int(32, false), "integer", List.of("2147483647", "-2147483648", "7"));
        List<String> literals = new ArrayList<>(List.of("9223372036854775807", "-9223372036854775808"));
        for (int i = 0; i < RANDOM_VALUES; i++) {
            literals.add(String.valueOf(random.nextLong() >> random.nextInt(64)));
        }
        assertSame(Type.INT64, "bigint", literals);
    }

    @Test
    void decimals() throws Exception {
        List<String> literals = new ArrayList<>(List.of(
                "0",
                "-0",
                "0.00",
                "-0.000",
                "1",
                "10000",
                "99999999",
                "0.0001",
                "0.00001",
                "1.5e3",
                "1E-20",
                "-1.20",
                "123456789012345",
                "1234567890123456",
                "0.000000000000001",
                "\"NaN\"",
                "\"Infinity\"",
                "\"-Infinity\""));
        literals.add("9".repeat(400) + "." + "1".repeat(300));
        for (int i = 0; i < RANDOM_VALUES; i++) {
            BigDecimal value = new BigDecimal(new BigInteger(random.nextInt(80), random), random.nextInt(30) - 3);
            String plain = (random.nextBoolean() ? value : value.negate()).toPlainString();
            literals.add(plain);
        }
        assertSame(new Type.Decimal(0, 0), "numeric", literals);
        List<String> money = new ArrayList<>(List.of("1.500", "1e3", "-0.10", "9999999999.99"));
        for (int i = 0; i < RANDOM_VALUES; i++) {
            money.add(BigDecimal.valueOf(random.nextInt(), random.nextInt(3)).toPlainString());
        }
        assertSame(new Type.Decimal(12, 2), "numeric(12,2)", money);
    }

    @Test
    void binaryFractions() throws Exception {
        List<String> doubles = new ArrayList<>(List.of(
                "0",
                "-0",
                "-0.0",
                "1e308",
                "4.9e-324",
                "2.2250738585072012e-308",
                "0.1",
                "9007199254740993",
                "\"NaN\"",
                "\"Infinity\"",
                "\"-Infinity\""));
        List<String> floats = new ArrayList<>(List.of("0.1", "3.4028235e38", "1.4e-45", "16777217", "\"NaN\""));
        for (int i = 0; i < RANDOM_VALUES; i++) {
            double value = Double.longBitsToDouble(random.nextLong());
            doubles.add(Double.isFinite(value) ? String.valueOf(value) : "1");
            float small = Float.intBitsToFloat(random.nextInt());
            floats.add(Float.isFinite(small) ? String.valueOf(small) : "1");
        }
        assertSame(Type.FLOAT64, "double precision", doubles);
        assertSame(Type.FLOAT32, "real", floats);
    }

    @Test
    void times() throws Exception {
        List<String> dates = new ArrayList<>(List.of(
                "\"0001-01-01\"",
                "\"4713-11-24 BC\"",
                "\"5874897-12-31\"",
                "\"2000-02-29\"",
                "\"infinity\"",
                "\"-infinity\"",
                "\"0001-12-31 BC\"",
                "\"0005-02-29 BC\""));
        List<String> instants = new ArrayList<>(List.of(
                "\"4713-11-24T00:00:00Z BC\"",
                "\"294276-12-31T23:59:59.999999Z\"",
                "\"1999-12-31T23:59:59.5Z\"",
                "\"2026-11-20T13:45:00.000001+14:00\"",
                "\"2026-11-20T13:45:00-00:30\"",
                "\"2026-11-20T24:00:00Z\"",
                "\"2026-11-20 13:45:00+0545\"",
                "\"1900-01-01T00:00:00+00:19:32\"",
                "\"infinity\"",
                "\"-infinity\""));
        for (int i = 0; i < RANDOM_VALUES; i++) {
            LocalDate day = LocalDate.ofEpochDay(random.nextInt(4_000_000) - 719_162L);
            dates.add("\"" + padded(day.toString()) + "\"");
            LocalDateTime time = day.atStartOfDay().plusNanos(random.nextLong(86_400_000_000L) * 1000);
            instants.add("\"" + padded(time.toString()) + (time.getSecond() + time.getNano() == 0 ? ":00Z\"" : "Z\""));
        }
        assertSame(new Type.Date(), "date", dates);
        assertSame(new Type.Timestamp(6, true), "timestamp with time zone", instants);
        List<String> naive = instants.stream()
                .filter(text -> text.endsWith("Z\""))
                .map(text -> text.replace("Z", ""))
                .toList();
        assertSame(new Type.Timestamp(6, false), "timestamp without time zone", naive);
        assertSame(
                new Type.Time(6, false),
                "time without time zone",
                List.of("\"00:00:00\"", "\"24:00:00\"", "\"23:59:59.999999\"", "\"13:45:00.5000000\""));
    }

    /** Java signs years of more than four digits. */
    private static String padded(String text) {
        return text.startsWith("+") ? text.substring(1) : text;
    }

    @Test
    void theRest() throws Exception {
        assertSame(new Type.Bool(), "boolean", List.of("true", "false"));
        assertSame(new Type.Uuid(), "uuid", List.of("\"0f8fad5b-d9cb-469f-A165-70867728950e\""));
        assertSame(new Type.Json(), "jsonb", List.of("{\"b\": [1, 2.50, null], \"a\": \"é\"}", "[]", "1", "true"));
        assertSame(new Type.Json(), "json", List.of("{\"b\": [1, 2.50, null], \"a\": \"é\"}"));
        assertSame(Type.TEXT, "text", List.of("\"\"", "\"é\uD83D\uDE00\"", "\"plain\""));
        assertSame(new Type.Text(5, false), "character varying(5)", List.of("\"abcde\""));
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "smallint|32768|does not fit 16 bits",
                "integer|-2147483649|does not fit 32 bits",
                "bigint|9223372036854775808|is not a whole number of 64 bits",
                "bigint|1.5|is not a whole number",
                "bigint|\"1\"|is not a number",
                "numeric(5,2)|1.005|has more than 2 digits after the point",
                "numeric(5,2)|true|is not a number",
                "numeric|1e200000|has more digits",
                "double precision|1e400|is out of the range",
                "double precision|1e-400|is out of the range",
                "double precision|\"x\"|is not a number",
                "real|1e39|is out of the range",
                "date|\"2026-02-29\"|is no day of the calendar",
                "date|\"2026-13-01\"|is no day of the calendar",
                "date|\"2026-11-20T00:00:00\"|is not a date",
                "date|\"0000-01-01\"|has the year 0",
                "date|\"99999999-01-01\"|is out of PostgreSQL's range",
                "timestamp(3) with time zone|\"2026-11-20T13:45:00.0001Z\"|has more than 3 digits of a second",
                "timestamp(3) with time zone|\"2026-11-20T13:45:00\"|has no zone",
                "timestamp(3) with time zone|\"2026-11-20T23:59:60Z\"|has a leap second",
                "timestamp(3) with time zone|\"2026-11-20T25:00:00Z\"|is not an instant",
                "timestamp without time zone|\"2026-11-20T13:45:00Z\"|has a zone",
                "text|\"a\\u0000\"|holds the character NUL",
                "text|5|is not a string",
                "uuid|\"0f8fad5b-d9cb-469f-a165-70867728950\"|is not a UUID",
                "uuid|\"0f8fad5b-d9cb-469f-a165-7086772895zz\"|is not a UUID",
                "bytea|\"A\"|is not base64",
                "bytea|\"AB!=\"|is not base64",
                "boolean|1|is neither true nor false",
            },
            quoteCharacter = '`')
    void whatDoesNotFitIsRefused(String declared, String literal, String reason) {
        Encoder encoder = BinaryEncoders.of(typeOf(declared), typeOf(declared), declared);
        byte[] json = literal.getBytes(StandardCharsets.UTF_8);
        assertThatThrownBy(() -> encoder.put(json, 0, json.length, new Bytes(16)))
                .isInstanceOf(UnfitValue.class)
                .hasMessageContaining(reason);
    }

    private static Type typeOf(String declared) {
        return switch (declared) {
            case "smallint", "integer", "bigint" -> Type.INT64;
            case "numeric" -> new Type.Decimal(0, 0);
            case "numeric(5,2)" -> new Type.Decimal(5, 2);
            case "double precision" -> Type.FLOAT64;
            case "real" -> Type.FLOAT32;
            case "date" -> new Type.Date();
            case "timestamp(3) with time zone" -> new Type.Timestamp(3, true);
            case "timestamp without time zone" -> new Type.Timestamp(6, false);
            case "uuid" -> new Type.Uuid();
            case "bytea" -> new Type.Bytes();
            case "boolean" -> new Type.Bool();
            default -> Type.TEXT;
        };
    }
}
