package dev.leat.value;

import dev.leat.row.Bytes;
import dev.leat.row.JsonText;
import dev.leat.row.RowWriter;
import dev.leat.type.Type;

/** Puts a value of one type that somebody wrote as JSON. Chosen once per column; not thread-safe. */
@FunctionalInterface
public interface JsonValue {
    /**
     * Puts the value of a JSON literal that is known to be valid, and not null: text with its escapes, numbers with their
     * digits.
     *
     * @return false, and nothing put, if it is no value of the type
     */
    boolean put(RowWriter out, byte[] json, int from, int to);

    static JsonValue of(Type type) {
        TextValue value = TextValue.of(type);
        Bytes unescaped = new Bytes(64);
        return switch (type) {
            case Type.Json _ -> JsonValue::raw;
            case Type.Array _ -> (out, json, from, to) -> json[from] == '[' && raw(out, json, from, to);
            case Type.Text(int lengthMax, boolean _) when lengthMax == 0 -> JsonValue::text;
            case Type.Enumeration _ -> JsonValue::text;
            default ->
                (out, json, from, to) -> {
                    if (json[from] != '"') {
                        return value.put(out, json, from, to);
                    }
                    unescaped.clear();
                    JsonText.unescape(unescaped, json, from + 1, to - from - 2);
                    return value.put(out, unescaped.array(), 0, unescaped.length());
                };
        };
    }

    private static boolean raw(RowWriter out, byte[] json, int from, int to) {
        out.putJson(json, from, to - from);
        return true;
    }

    /** Text as it was written, escapes and all; of anything else its JSON. */
    private static boolean text(RowWriter out, byte[] json, int from, int to) {
        if (json[from] == '"') {
            return raw(out, json, from, to);
        }
        out.putUtf8(json, from, to - from);
        return true;
    }
}
