package dev.leat.row;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.leat.protocol.ConnectorException;
import dev.leat.protocol.Json;
import dev.leat.type.Type;
import java.math.BigDecimal;
import java.nio.charset.StandardCharsets;
import java.time.LocalDateTime;
import java.util.Arrays;
import java.util.Comparator;
import java.util.List;
import java.util.Random;
import java.util.function.Function;
import org.junit.jupiter.api.Test;

/** The order of literals against the order of the values they stand for. */
class RidOrderTest {
    private static <T> void assertSameOrder(
            Type type, List<T> values, Comparator<T> oracle, Function<T, String> literal) {
        RidOrder order = RidOrder.of(type);
        for (T a : values) {
            for (T b : values) {
                byte[] x = literal.apply(a).getBytes(StandardCharsets.UTF_8);
                byte[] y = literal.apply(b).getBytes(StandardCharsets.UTF_8);
                int result = order.compare(x, 0, x.length, y, 0, y.length);
                assertThat(Integer.signum(result))
                        .as(literal.apply(a) + " against " + literal.apply(b))
                        .isEqualTo(Integer.signum(oracle.compare(a, b)));
            }
        }
    }

    @Test
    void numbers() {
        List<BigDecimal> values = List.of(
                        "0",
                        "-0",
                        "1",
                        "-1",
                        "1.0",
                        "1.5",
                        "-1.5",
                        "10",
                        "9",
                        "999999999999999999",
                        "1000000000000000000",
                        "9223372036854775807",
                        "-9223372036854775808",
                        "18446744073709551615",
                        "1e3",
                        "1E-3",
                        "0.1",
                        "0.10",
                        "123456789012345678901234567890.5")
                .stream()
                .map(BigDecimal::new)
                .toList();
        assertSameOrder(Type.Decimal.ANY, values, Comparator.naturalOrder(), BigDecimal::toString);
    }

    @Test
    void timestamps() {
        Random random = new Random(3);
        LocalDateTime[] values = new LocalDateTime[80];
        for (int i = 0; i < values.length; i++) {
            int year = switch (i % 5) {
                case 0 -> -random.nextInt(50);
                case 1 -> 10_000 + random.nextInt(5);
                case 2 -> -random.nextInt(20_000);
                default -> 2026;
            };
            int nano = random.nextInt(10) * (int) Math.pow(10, random.nextInt(9));
            values[i] =
                    LocalDateTime.of(year, 1 + random.nextInt(2), 1 + random.nextInt(2), 0, 0, random.nextInt(2), nano);
        }
        assertSameOrder(
                new Type.Timestamp(9, false),
                Arrays.asList(values),
                Comparator.naturalOrder(),
                RidOrderTest::timestamp);
        assertSameOrder(
                new Type.Timestamp(9, true),
                Arrays.asList(values),
                Comparator.naturalOrder(),
                value -> timestamp(value).replaceFirst("( BC)?\"$", "Z$1\""));
    }

    private static String timestamp(LocalDateTime value) {
        Bytes out = new Bytes(40).put('"');
        TemporalText.date(out, value.toLocalDate()).put('T');
        TemporalText.time(out, value.toLocalTime());
        return TemporalText.era(out, value.getYear()).put('"').toString();
    }

    @Test
    void trailingZerosDoNotMatter() {
        RidOrder order = RidOrder.of(new Type.Timestamp(6, true));
        assertThat(order.compare(Json.tree("2026-01-01T00:00:00.500000Z"), Json.tree("2026-01-01T00:00:00.5Z")))
                .isZero();
        assertThat(order.compare(Json.tree("2026-01-01T00:00:00Z"), Json.tree("2026-01-01T00:00:00.000Z")))
                .isZero();
    }

    @Test
    void aValueWithoutPlaceIsNamed() {
        String column = "stream \"orders\": the RID column \"id\"";
        misfit(RidOrder.of(Type.INT64, column), "1", "null", "no number");
        misfit(RidOrder.of(Type.FLOAT64, column), "\"NaN\"", "1", "no number");
        misfit(RidOrder.of(Type.DATE, column), "\"2026-01-01\"", "\"infinity\"", "no date or time");
        misfit(RidOrder.of(Type.DATE, column), "5", "\"2026-01-01\"", "no date or time");
        misfit(RidOrder.of(Type.TEXT, column), "\"a\"", "null", "no text");
        assertThatThrownBy(() -> RidOrder.of(Type.JSON, column)).hasMessageContaining(column + " is Json");
    }

    private static void misfit(RidOrder order, String a, String b, String what) {
        assertThatThrownBy(() -> order.compare(Json.parse(a), Json.parse(b)))
                .isInstanceOf(ConnectorException.class)
                .hasMessageContaining(order.column() + " holds ")
                .hasMessageContaining("which is " + what);
    }

    @Test
    void textsByTheirBytes() {
        List<String> values = List.of("", "a", "b", "aa", "A", "é", "z", "\uFFFD", "😀", "\"", "\\", "\n", "10", "9");
        Comparator<String> bytes = (a, b) ->
                Arrays.compareUnsigned(a.getBytes(StandardCharsets.UTF_8), b.getBytes(StandardCharsets.UTF_8));
        assertSameOrder(Type.TEXT, values, bytes, value -> Json.tree(value).toString());
    }
}
