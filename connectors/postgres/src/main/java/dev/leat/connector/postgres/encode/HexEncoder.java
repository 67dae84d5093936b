package dev.leat.connector.postgres.encode;

import dev.leat.jdbc.UnfitValue;
import dev.leat.row.Bytes;
import java.nio.charset.StandardCharsets;

/** Base64 to {@code \x48656c6c6f}, its backslash escaped. */
final class HexEncoder implements Encoder {
    private static final byte[] DIGITS = "0123456789abcdef".getBytes(StandardCharsets.US_ASCII);

    private final Base64Bytes base64 = new Base64Bytes();

    @Override
    public void put(byte[] json, int from, int to, Bytes out) throws UnfitValue {
        out.putAscii("\\\\x");
        int first = out.length();
        base64.decode(json, from, to, out);
        int count = out.length() - first;
        byte[] bytes = out.room(count);
        // From the last byte on each makes room for its own two digits.
        for (int i = count - 1; i >= 0; i--) {
            byte b = bytes[first + i];
            bytes[first + 2 * i] = DIGITS[b >> 4 & 15];
            bytes[first + 2 * i + 1] = DIGITS[b & 15];
        }
        out.advance(count);
    }
}
