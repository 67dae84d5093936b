package dev.leat.connector.clickhouse.encode;

import dev.leat.jdbc.UnfitValue;
import dev.leat.row.Bytes;
import java.io.IOException;

/** Arrays, which are never null themselves: where each one's elements end, and then the elements of all. */
final class Lists implements ColumnData {
    private final ColumnData elements;
    private final Bytes ends = new Bytes(256);
    private long count;

    Lists(ColumnData elements) {
        this.elements = elements;
    }

    @Override
    public int put(byte[] json, int from, int to) throws UnfitValue {
        if (json[from] != '[') {
            throw new UnfitValue("is not a list");
        }
        int bytes = Long.BYTES;
        int at = space(json, from + 1);
        while (json[at] != ']') {
            int end = end(json, at);
            int more = json[at] == 'n' ? elements.putNull() : elements.put(json, at, end);
            if (more == 0) {
                throw new UnfitValue("has a null in it, and the column's elements are never null");
            }
            bytes += more;
            count++;
            at = space(json, end);
            at = json[at] == ',' ? space(json, at + 1) : at;
        }
        ends.putInt64(Long.reverseBytes(count));
        return bytes;
    }

    @Override
    public int putNull() {
        return 0;
    }

    @Override
    public void writeTo(Sink out) throws IOException {
        out.write(ends.array(), 0, ends.length());
        elements.writeTo(out);
    }

    @Override
    public void clear() {
        count = 0;
        ends.clear();
        elements.clear();
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
