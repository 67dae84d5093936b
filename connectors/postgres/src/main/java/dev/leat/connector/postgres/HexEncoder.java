package dev.leat.connector.postgres;

import dev.leat.jdbc.UnfitValue;
import dev.leat.row.Bytes;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;

/** Base64 to {@code \x48656c6c6f}, its backslash escaped. */
final class HexEncoder implements Encoder {
    private static final byte[] DIGITS = "0123456789abcdef".getBytes(StandardCharsets.US_ASCII);
    private static final byte[] VALUES = new byte[256];

    static {
        Arrays.fill(VALUES, (byte) -1);
        String alphabet = "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789+/";
        for (int i = 0; i < 64; i++) {
            VALUES[alphabet.charAt(i)] = (byte) i;
        }
    }

    private final Bytes plain = new Bytes(256);

    @Override
    public void put(byte[] json, int from, int to, Bytes out) throws UnfitValue {
        if (json[from] != '"') {
            throw new UnfitValue("is not base64");
        }
        int start = from + 1;
        int end = to - 1;
        if (containsEscape(json, start, end)) {
            // Some JSON writers escape the slash.
            plain.clear();
            dev.leat.row.JsonText.unescape(plain, json, start, end - start);
            decode(plain.array(), 0, plain.length(), out);
        } else {
            decode(json, start, end, out);
        }
    }

    private static boolean containsEscape(byte[] json, int from, int to) {
        for (int i = from; i < to; i++) {
            if (json[i] == '\\') {
                return true;
            }
        }
        return false;
    }

    private static void decode(byte[] base64, int from, int to, Bytes out) throws UnfitValue {
        int end = to;
        while (end > from && base64[end - 1] == '=' && to - end < 2) {
            end--;
        }
        int last = (end - from) % 4;
        if (last == 1 || end < to && (to - from) % 4 != 0) {
            throw new UnfitValue("is not base64");
        }
        out.putAscii("\\\\x");
        int bits = 0;
        int count = 0;
        byte[] hex = out.room((end - from) / 4 * 6 + 6);
        int at = out.length();
        for (int i = from; i < end; i++) {
            int value = VALUES[base64[i] & 0xff];
            if (value < 0) {
                throw new UnfitValue("is not base64");
            }
            bits = bits << 6 | value;
            count += 6;
            if (count >= 8) {
                count -= 8;
                int b = bits >> count & 0xff;
                hex[at++] = DIGITS[b >> 4];
                hex[at++] = DIGITS[b & 15];
            }
        }
        out.truncate(at);
    }
}
