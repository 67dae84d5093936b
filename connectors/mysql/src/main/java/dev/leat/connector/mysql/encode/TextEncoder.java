package dev.leat.connector.mysql.encode;

import dev.leat.jdbc.UnfitValue;
import dev.leat.row.Bytes;
import dev.leat.row.JsonText;

/**
 * JSON strings. Where nothing is escaped in JSON nothing needs to be here: the bytes are the same. Else most escapes
 * are the same too, but those are few: they are undone and done again.
 */
final class TextEncoder implements Encoder {
    private final int charactersMax;
    private final long bytesMax;
    private final Bytes unescaped = new Bytes(256);

    /**
     * @param charactersMax the most characters the column holds; 0 for no limit
     * @param bytesMax the most bytes it holds
     */
    TextEncoder(int charactersMax, long bytesMax) {
        this.charactersMax = charactersMax;
        this.bytesMax = bytesMax;
    }

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
            check(json, from + 1, end);
            out.put(json, from + 1, end - from - 1);
            return;
        }
        unescaped.clear();
        JsonText.unescape(unescaped, json, from + 1, end - from - 1);
        check(unescaped.array(), 0, unescaped.length());
        LoadText.escape(unescaped.array(), 0, unescaped.length(), out);
        unescaped.clear();
        unescaped.shrink();
    }

    private void check(byte[] text, int from, int to) throws UnfitValue {
        if (to - from > bytesMax) {
            throw new UnfitValue("is longer than the " + bytesMax + " bytes that the column holds");
        }
        if (charactersMax > 0 && to - from > charactersMax && characters(text, from, to) > charactersMax) {
            throw new UnfitValue("is longer than the " + charactersMax + " characters that the column holds");
        }
    }

    private static int characters(byte[] text, int from, int to) {
        int count = 0;
        for (int i = from; i < to; i++) {
            count += (text[i] & 0xc0) == 0x80 ? 0 : 1;
        }
        return count;
    }
}
