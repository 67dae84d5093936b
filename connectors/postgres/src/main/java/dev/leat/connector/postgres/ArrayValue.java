package dev.leat.connector.postgres;

import dev.leat.row.Bytes;
import java.util.Arrays;

/**
 * Arrays: {@code {1,NULL,"a\"b"}} to a JSON array, dimensions nested as they are. Lower bounds other than 1
 * ({@code [0:2]={…}}) have no counterpart and are left off.
 */
final class ArrayValue implements Value {
    private static final byte[] NULL = {'N', 'U', 'L', 'L'};

    private final Value element;
    private final char delimiter;
    private final Bytes unescaped = new Bytes(64);

    ArrayValue(Value element, char delimiter) {
        this.element = element;
        this.delimiter = delimiter;
    }

    @Override
    public void put(byte[] text, int from, int to, Bytes out) {
        int i = from;
        while (text[i] != '{') {
            i++;
        }
        while (i < to) {
            byte b = text[i];
            if (b == '{') {
                out.put('[');
                i++;
            } else if (b == '}') {
                out.put(']');
                i++;
            } else if (b == delimiter) {
                out.put(',');
                i++;
            } else if (b == '"') {
                i = quoted(text, i + 1, out);
            } else {
                i = bare(text, i, out);
            }
        }
    }

    private int quoted(byte[] text, int from, Bytes out) {
        unescaped.clear();
        int run = from;
        int i = from;
        while (text[i] != '"') {
            if (text[i] == '\\') {
                unescaped.put(text, run, i - run);
                run = ++i;
            }
            i++;
        }
        unescaped.put(text, run, i - run);
        unescaped.room(1);
        element.put(unescaped.array(), 0, unescaped.length(), out);
        return i + 1;
    }

    private int bare(byte[] text, int from, Bytes out) {
        int i = from;
        while (text[i] != delimiter && text[i] != '}') {
            i++;
        }
        // Text that reads NULL is quoted.
        if (i - from == NULL.length && Arrays.equals(text, from, i, NULL, 0, NULL.length)) {
            out.putAscii("null");
        } else {
            element.put(text, from, i, out);
        }
        return i;
    }
}
