package dev.leat.connector.postgres.encode;

import dev.leat.jdbc.UnfitValue;
import dev.leat.row.Bytes;
import dev.leat.row.JsonText;
import java.util.Arrays;

/** Takes a JSON string of base64, padded or not, to the bytes it stands for. Not thread-safe. */
final class Base64Bytes {
    private static final byte[] VALUES = new byte[256];

    static {
        Arrays.fill(VALUES, (byte) -1);
        String alphabet = "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789+/";
        for (int i = 0; i < 64; i++) {
            VALUES[alphabet.charAt(i)] = (byte) i;
        }
    }

    private final Bytes plain = new Bytes(0);

    /** Appends the bytes of the string literal in {@code [from, to)}. */
    void decode(byte[] json, int from, int to, Bytes out) throws UnfitValue {
        if (json[from] != '"') {
            throw new UnfitValue("is not base64");
        }
        int start = from + 1;
        int end = to - 1;
        if (containsEscape(json, start, end)) {
            // Some JSON writers escape the slash.
            plain.clear();
            JsonText.unescape(plain, json, start, end - start);
            put(plain.array(), 0, plain.length(), out);
            plain.clear();
            plain.shrink();
        } else {
            put(json, start, end, out);
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

    private static void put(byte[] base64, int from, int to, Bytes out) throws UnfitValue {
        int end = to;
        while (end > from && base64[end - 1] == '=' && to - end < 2) {
            end--;
        }
        int rest = (end - from) % 4;
        if (rest == 1 || end < to && (to - from) % 4 != 0) {
            throw new UnfitValue("is not base64");
        }
        byte[] bytes = out.room((end - from) / 4 * 3 + 3);
        int at = out.length();
        int bits = 0;
        int count = 0;
        for (int i = from; i < end; i++) {
            int value = VALUES[base64[i] & 0xff];
            if (value < 0) {
                throw new UnfitValue("is not base64");
            }
            bits = bits << 6 | value;
            count += 6;
            if (count >= 8) {
                count -= 8;
                bytes[at++] = (byte) (bits >> count);
            }
        }
        out.truncate(at);
    }
}
