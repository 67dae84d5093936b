package dev.leat.connector.postgres;

import dev.leat.row.Bytes;

/** A field that COPY may have escaped, and whose value is looked at as a whole. */
final class EscapedField implements Field {
    private final Value value;
    private final Bytes unescaped = new Bytes(256);

    EscapedField(Value value) {
        this.value = value;
    }

    @Override
    public int put(byte[] row, int at, Bytes out) {
        int i = at;
        while (row[i] != '\t' && row[i] != '\n' && row[i] != '\\') {
            i++;
        }
        if (row[i] != '\\') {
            value.put(row, at, i, out);
            return i;
        }
        int end = unescape(row, at);
        unescaped.room(1);
        value.put(unescaped.array(), 0, unescaped.length(), out);
        unescaped.clear();
        unescaped.shrink();
        return end;
    }

    private int unescape(byte[] row, int at) {
        int run = at;
        int i = at;
        while (row[i] != '\t' && row[i] != '\n') {
            if (row[i] == '\\') {
                unescaped.put(row, run, i - run).put(CopyText.unescaped(row[i + 1]));
                i += 2;
                run = i;
            } else {
                i++;
            }
        }
        unescaped.put(row, run, i - run);
        return i;
    }
}
