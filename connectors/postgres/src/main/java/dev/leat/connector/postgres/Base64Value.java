package dev.leat.connector.postgres;

import dev.leat.row.Bytes;
import java.nio.charset.StandardCharsets;

/** Bytes: {@code \x48656c6c6f} to base64, piece by piece. */
final class Base64Value implements Value {
    private static final byte[] ALPHABET =
            "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789+/".getBytes(StandardCharsets.US_ASCII);
    private static final byte[] NIBBLE = new byte[128];
    private static final int PIECE = 4096;

    static {
        for (int digit = 0; digit < 16; digit++) {
            NIBBLE[Character.forDigit(digit, 16)] = (byte) digit;
        }
    }

    private final byte[] piece = new byte[PIECE];

    @Override
    public void put(byte[] text, int from, int to, Bytes out) {
        out.put('"');
        int filled = 0;
        int i = from + 2;
        for (; i + 6 <= to; i += 6) {
            int bits = at(text, i) << 16 | at(text, i + 2) << 8 | at(text, i + 4);
            piece[filled++] = ALPHABET[bits >> 18];
            piece[filled++] = ALPHABET[bits >> 12 & 63];
            piece[filled++] = ALPHABET[bits >> 6 & 63];
            piece[filled++] = ALPHABET[bits & 63];
            if (filled == PIECE) {
                out.put(piece, 0, filled);
                filled = 0;
            }
        }
        if (i < to) {
            boolean two = i + 4 <= to;
            int bits = at(text, i) << 16 | (two ? at(text, i + 2) << 8 : 0);
            piece[filled++] = ALPHABET[bits >> 18];
            piece[filled++] = ALPHABET[bits >> 12 & 63];
            piece[filled++] = two ? ALPHABET[bits >> 6 & 63] : (byte) '=';
            piece[filled++] = '=';
        }
        out.put(piece, 0, filled).put('"');
    }

    private static int at(byte[] text, int i) {
        return NIBBLE[text[i]] << 4 | NIBBLE[text[i + 1]];
    }
}
