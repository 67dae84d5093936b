package dev.leat.connector.postgres.encode;

import dev.leat.jdbc.UnfitValue;
import dev.leat.row.Bytes;
import dev.leat.row.JsonText;

/** JSON strings as their UTF-8. */
final class BinaryText implements Encoder {
    @Override
    public void put(byte[] json, int from, int to, Bytes out) throws UnfitValue {
        if (json[from] != '"') {
            throw new UnfitValue("is not a string");
        }
        int start = from + 1;
        int end = to - 1;
        int i = start;
        while (i < end && json[i] != '\\') {
            i++;
        }
        if (i == end) {
            putPlain(json, from, to, out);
        } else {
            unescape(json, start, end, out);
        }
    }

    @Override
    public void putPlain(byte[] json, int from, int to, Bytes out) {
        int length = to - from - 2;
        out.putInt32(length).put(json, from + 1, length);
    }

    private static void unescape(byte[] json, int start, int end, Bytes out) throws UnfitValue {
        int at = out.length();
        out.putInt32(0);
        JsonText.unescape(out, json, start, end - start);
        int first = at + Integer.BYTES;
        for (int i = first; i < out.length(); i++) {
            if (out.array()[i] == 0) {
                throw new UnfitValue("holds the character NUL, which no text in PostgreSQL can");
            }
        }
        out.setInt32(at, out.length() - first);
    }
}
