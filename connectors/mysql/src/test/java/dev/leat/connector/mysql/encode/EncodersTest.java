package dev.leat.connector.mysql.encode;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.leat.jdbc.Table;
import dev.leat.jdbc.UnfitValue;
import dev.leat.row.Bytes;
import dev.leat.type.Type;
import java.nio.charset.StandardCharsets;
import java.util.List;
import org.junit.jupiter.api.Test;

/** Literals to fields, byte by byte: what is taken, and how it is written. */
class EncodersTest {
    private static Encoder of(Type sent, Type kept, String declared) {
        return Encoders.of(sent, new Table.Column("c", kept, declared, true, true, false), true, List.of());
    }

    private static String put(Encoder encoder, String json) throws UnfitValue {
        // Literals lie among others.
        byte[] bytes = ("--------" + json + "--------").getBytes(StandardCharsets.UTF_8);
        Bytes out = new Bytes(4);
        encoder.put(bytes, 8, bytes.length - 8, out);
        return out.toString();
    }

    private static void refused(Encoder encoder, String json, String reason) {
        assertThatThrownBy(() -> put(encoder, json))
                .as(json)
                .isInstanceOf(UnfitValue.class)
                .hasMessageContaining(reason);
    }

    @Test
    void jsonThatAnObjectTypeWouldChange() throws UnfitValue {
        Encoder json = of(Type.JSON, Type.JSON, "json");
        for (String exact : List.of(
                "{\"a\":{\"a\":1},\"b\":[{\"a\":2},{\"a\":3}]}",
                "[1.5,-0,0.1,1e3,9223372036854775807,18446744073709551615,123456789012345678]",
                "[5e-324,1.7976931348623157e308]",
                "[{},{\"x\":[]},\"{\"]")) {
            assertThat(put(json, exact)).isEqualTo(exact);
        }
        assertThat(put(json, "[\"\\u0000\\\\\"]")).isEqualTo("[\"\\\\u0000\\\\\\\\\"]");
        refused(json, "{\"a\":1,\"b\":{\"c\":2},\"a\":3}", "two values of one name");
        refused(json, "{\"a\":1,\"\\u0061\":3}", "two values of one name");
        refused(json, "[{\"b\":0,\"a\":{\"x\":1,\"x\":2}}]", "two values of one name");
        refused(json, "[18446744073709551616]", "fewer digits");
        refused(json, "[-9223372036854775809]", "fewer digits");
        refused(json, "{\"n\":0.12345678901234567890}", "fewer digits");
        refused(json, "1e400", "fewer digits");
        // The least DOUBLE: MySQL writes it with one digit, Java with two.
        refused(json, "[4.9e-324]", "fewer digits");
        refused(json, "[".repeat(101) + "]".repeat(101), "nested");
    }

    @Test
    void texts() throws UnfitValue {
        Encoder text = of(Type.TEXT, new Type.Text(5, false), "varchar(5) CHARACTER SET utf8mb4 COLLATE x");
        String[][] cases = {
            {"\"a/b\\/\\\"\"", "a/b/\""},
            {"\"\\n\\t\\r\\b\\f\"", "\\n\\t\\r\\b\f"},
            {"\"\\\\N\"", "\\\\N"},
            {"\"\\u0000\\u000a\\u0009\\u005c\\u00e9\"", "\0\\\n\\\t\\\\é"},
            {"\"\\ud83d\\ude00ğ表😀\\u8868\"", "😀ğ表😀表"},
        };
        for (String[] one : cases) {
            assertThat(put(text, one[0])).as(one[0]).isEqualTo(one[1]);
        }
        refused(text, "\"\\n\\n\\n\\n\\n\\n\"", "5 characters");
        refused(text, "\"ğğğğğğ\"", "5 characters");
        refused(text, "\"\\ud83d\"", "surrogate");
        refused(text, "\"\\ude00\\ud83d\"", "surrogate");
        refused(text, "5", "not a string");
        Encoder tiny = of(Type.TEXT, Type.TEXT, "tinytext CHARACTER SET utf8mb4 COLLATE x");
        assertThat(put(tiny, "\"" + "\\n".repeat(255) + "\"")).hasSize(510);
        refused(tiny, "\"" + "\\n".repeat(256) + "\"", "255 bytes");
    }

    @Test
    void times() throws UnfitValue {
        Encoder instant = of(new Type.Timestamp(6, true), new Type.Timestamp(3, true), "datetime(3)");
        assertThat(put(instant, "\"2026-11-20T13:45:00.1230Z\"")).isEqualTo("2026-11-20T13:45:00.123");
        assertThat(put(instant, "\"2026-11-20T13:45:00Z\"")).isEqualTo("2026-11-20T13:45:00");
        assertThat(put(instant, "\"2026-01-01T01:30:00+02:00\"")).isEqualTo("2025-12-31T23:30");
        refused(instant, "\"2026-11-20T13:45:00.1234Z\"", "more than 3 digits");
        refused(instant, "\"2026-11-20T13:45:00\"", "no zone");
        refused(instant, "\"0044-03-15T12:00:00Z BC\"", "before the year 1");
        Encoder date = of(Type.DATE, Type.DATE, "date");
        refused(date, "\"0044-03-15 BC\"", "before the year 1");
        refused(date, "\"10000-01-01\"", "beyond the year 9999");
        refused(date, "\"0000-01-01\"", "no day");
        refused(date, "\"2026-02-29\"", "no day");
        refused(date, "\"2026-02-28T00:00:00\"", "not a date");
        assertThat(put(date, "\"2024-02-29\"")).isEqualTo("2024-02-29");
    }

    @Test
    void numbersOfMoreDigitsThanAnyTypeHas() throws UnfitValue {
        Encoder digits = of(new Type.Decimal(76, 38), Type.TEXT, "longtext CHARACTER SET utf8mb4 COLLATE x");
        String longest = "9".repeat(38) + "." + "9".repeat(38);
        assertThat(put(digits, longest)).isEqualTo(longest);
        assertThat(put(digits, "-1.10")).isEqualTo("-1.10");
        assertThat(put(digits, "1e37")).isEqualTo("1" + "0".repeat(37));
        assertThat(put(digits, "0e999999999")).isEqualTo("0");
        assertThat(put(digits, "\"NaN\"")).isEqualTo("NaN");
        refused(digits, "1e38", "more digits");
        refused(digits, "1e-39", "more digits");
        refused(digits, "1e999999999", "more digits");
        refused(digits, "\"1\"", "not a number");
    }

    @Test
    void numbers() throws UnfitValue {
        Encoder tiny = of(new Type.Int(8, false), new Type.Int(8, false), "tinyint");
        assertThat(put(tiny, "-128")).isEqualTo("-128");
        assertThat(put(tiny, "1e2")).isEqualTo("100");
        refused(tiny, "128", "-128 to 127");
        refused(tiny, "1.5", "not a whole number");
        refused(tiny, "true", "not a number");
        Encoder huge = of(new Type.Int(64, true), new Type.Int(64, true), "bigint unsigned");
        assertThat(put(huge, "18446744073709551615")).isEqualTo("18446744073709551615");
        refused(huge, "18446744073709551616", "beyond");
        refused(huge, "-1", "beyond");
        Encoder decimal = of(new Type.Decimal(4, 4), new Type.Decimal(4, 4), "decimal(4,4)");
        assertThat(put(decimal, "0.1234")).isEqualTo("0.1234");
        assertThat(put(decimal, "0E+3")).isEqualTo("0");
        refused(decimal, "1", "before the point");
        refused(decimal, "0.12345", "after the point");
        refused(decimal, "\"NaN\"", "MySQL");
        Encoder single = of(Type.FLOAT32, Type.FLOAT32, "float");
        assertThat(put(single, "3.4028235E38")).isEqualTo("3.4028234663852886E38");
        refused(single, "1e39", "beyond");
        refused(single, "\"Infinity\"", "MySQL");
    }
}
