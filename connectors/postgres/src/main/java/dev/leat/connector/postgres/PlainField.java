package dev.leat.connector.postgres;

import dev.leat.row.Bytes;
import dev.leat.row.Words;

/** Fields whose values never hold what COPY escapes: copied as they are read, eight bytes at a time. */
final class PlainField {
    private PlainField() {}

    /** A {@link Field}. */
    static int number(byte[] row, int at, Bytes out) {
        if (Values.isNumber(row, at)) {
            return copy(row, at, out);
        }
        out.put('"');
        int end = copy(row, at, out);
        out.put('"');
        return end;
    }

    /** A {@link Field}. */
    static int bool(byte[] row, int at, Bytes out) {
        Values.bool(row, at, at + 1, out);
        return at + 1;
    }

    static Field quoted(Ending ending) {
        return (row, at, out) -> {
            int start = out.put('"').length();
            int end = copy(row, at, out);
            ending.put(out, start);
            return end;
        };
    }

    private static int copy(byte[] row, int at, Bytes out) {
        int i = at;
        while (true) {
            long word = Words.at(row, i);
            int count = Words.first(Words.controls(word));
            out.putWord(word, count);
            i += count;
            if (count < Long.BYTES) {
                return i;
            }
        }
    }
}
