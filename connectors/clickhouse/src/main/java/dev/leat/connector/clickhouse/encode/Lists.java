package dev.leat.connector.clickhouse.encode;

import dev.leat.jdbc.UnfitValue;
import dev.leat.row.Bytes;

/** Encodes JSON arrays: their elements after their number. */
final class Lists implements Encoder {
    private final Encoder element;
    private final boolean nullable;

    /** @param nullable whether an element may be null */
    Lists(Encoder element, boolean nullable) {
        this.element = element;
        this.nullable = nullable;
    }

    @Override
    public void put(byte[] json, int from, int to, Bytes out) throws UnfitValue {
        if (json[from] != '[') {
            throw new UnfitValue("is not a list");
        }
        Texts.length(count(json, from, to), out);
        int at = space(json, from + 1);
        while (json[at] != ']') {
            int end = end(json, at);
            if (json[at] == 'n') {
                if (!nullable) {
                    throw new UnfitValue("has a null in it, and the column's elements are never null");
                }
                out.put(1);
            } else {
                if (nullable) {
                    out.put(0);
                }
                element.put(json, at, end, out);
            }
            at = space(json, end);
            at = json[at] == ',' ? space(json, at + 1) : at;
        }
    }

    private static int count(byte[] json, int from, int to) {
        int count = 0;
        int at = space(json, from + 1);
        while (at < to - 1) {
            count++;
            at = space(json, end(json, at));
            at = json[at] == ',' ? space(json, at + 1) : at;
        }
        return count;
    }

    private static int space(byte[] json, int from) {
        int i = from;
        while (json[i] == ' ' || json[i] == '\t' || json[i] == '\r' || json[i] == '\n') {
            i++;
        }
        return i;
    }

    /** The index after the value that begins at {@code from}; the SDK has seen that it is JSON. */
    private static int end(byte[] json, int from) {
        int depth = 0;
        int i = from;
        while (true) {
            switch (json[i]) {
                case '"' -> i = stringEnd(json, i);
                case '[', '{' -> depth++;
                case ']', '}' -> {
                    if (depth == 0) {
                        return i;
                    }
                    depth--;
                }
                case ',', ' ', '\t', '\r', '\n' -> {
                    if (depth == 0) {
                        return i;
                    }
                }
                default -> {}
            }
            i++;
        }
    }

    /** The index of the quote that ends the string whose first is at {@code from}. */
    private static int stringEnd(byte[] json, int from) {
        int i = from + 1;
        while (json[i] != '"') {
            i += json[i] == '\\' ? 2 : 1;
        }
        return i;
    }
}
