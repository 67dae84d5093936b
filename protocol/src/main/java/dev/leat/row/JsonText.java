package dev.leat.row;

import dev.leat.protocol.ConnectorException;
import java.io.IOException;
import java.io.Reader;
import java.nio.CharBuffer;
import java.nio.charset.StandardCharsets;

/** JSON string literals, byte by byte: no object per value. */
public final class JsonText {
    private static final byte[] HEX = "0123456789abcdef".getBytes(StandardCharsets.US_ASCII);

    /** For each byte: 0 if it stands for itself inside a string, else the letter after the backslash ('u': hex). */
    static final byte[] ESCAPE = new byte[256];

    static {
        for (int c = 0; c < 0x20; c++) {
            ESCAPE[c] = 'u';
        }
        ESCAPE['\b'] = 'b';
        ESCAPE['\t'] = 't';
        ESCAPE['\n'] = 'n';
        ESCAPE['\f'] = 'f';
        ESCAPE['\r'] = 'r';
        ESCAPE['"'] = '"';
        ESCAPE['\\'] = '\\';
    }

    /** Text of more bytes or characters is measured first, so that what is written of it is never copied to grow. */
    private static final int HUGE = 1 << 20;

    private JsonText() {}

    /** Appends UTF-8 bytes as a JSON string with its quotes. The bytes are not checked to be valid UTF-8. */
    public static void quote(Bytes out, byte[] source, int offset, int length) {
        byte[] to = out.room(length > HUGE ? escapedLength(source, offset, length) : length + 2);
        int at = out.length;
        to[at++] = '"';
        int end = offset + length;
        int i = offset;
        while (i < end) {
            if (end - i >= Long.BYTES) {
                long word = Words.at(source, i);
                Words.set(to, at, word);
                int plain = Words.first(Words.escapes(word));
                at += plain;
                i += plain;
                if (plain == Long.BYTES) {
                    continue;
                }
            }
            byte b = source[i++];
            if (ESCAPE[b & 0xff] == 0) {
                to[at++] = b;
            } else {
                out.length = at;
                // An escape takes up to five bytes more than there is room for.
                to = out.room(end - i + 8);
                at = escape(to, at, b);
            }
        }
        out.length = at;
        out.put('"');
    }

    /** The room that the bytes take as a JSON string, with what the loop asks for beyond. */
    private static int escapedLength(byte[] source, int offset, int length) {
        long escaped = length + 9L;
        for (int i = offset; i < offset + length; i++) {
            escaped += more(source[i] & 0xff);
        }
        return (int) Math.min(escaped, Integer.MAX_VALUE);
    }

    private static int escapedLength(CharSequence text) {
        long escaped = text.length() + 9L;
        for (int i = 0; i < text.length(); i++) {
            char c = text.charAt(i);
            // Half of a pair of surrogates is two bytes of the four that the pair takes.
            escaped += c < 0x80 ? more(c) : c < 0x800 || Character.isSurrogate(c) ? 1 : 2;
        }
        return (int) Math.min(escaped, Integer.MAX_VALUE);
    }

    private static int more(int ascii) {
        return switch (ESCAPE[ascii]) {
            case 0 -> 0;
            case 'u' -> 5;
            default -> 1;
        };
    }

    private static int escape(byte[] to, int at, byte b) {
        int letter = ESCAPE[b];
        to[at++] = '\\';
        to[at++] = (byte) letter;
        if (letter == 'u') {
            to[at++] = '0';
            to[at++] = '0';
            to[at++] = HEX[b >> 4];
            to[at++] = HEX[b & 15];
        }
        return at;
    }

    /** Appends text as a JSON string with its quotes; half a surrogate pair is a DATA error, never a question mark. */
    public static void quote(Bytes out, CharSequence text) {
        out.put('"');
        inside(out, text);
        out.put('"');
    }

    /**
     * The same of text that is read to its end, so that it is never held as a whole beside its line.
     *
     * @param piece what is read at a time
     */
    static void quote(Bytes out, Reader text, char[] piece) throws IOException {
        out.put('"');
        int held = 0;
        int count;
        while ((count = text.read(piece, held, piece.length - held)) >= 0) {
            int length = held + count;
            // A pair may lie across two pieces.
            held = length > 0 && Character.isHighSurrogate(piece[length - 1]) ? 1 : 0;
            inside(out, CharBuffer.wrap(piece, 0, length - held));
            if (held > 0) {
                piece[0] = piece[length - 1];
            }
        }
        inside(out, CharBuffer.wrap(piece, 0, held));
        out.put('"');
    }

    private static void inside(Bytes out, CharSequence text) {
        int length = text.length();
        byte[] to = out.room(length > HUGE ? escapedLength(text) : length);
        int at = out.length;
        for (int i = 0; i < length; i++) {
            char c = text.charAt(i);
            if (c < 0x80 && ESCAPE[c] == 0) {
                to[at++] = (byte) c;
                continue;
            }
            out.length = at;
            to = out.room(length - i + 7);
            if (c < 0x80) {
                at = escape(to, at, (byte) c);
            } else if (c < 0x800) {
                to[at++] = (byte) (0xc0 | c >> 6);
                to[at++] = (byte) (0x80 | c & 0x3f);
            } else if (Character.isSurrogate(c)) {
                at = surrogates(to, at, text, i++);
            } else {
                to[at++] = (byte) (0xe0 | c >> 12);
                to[at++] = (byte) (0x80 | c >> 6 & 0x3f);
                to[at++] = (byte) (0x80 | c & 0x3f);
            }
        }
        out.length = at;
    }

    private static int surrogates(byte[] to, int at, CharSequence text, int i) {
        char high = text.charAt(i);
        char low = i + 1 < text.length() ? text.charAt(i + 1) : 0;
        if (!Character.isSurrogatePair(high, low)) {
            throw ConnectorException.data("text holds half of a surrogate pair at character " + i
                    + ", which no other system can store; mend the value at the source");
        }
        int codePoint = Character.toCodePoint(high, low);
        to[at++] = (byte) (0xf0 | codePoint >> 18);
        to[at++] = (byte) (0x80 | codePoint >> 12 & 0x3f);
        to[at++] = (byte) (0x80 | codePoint >> 6 & 0x3f);
        to[at++] = (byte) (0x80 | codePoint & 0x3f);
        return at;
    }

    /** Appends the UTF-8 bytes that a JSON string's inside (between its quotes) stands for. */
    public static void unescape(Bytes out, byte[] source, int offset, int length) {
        byte[] to = out.room(length);
        int at = out.length;
        int end = offset + length;
        int i = offset;
        while (i < end) {
            byte b = source[i++];
            if (b != '\\') {
                to[at++] = b;
                continue;
            }
            byte letter = source[i++];
            if (letter == 'u') {
                int codePoint = hex(source, i);
                i += 4;
                if (Character.isHighSurrogate((char) codePoint) && isLowSurrogate(source, i, end)) {
                    codePoint = Character.toCodePoint((char) codePoint, (char) hex(source, i + 2));
                    i += 6;
                }
                at = utf8(to, at, codePoint);
            } else {
                to[at++] = unescaped(letter);
            }
        }
        out.length = at;
    }

    private static byte unescaped(byte letter) {
        return switch (letter) {
            case 'b' -> '\b';
            case 't' -> '\t';
            case 'n' -> '\n';
            case 'f' -> '\f';
            case 'r' -> '\r';
            default -> letter;
        };
    }

    /** At most four bytes for the six that an escape takes, so that unescaping never needs more room. */
    private static int utf8(byte[] to, int at, int codePoint) {
        if (codePoint < 0x80) {
            to[at++] = (byte) codePoint;
        } else if (codePoint < 0x800) {
            to[at++] = (byte) (0xc0 | codePoint >> 6);
            to[at++] = (byte) (0x80 | codePoint & 0x3f);
        } else if (codePoint < 0x10000) {
            if (Character.isSurrogate((char) codePoint)) {
                throw ConnectorException.data("text holds half of a surrogate pair; mend the value at the source");
            }
            to[at++] = (byte) (0xe0 | codePoint >> 12);
            to[at++] = (byte) (0x80 | codePoint >> 6 & 0x3f);
            to[at++] = (byte) (0x80 | codePoint & 0x3f);
        } else {
            to[at++] = (byte) (0xf0 | codePoint >> 18);
            to[at++] = (byte) (0x80 | codePoint >> 12 & 0x3f);
            to[at++] = (byte) (0x80 | codePoint >> 6 & 0x3f);
            to[at++] = (byte) (0x80 | codePoint & 0x3f);
        }
        return at;
    }

    private static boolean isLowSurrogate(byte[] source, int i, int end) {
        return i + 6 <= end
                && source[i] == '\\'
                && source[i + 1] == 'u'
                && Character.isLowSurrogate((char) hex(source, i + 2));
    }

    private static int hex(byte[] source, int i) {
        return Character.digit(source[i], 16) << 12
                | Character.digit(source[i + 1], 16) << 8
                | Character.digit(source[i + 2], 16) << 4
                | Character.digit(source[i + 3], 16);
    }

    /** A name as a JSON string, quotes included. */
    static byte[] quoted(String text) {
        Bytes out = new Bytes(text.length() + 8);
        quote(out, text);
        return out.copy();
    }
}
