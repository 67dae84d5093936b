package dev.leat.value;

import java.lang.invoke.MethodHandles;
import java.lang.invoke.VarHandle;
import java.nio.ByteOrder;

/** Tells whether bytes are UTF-8: what is not must not get into a row. */
public final class Utf8 {
    private static final VarHandle LONGS = MethodHandles.byteArrayViewVarHandle(long[].class, ByteOrder.nativeOrder());
    private static final long NOT_ASCII = 0x8080_8080_8080_8080L;

    private Utf8() {}

    /** Whether the bytes are whole characters of UTF-8, none in too long a form and no half of a surrogate pair. */
    public static boolean isValid(byte[] text, int from, int to) {
        int i = from;
        while (i < to) {
            while (i + 8 <= to && ((long) LONGS.get(text, i) & NOT_ASCII) == 0) {
                i += 8;
            }
            if (i < to && text[i] >= 0) {
                i++;
            } else if (i < to) {
                int length = length(text, i, to);
                if (length == 0) {
                    return false;
                }
                i += length;
            }
        }
        return true;
    }

    /** The length of the character that begins at {@code i}; 0 if none does. */
    private static int length(byte[] text, int i, int to) {
        int b = text[i] & 0xff;
        int length = b < 0xc2 ? 0 : b < 0xe0 ? 2 : b < 0xf0 ? 3 : b < 0xf5 ? 4 : 0;
        if (length == 0 || i + length > to) {
            return 0;
        }
        int second = text[i + 1] & 0xff;
        // Too long a form, half of a surrogate pair, or beyond the last character.
        boolean refused = b == 0xe0 && second < 0xa0
                || b == 0xed && second >= 0xa0
                || b == 0xf0 && second < 0x90
                || b == 0xf4 && second >= 0x90;
        for (int k = 1; k < length; k++) {
            refused |= (text[i + k] & 0xc0) != 0x80;
        }
        return refused ? 0 : length;
    }
}
