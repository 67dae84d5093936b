package dev.leat.connector.mysql;

import dev.leat.row.Bytes;
import java.nio.charset.StandardCharsets;

/** Bytes as a JSON string in base64, without an array of their own. */
final class Base64Text {
    private static final byte[] ALPHABET =
            "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789+/".getBytes(StandardCharsets.US_ASCII);

    private Base64Text() {}

    static void put(byte[] value, Bytes out) {
        long length = (value.length + 2L) / 3 * 4 + 2;
        byte[] to = out.room((int) Math.min(length, Integer.MAX_VALUE));
        int at = out.length();
        to[at++] = '"';
        int i = 0;
        for (; i + 2 < value.length; i += 3) {
            int bits = (value[i] & 0xff) << 16 | (value[i + 1] & 0xff) << 8 | value[i + 2] & 0xff;
            to[at++] = ALPHABET[bits >> 18];
            to[at++] = ALPHABET[bits >> 12 & 63];
            to[at++] = ALPHABET[bits >> 6 & 63];
            to[at++] = ALPHABET[bits & 63];
        }
        int rest = value.length - i;
        if (rest > 0) {
            int bits = (value[i] & 0xff) << 16 | (rest == 2 ? (value[i + 1] & 0xff) << 8 : 0);
            to[at++] = ALPHABET[bits >> 18];
            to[at++] = ALPHABET[bits >> 12 & 63];
            to[at++] = (byte) (rest == 2 ? ALPHABET[bits >> 6 & 63] : '=');
            to[at++] = '=';
        }
        to[at++] = '"';
        out.advance(at - out.length());
    }
}
