package dev.leat.connector.mysql.encode;

import dev.leat.row.Bytes;

/** The text of LOAD DATA: fields between tabs, rows between line feeds, both, and the backslash, after a backslash. */
public final class LoadText {
    /** What stands for NULL. */
    public static final byte[] NULL = {'\\', 'N'};

    private LoadText() {}

    /** Puts bytes as a field's. */
    static void escape(byte[] value, int from, int to, Bytes out) {
        int run = from;
        for (int i = from; i < to; i++) {
            byte b = value[i];
            if (b == '\\' || b == '\t' || b == '\n') {
                out.put(value, run, i - run).put('\\');
                run = i;
            }
        }
        out.put(value, run, to - run);
    }

    /** The index of the tab or line feed that ends the field. */
    public static int end(byte[] text, int at) {
        int i = at;
        while (text[i] != '\t' && text[i] != '\n') {
            i += text[i] == '\\' ? 2 : 1;
        }
        return i;
    }

    /** Puts what a field stands for, without its escapes. */
    public static void unescape(byte[] text, int from, int to, Bytes out) {
        for (int i = from; i < to; i++) {
            if (text[i] != '\\') {
                out.put(text[i]);
                continue;
            }
            out.put(
                    switch (text[++i]) {
                        case 'n' -> '\n';
                        case 't' -> '\t';
                        case 'r' -> '\r';
                        case 'b' -> '\b';
                        default -> text[i];
                    });
        }
    }
}
