package dev.leat.connector.postgres;

import dev.leat.row.Bytes;

/**
 * JSON without its white space: a value of type json is kept as it was typed, line feeds included, which must not end a
 * line of the protocol. Everything else stays as it is, numbers to the digit. The server has checked that it is JSON.
 */
final class Minifier {
    private Minifier() {}

    /** A {@link Value}. */
    static void put(byte[] text, int from, int to, Bytes out) {
        int run = from;
        int i = from;
        while (i < to) {
            byte b = text[i];
            if (b == '"') {
                i = stringEnd(text, i + 1);
            } else if (b > ' ' || b < 0) {
                i++;
            } else {
                out.put(text, run, i - run);
                run = ++i;
            }
        }
        out.put(text, run, to - run);
    }

    /** The index after the string whose inside begins at {@code i}. */
    private static int stringEnd(byte[] text, int i) {
        while (text[i] != '"') {
            i += text[i] == '\\' ? 2 : 1;
        }
        return i + 1;
    }
}
