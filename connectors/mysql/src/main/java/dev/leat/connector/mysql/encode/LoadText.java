package dev.leat.connector.mysql.encode;

import dev.leat.row.Bytes;

/** The text of LOAD DATA: fields between tabs, rows between line feeds, both, and the backslash, after a backslash. */
public final class LoadText {
    /** What stands for NULL. */
    public static final byte[] NULL = {'\\', 'N'};

    /** What is longer is measured first, so that what is written of it is never copied to grow. */
    private static final int HUGE = 1 << 20;

    private LoadText() {}

    private static int escapedLength(byte[] value, int from, int to) {
        long length = (long) to - from;
        for (int i = from; i < to; i++) {
            length += value[i] == '\\' || value[i] == '\t' || value[i] == '\n' ? 1 : 0;
        }
        return (int) Math.min(length, Integer.MAX_VALUE);
    }

    /** Puts bytes as a field's. */
    static void escape(byte[] value, int from, int to, Bytes out) {
        if (to - from > HUGE) {
            out.room(escapedLength(value, from, to));
        }
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
