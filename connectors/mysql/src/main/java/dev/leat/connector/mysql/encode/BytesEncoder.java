package dev.leat.connector.mysql.encode;

import dev.leat.jdbc.UnfitValue;
import dev.leat.row.Bytes;
import dev.leat.row.JsonText;
import java.util.Arrays;

/** Strings of base64, padded or not, as the bytes they stand for. */
final class BytesEncoder implements Encoder {
    private static final byte[] VALUES = new byte[256];

    static {
        Arrays.fill(VALUES, (byte) -1);
        String alphabet = "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789+/";
        for (int i = 0; i < alphabet.length(); i++) {
            VALUES[alphabet.charAt(i)] = (byte) i;
        }
    }

    private final long bytesMax;
    private final long bytesMin;
    private final Bytes plain = new Bytes(0);

    /** @param bytesMin what the server would fill up to with zeros: the length of a BINARY */
    BytesEncoder(long bytesMin, long bytesMax) {
        this.bytesMin = bytesMin;
        this.bytesMax = bytesMax;
    }

    @Override
    public void put(byte[] json, int from, int to, Bytes out) throws UnfitValue {
        if (json[from] != '"') {
            throw new UnfitValue("is not base64");
        }
        for (int i = from + 1; i < to - 1; i++) {
            if (json[i] == '\\') {
                // Some JSON writers escape the slash.
                plain.clear();
                JsonText.unescape(plain, json, from + 1, to - from - 2);
                decode(plain.array(), 0, plain.length(), out);
                plain.clear();
                plain.shrink();
                return;
            }
        }
        decode(json, from + 1, to - 1, out);
    }

    private void decode(byte[] base64, int from, int to, Bytes out) throws UnfitValue {
        int end = to;
        while (end > from && base64[end - 1] == '=' && to - end < 2) {
            end--;
        }
        if ((end - from) % 4 == 1 || end < to && (to - from) % 4 != 0) {
            throw new UnfitValue("is not base64");
        }
        long length = (end - from) * 3L / 4;
        if (length > bytesMax || length < bytesMin) {
            throw new UnfitValue("has " + length + " bytes, where the column holds "
                    + (bytesMin == bytesMax ? "exactly " : "at most ") + bytesMax);
        }
        // With as many escapes as there mostly are; a huge value is not copied to grow then.
        out.room((int) Math.min(length + length / 32 + 16, Integer.MAX_VALUE));
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
                byte b = (byte) (bits >> count);
                if (b == '\\' || b == '\t' || b == '\n') {
                    out.put('\\');
                }
                out.put(b);
            }
        }
    }
}
