package dev.leat.connector.postgres.encode;

import dev.leat.jdbc.UnfitValue;
import dev.leat.row.Bytes;
import java.util.Arrays;

/**
 * JSON arrays to {@code {"1",NULL,"a\"b"}}. Every element is quoted, so that none is taken for something else. Arrays
 * in arrays are dimensions, each of one length; that is looked at here, because the server swallows an empty one inside
 * another instead of refusing it.
 */
final class ArrayEncoder implements Encoder {
    /** PostgreSQL's MAXDIM. */
    private static final int DIMENSIONS_MAX = 6;

    private final Encoder element;
    private final boolean elementsAreJson;
    private final Bytes field = new Bytes(64);
    private int depth;
    private final int[] lengths = new int[DIMENSIONS_MAX];

    /** @param elementsAreJson whether brackets inside the array are values, not dimensions */
    ArrayEncoder(Encoder element, boolean elementsAreJson) {
        this.element = element;
        this.elementsAreJson = elementsAreJson;
    }

    @Override
    public void put(byte[] json, int from, int to, Bytes out) throws UnfitValue {
        if (json[from] != '[') {
            throw new UnfitValue("is not a list");
        }
        Arrays.fill(lengths, -1);
        depth = -1;
        list(json, from, 0, out);
    }

    /** Writes the list that begins at {@code from}; answers the index after it. */
    private int list(byte[] json, int from, int level, Bytes out) throws UnfitValue {
        if (level == DIMENSIONS_MAX) {
            throw new UnfitValue("has lists " + (level + 1) + " deep, more than the " + level + " of PostgreSQL");
        }
        out.put('{');
        int count = 0;
        int i = blank(json, from + 1);
        while (json[i] != ']') {
            if (json[i] == '[' && !elementsAreJson) {
                i = list(json, i, level + 1, out);
            } else {
                leaf(level);
                int end = valueEnd(json, i);
                value(json, i, end, out);
                i = end;
            }
            count++;
            i = blank(json, i);
            if (json[i] == ',') {
                out.put(',');
                i = blank(json, i + 1);
            }
        }
        out.put('}');
        if (count == 0 && level > 0) {
            throw new UnfitValue("has an empty list inside a list, which no array in PostgreSQL can");
        }
        if (lengths[level] >= 0 && lengths[level] != count) {
            throw ragged();
        }
        lengths[level] = count;
        return i + 1;
    }

    /** All elements lie equally deep. */
    private void leaf(int level) throws UnfitValue {
        if (depth >= 0 && depth != level) {
            throw ragged();
        }
        depth = level;
    }

    private static UnfitValue ragged() {
        return new UnfitValue("has lists of different length or depth, which no array in PostgreSQL can");
    }

    private void value(byte[] json, int from, int to, Bytes out) throws UnfitValue {
        if (json[from] == 'n') {
            out.putAscii("NULL");
            return;
        }
        field.clear();
        element.put(json, from, to, field);
        out.put('"');
        byte[] escaped = field.array();
        for (int i = 0; i < field.length(); i++) {
            byte b = escaped[i];
            if (b == '"') {
                out.put('\\').put('\\').put('"');
            } else if (b != '\\') {
                out.put(b);
            } else if (escaped[++i] == '\\') {
                // One backslash of the value: two in the array's text, four in the field.
                out.put('\\').put('\\').put('\\').put('\\');
            } else {
                out.put('\\').put(escaped[i]);
            }
        }
        out.put('"');
        field.shrink();
    }

    private static int blank(byte[] json, int from) {
        int i = from;
        while (json[i] == ' ' || json[i] == '\t' || json[i] == '\r') {
            i++;
        }
        return i;
    }

    /** The index after the value at {@code from}, which is known to be valid. */
    private static int valueEnd(byte[] json, int from) {
        int depth = 0;
        int i = from;
        while (true) {
            switch (json[i]) {
                case '"' -> i = textEnd(json, i);
                case '[', '{' -> depth++;
                case ']', '}' -> {
                    if (depth == 0) {
                        return i;
                    }
                    depth--;
                }
                case ',', ' ', '\t', '\r' -> {
                    if (depth == 0) {
                        return i;
                    }
                }
                default -> {}
            }
            i++;
        }
    }

    /** The index of the closing quote. */
    private static int textEnd(byte[] json, int from) {
        int i = from + 1;
        while (json[i] != '"') {
            i += json[i] == '\\' ? 2 : 1;
        }
        return i;
    }
}
