package dev.leat.testkit;

import dev.leat.protocol.Json;
import dev.leat.type.Type;
import java.math.BigDecimal;
import java.math.BigInteger;
import java.util.ArrayList;
import java.util.List;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.DecimalNode;
import tools.jackson.databind.node.DoubleNode;
import tools.jackson.databind.node.StringNode;

/** The values at the edges of each type, as they travel on the wire: where systems differ, they differ here. */
public final class Extremes {
    private static final List<String> TEXTS = List.of(
            "",
            " ",
            "  both sides  ",
            "'single' \"double\" `back`",
            "back\\slash \\n \\. \\N \\0",
            "\\N",
            "NULL",
            "null",
            "comma, semicolon; tab\tpipe|",
            "line\nfeed\r\nand\rreturn",
            "\b\f\u0001\u001f\u007f",
            "\u0000",
            "a\u0000b",
            "İıŞğ ß ŉ",
            "e\u0301 is not é",
            "👩‍👩‍👧‍👦 🇹🇷",
            "\u202eright to left\u202c \u2028 \u2029 \ufeff \u00a0",
            "\uffff \ufffd",
            "𐀀 \udbff\udfff",
            "{\"json\": [1, 2]}",
            "<xml attribute='&amp;'/>",
            "'; DROP TABLE x; --",
            "%s %d {} ${env:HOME} $1",
            "0123456789".repeat(1000));

    private Extremes() {}

    /** Every type there is, with the parameters that matter. */
    public static List<Type> types() {
        List<Type> types = new ArrayList<>(List.of(Type.BOOL));
        for (int bits : new int[] {8, 16, 24, 32, 64}) {
            types.add(new Type.Int(bits, false));
            types.add(new Type.Int(bits, true));
        }
        types.addAll(List.of(
                new Type.Decimal(10, 0),
                new Type.Decimal(15, 2),
                new Type.Decimal(38, 10),
                new Type.Decimal(65, 30),
                Type.Decimal.ANY,
                Type.Decimal.INTEGER,
                Type.FLOAT32,
                Type.FLOAT64,
                Type.TEXT,
                new Type.Text(10, false),
                new Type.Text(10, true),
                new Type.Enumeration(List.of("small", "it's", "Größe \"XL\"")),
                Type.BYTES,
                Type.DATE,
                new Type.Time(0, false),
                new Type.Time(6, false),
                new Type.Time(9, false),
                new Type.Time(6, true),
                new Type.Timestamp(0, false),
                new Type.Timestamp(3, false),
                new Type.Timestamp(6, false),
                new Type.Timestamp(6, true),
                new Type.Timestamp(9, true),
                Type.UUID,
                Type.JSON,
                new Type.Array(Type.INT32),
                new Type.Array(Type.TEXT),
                new Type.Array(new Type.Timestamp(6, true)),
                new Type.Array(new Type.Array(Type.INT64))));
        return types;
    }

    /** The values at the edges of a type. */
    public static List<JsonNode> of(Type type) {
        return switch (type) {
            case Type.Bool _ -> parsed("true", "false");
            case Type.Int(int bits, boolean unsigned) -> integers(bits, unsigned);
            case Type.Decimal(int precision, int scale) ->
                precision == 0 ? anyNumbers(scale) : decimals(precision, scale);
            case Type.Float32 _ ->
                floats("3.4028235E38", "-3.4028235E38", "1.4E-45", "1.1754944E-38", "0.1", "16777216.0");
            case Type.Float64 _ ->
                floats(
                        "1.7976931348623157E308",
                        "-1.7976931348623157E308",
                        "4.9E-324",
                        "2.2250738585072014E-308",
                        "0.1",
                        "9007199254740993.0",
                        "1.0E23");
            case Type.Text(int lengthMax, boolean _) -> texts(lengthMax);
            case Type.Enumeration(List<String> values) -> strings(values);
            case Type.Bytes _ -> strings(List.of("", "AA==", "AAECA/8=", "XA==", "w5w=", "//79/A==", "J1wiAAo="));
            case Type.Date _ -> ExtremeTimes.dates();
            case Type.Time(int fraction, boolean zoned) -> ExtremeTimes.times(fraction, zoned);
            case Type.Timestamp(int fraction, boolean zoned) -> ExtremeTimes.timestamps(fraction, zoned);
            case Type.Uuid _ ->
                strings(List.of(
                        "00000000-0000-0000-0000-000000000000",
                        "ffffffff-ffff-ffff-ffff-ffffffffffff",
                        "0190b2c4-7d1e-7abc-8def-0123456789ab"));
            case Type.Json _ -> jsons();
            case Type.Array(Type element) -> arrays(element);
        };
    }

    static List<JsonNode> parsed(String... json) {
        List<JsonNode> values = new ArrayList<>();
        for (String one : json) {
            values.add(Json.parse(one));
        }
        return values;
    }

    static List<JsonNode> strings(List<String> texts) {
        List<JsonNode> values = new ArrayList<>();
        texts.forEach(text -> values.add(StringNode.valueOf(text)));
        return values;
    }

    private static List<JsonNode> integers(int bits, boolean unsigned) {
        BigInteger top = BigInteger.ONE.shiftLeft(unsigned ? bits : bits - 1);
        List<String> values = new ArrayList<>(List.of("0", "1", "42"));
        values.add(top.subtract(BigInteger.ONE).toString());
        values.add(top.shiftRight(1).toString());
        if (!unsigned) {
            values.add("-1");
            values.add(top.negate().toString());
        }
        if (bits == 64) {
            values.addAll(List.of("9007199254740991", "9007199254740992", "9007199254740993"));
        }
        return parsed(values.toArray(String[]::new));
    }

    private static List<JsonNode> decimals(int precision, int scale) {
        BigDecimal top = new BigDecimal(BigInteger.TEN.pow(precision).subtract(BigInteger.ONE), scale);
        BigDecimal least = new BigDecimal(BigInteger.ONE, scale);
        List<JsonNode> values = new ArrayList<>();
        for (BigDecimal value : List.of(
                top,
                top.negate(),
                least,
                least.negate(),
                BigDecimal.ZERO.setScale(scale),
                BigDecimal.ONE.setScale(scale),
                BigDecimal.ONE)) {
            values.add(number(value));
        }
        return values;
    }

    private static JsonNode number(BigDecimal value) {
        return DecimalNode.valueOf(value);
    }

    private static List<JsonNode> anyNumbers(int scale) {
        List<JsonNode> values = parsed(
                "0",
                "-1",
                "9007199254740993",
                "18446744073709551615",
                "-170141183460469231731687303715884105728",
                "99999999999999999999999999999999999999999999999999999999999999999",
                "1" + "0".repeat(300));
        if (scale != 0) {
            values.addAll(parsed(
                    "0.1",
                    "1.10",
                    "-0.00000000000000000001",
                    "12345678901234567890123456790.123",
                    "0." + "0".repeat(100) + "1",
                    "50000.0000000000000001",
                    "\"NaN\"",
                    "\"Infinity\"",
                    "\"-Infinity\""));
        }
        values.replaceAll(value -> value.isNumber() ? number(value.decimalValue()) : value);
        return values;
    }

    private static List<JsonNode> floats(String... numbers) {
        List<JsonNode> values = new ArrayList<>();
        for (String number : numbers) {
            values.add(DoubleNode.valueOf(Double.parseDouble(number)));
        }
        for (double number : new double[] {0, -0.0, 1, -1.5}) {
            values.add(DoubleNode.valueOf(number));
        }
        values.addAll(strings(List.of("NaN", "Infinity", "-Infinity")));
        return values;
    }

    private static List<JsonNode> texts(int lengthMax) {
        List<String> fitting = new ArrayList<>(TEXTS);
        fitting.removeIf(text -> lengthMax > 0 && text.codePointCount(0, text.length()) > lengthMax);
        if (lengthMax > 0) {
            fitting.add("x".repeat(lengthMax));
            fitting.add("😀".repeat(lengthMax));
        }
        return strings(fitting);
    }

    private static List<JsonNode> jsons() {
        List<JsonNode> values = parsed(
                "{}",
                "[]",
                "0",
                "true",
                "\"text\"",
                "\"\"",
                "{\"a\":{\"b\":[1,2.50,null,\"x\"]},\"\":\"empty name\"}",
                "[12345678901234567890.123456789012345678901234567890,9007199254740993]",
                "{\"quote\\\"\":\"back\\\\slash \\u0007 \\ud83d\\ude00\"}",
                "[\"\\u0000\"]");
        values.add(Json.parse("[".repeat(100) + "]".repeat(100)));
        return values;
    }

    private static List<JsonNode> arrays(Type element) {
        List<JsonNode> elements = of(element).stream()
                .filter(e -> !e.toString().contains("u0000"))
                .toList();
        List<JsonNode> values = parsed("[]");
        var all = Json.array().addAll(elements);
        if (!(element instanceof Type.Array)) {
            values.add(all);
            values.add(Json.array().addNull().add(elements.getFirst()).addNull());
        } else {
            values.addAll(parsed("[[1,2],[3,4]]", "[[1,null]]", "[[1],[2,3]]", "[[],[]]"));
        }
        return values;
    }
}
