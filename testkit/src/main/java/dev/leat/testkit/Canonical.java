package dev.leat.testkit;

import java.math.BigDecimal;
import java.util.HexFormat;
import java.util.Locale;
import java.util.TreeMap;
import java.util.stream.Collectors;
import java.util.stream.StreamSupport;
import tools.jackson.core.JacksonException;
import tools.jackson.core.StreamReadConstraints;
import tools.jackson.core.json.JsonFactory;
import tools.jackson.databind.DeserializationFeature;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.StringNode;

/**
 * One text per value, whatever system it lies in: two values are equal if and only if their texts are. Written without
 * any of Leat's main code, so that both cannot be wrong in the same way.
 *
 * <p>Numbers are compared by value ({@code 1.10} and {@code 1.1} are equal, and so are {@code -0.0} and {@code 0.0}),
 * binary fractions by the number they stand for, instants in UTC, JSON without regard to the order of its keys.
 */
final class Canonical {
    static final JsonMapper JSON = JsonMapper.builder(JsonFactory.builder()
                    .streamReadConstraints(StreamReadConstraints.builder()
                            .maxNumberLength(1 << 20)
                            .maxNestingDepth(10_000)
                            .maxStringLength(Integer.MAX_VALUE)
                            .build())
                    .build())
            .enable(DeserializationFeature.USE_BIG_DECIMAL_FOR_FLOATS)
            .build();

    private Canonical() {}

    /**
     * The text of a value.
     *
     * @param value null, or what a driver answers: numbers, strings, booleans, bytes, or JSON. A string in a column of
     *     bytes is base64
     * @return null for null
     * @throws IllegalArgumentException if the value cannot be of that shape
     */
    static String text(Shape shape, Object value) {
        if (value == null || value instanceof JsonNode node && (node.isNull() || node.isMissingNode())) {
            return null;
        }
        try {
            return switch (shape.kind()) {
                case TEXT -> string(value);
                case PADDED_TEXT -> string(value).stripTrailing();
                case BOOL -> bool(string(value));
                case NUMBER -> number(string(value));
                case DOUBLE -> binary(string(value), false);
                case FLOAT -> binary(string(value), true);
                case BYTES -> bytes(value);
                case DATE, TIME, TIME_ZONED, TIMESTAMP, INSTANT -> CanonicalTime.text(shape.kind(), string(value));
                case UUID -> string(value).toLowerCase(Locale.ROOT);
                case JSON -> json(value instanceof JsonNode node ? node : JSON.readTree(string(value)));
                case ARRAY -> array(shape.element(), elements(value));
            };
        } catch (JacksonException | IllegalArgumentException e) {
            throw new IllegalArgumentException(
                    "\"" + shortened(value) + "\" is no " + shape.kind() + ": " + e.getMessage(), e);
        }
    }

    /** The same for values that need not be of that shape: those are shown as they are, with a word of warning. */
    static String textOrRaw(Shape shape, Object value) {
        try {
            return text(shape, value);
        } catch (IllegalArgumentException e) {
            return "NO " + shape.kind() + ": " + string(value);
        }
    }

    private static String shortened(Object value) {
        String text = string(value);
        return text.length() > 80 ? text.substring(0, 80) + "…" : text;
    }

    private static String string(Object value) {
        return switch (value) {
            case JsonNode node when node.isString() -> node.stringValue();
            case JsonNode node when node.isNumber() -> node.decimalValue().toString();
            case byte[] bytes -> HexFormat.of().formatHex(bytes);
            default -> value.toString();
        };
    }

    private static String bool(String text) {
        return switch (text) {
            case "t", "true", "1" -> "true";
            case "f", "false", "0" -> "false";
            default -> throw new IllegalArgumentException("neither true nor false");
        };
    }

    private static String special(String text) {
        return switch (text.toLowerCase(Locale.ROOT)) {
            case "nan" -> "NaN";
            case "infinity", "+infinity", "inf" -> "Infinity";
            case "-infinity", "-inf" -> "-Infinity";
            default -> null;
        };
    }

    private static String number(String text) {
        String special = special(text);
        return special != null ? special : plain(new BigDecimal(text));
    }

    /** One text per value, without writing out a thousand zeros. */
    private static String plain(BigDecimal number) {
        BigDecimal stripped = number.stripTrailingZeros();
        boolean readable = Math.abs(stripped.scale()) < 50;
        return number.signum() == 0 ? "0" : readable ? stripped.toPlainString() : stripped.toString();
    }

    private static String binary(String text, boolean single) {
        String special = special(text);
        if (special != null) {
            return special;
        }
        double number = single ? Float.parseFloat(text) : Double.parseDouble(text);
        return number == 0 ? "0" : Double.toString(number);
    }

    private static String bytes(Object value) {
        byte[] bytes = value instanceof byte[] raw
                ? raw
                : java.util.Base64.getDecoder().decode(string(value));
        return HexFormat.of().formatHex(bytes);
    }

    private static JsonNode elements(Object value) {
        if (value instanceof JsonNode node) {
            return node;
        }
        String text = string(value);
        return PostgresArray.is(text) ? PostgresArray.parse(text) : JSON.readTree(text);
    }

    private static String array(Shape element, JsonNode elements) {
        if (!elements.isArray()) {
            throw new IllegalArgumentException("not a list");
        }
        return StreamSupport.stream(elements.spliterator(), false)
                // Engines do not declare how deep an array nests: the values tell.
                .map(e -> e.isArray() && element.kind() != Shape.Kind.ARRAY ? array(element, e) : text(element, e))
                .map(text -> text == null ? "null" : StringNode.valueOf(text).toString())
                .collect(Collectors.joining(",", "[", "]"));
    }

    private static String json(JsonNode node) {
        if (node.isArray()) {
            return StreamSupport.stream(node.spliterator(), false)
                    .map(Canonical::json)
                    .collect(Collectors.joining(",", "[", "]"));
        }
        if (node.isObject()) {
            TreeMap<String, String> fields = new TreeMap<>();
            node.forEachEntry((name, value) -> fields.put(name, json(value)));
            return fields.entrySet().stream()
                    .map(field -> StringNode.valueOf(field.getKey()) + ":" + field.getValue())
                    .collect(Collectors.joining(",", "{", "}"));
        }
        return node.isNumber() ? plain(node.decimalValue()) : node.toString();
    }
}
