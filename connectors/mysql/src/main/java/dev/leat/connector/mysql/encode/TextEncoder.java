package dev.leat.connector.mysql.encode;

import dev.leat.jdbc.UnfitValue;
import dev.leat.row.Bytes;

/**
 * JSON strings. Where nothing is escaped in JSON nothing needs to be here: the bytes are the same. Else escapes become
 * escapes, none longer than it was, so that a huge text is never held once more.
 */
final class TextEncoder implements Encoder {
    private final int charactersMax;
    private final long bytesMax;

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
        int start = out.length();
        out.room(end - from);
        out.put(json, from + 1, i - from - 1);
        int escapes = i < end ? escaped(json, i, end, out) : 0;
        check(out, start, out.length() - start - escapes);
    }

    /** Puts what has escapes; answers how many there are in what was put. */
    private static int escaped(byte[] json, int from, int end, Bytes out) throws UnfitValue {
        byte[] to = out.array();
        int at = out.length();
        int first = at;
        int escapes = 0;
        int i = from;
        while (i < end) {
            byte b = json[i++];
            if (b != '\\') {
                to[at++] = b;
                continue;
            }
            byte letter = json[i++];
            switch (letter) {
                case 'n', 't', 'r', 'b', '\\' -> {
                    to[at++] = '\\';
                    to[at++] = letter;
                    escapes++;
                }
                case 'f' -> to[at++] = '\f';
                case 'u' -> {
                    int codePoint = codePoint(json, i, end);
                    i += codePoint > 0xffff ? 10 : 4;
                    if (codePoint == '\t' || codePoint == '\n' || codePoint == '\\') {
                        to[at++] = '\\';
                        escapes++;
                    }
                    at = Utf8.put(to, at, codePoint);
                }
                default -> to[at++] = letter;
            }
        }
        out.advance(at - first);
        return escapes;
    }

    /** The character whose four digits begin here; two of them are one if they are a pair of surrogates. */
    private static int codePoint(byte[] json, int at, int end) throws UnfitValue {
        char unit = (char) hex(json, at);
        if (!Character.isSurrogate(unit)) {
            return unit;
        }
        boolean followed = at + 10 <= end && json[at + 4] == '\\' && json[at + 5] == 'u';
        char low = followed ? (char) hex(json, at + 6) : 0;
        if (!Character.isSurrogatePair(unit, low)) {
            throw new UnfitValue("holds half of a surrogate pair, which is no character");
        }
        return Character.toCodePoint(unit, low);
    }

    private static int hex(byte[] json, int at) {
        return Character.digit(json[at], 16) << 12
                | Character.digit(json[at + 1], 16) << 8
                | Character.digit(json[at + 2], 16) << 4
                | Character.digit(json[at + 3], 16);
    }

    /** @param bytes how many the text has without what escapes it */
    private void check(Bytes out, int start, int bytes) throws UnfitValue {
        if (bytes > bytesMax) {
            throw new UnfitValue("is longer than the " + bytesMax + " bytes that the column holds");
        }
        boolean mayBeLonger = charactersMax > 0 && bytes > charactersMax;
        if (mayBeLonger && characters(out, start) - (out.length() - start - bytes) > charactersMax) {
            throw new UnfitValue("is longer than the " + charactersMax + " characters that the column holds");
        }
    }

    private static int characters(Bytes out, int start) {
        byte[] text = out.array();
        int count = 0;
        for (int i = start; i < out.length(); i++) {
            count += (text[i] & 0xc0) == 0x80 ? 0 : 1;
        }
        return count;
    }
}
