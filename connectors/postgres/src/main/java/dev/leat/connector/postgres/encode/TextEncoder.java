package dev.leat.connector.postgres.encode;

import dev.leat.jdbc.UnfitValue;
import dev.leat.row.Bytes;
import dev.leat.row.JsonText;

/** JSON strings. Where nothing is escaped in JSON nothing needs to be in COPY: the bytes are the same. */
final class TextEncoder implements Encoder {
    private final Bytes unescaped = new Bytes(256);

    @Override
    public void put(byte[] json, int from, int to, Bytes out) throws UnfitValue {
        if (json[from] != '"') {
            throw new UnfitValue("is not a string");
        }
        int end = to - 1;
        int i = from + 1;
        while (i < end && json[i] != '\\') {
            i++;
        }
        if (i == end) {
            putPlain(json, from, to, out);
            return;
        }
        unescaped.clear();
        JsonText.unescape(unescaped, json, from + 1, end - from - 1);
        escape(unescaped.array(), 0, unescaped.length(), out);
        unescaped.shrink();
    }

    @Override
    public void putPlain(byte[] json, int from, int to, Bytes out) {
        out.put(json, from + 1, to - from - 2);
    }

    /** Puts text as a field's, escaped where COPY asks for it. */
    static void escape(byte[] text, int from, int to, Bytes out) throws UnfitValue {
        int run = from;
        for (int i = from; i < to; i++) {
            byte b = text[i];
            if (b >= 0x20 && b != '\\' || b < 0) {
                continue;
            }
            if (b == 0) {
                throw new UnfitValue("holds the character NUL, which no text in PostgreSQL can");
            }
            out.put(text, run, i - run);
            run = i + 1;
            switch (b) {
                case '\\' -> out.put('\\').put('\\');
                case '\n' -> out.put('\\').put('n');
                case '\r' -> out.put('\\').put('r');
                case '\t' -> out.put('\\').put('t');
                default -> out.put(b);
            }
        }
        out.put(text, run, to - run);
    }
}
