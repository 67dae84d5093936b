package dev.leat.connector.nats;

import dev.leat.row.Bytes;
import dev.leat.row.JsonText;
import java.nio.charset.StandardCharsets;

/** JSON without a character beyond ASCII: headers of NATS have no encoding that all programs agree on. */
final class AsciiJson {
    private static final byte[] HEX = "0123456789abcdef".getBytes(StandardCharsets.US_ASCII);

    private AsciiJson() {}

    /** A name as a JSON string. */
    static byte[] name(String text) {
        Bytes quoted = new Bytes(64);
        JsonText.quote(quoted, text);
        return of(quoted.array(), 0, quoted.length());
    }

    /** The same JSON, with what is not ASCII escaped. */
    static byte[] of(byte[] json, int from, int to) {
        boolean plain = true;
        for (int i = from; i < to; i++) {
            plain &= json[i] >= ' ' && json[i] < 0x7f;
        }
        if (plain) {
            return java.util.Arrays.copyOfRange(json, from, to);
        }
        String text = new String(json, from, to - from, StandardCharsets.UTF_8);
        Bytes out = new Bytes(2 * text.length());
        for (int i = 0; i < text.length(); i++) {
            char c = text.charAt(i);
            if (c >= ' ' && c < 0x7f) {
                out.put(c);
            } else {
                out.put('\\').put('u').put(HEX[c >> 12]).put(HEX[c >> 8 & 15]).put(HEX[c >> 4 & 15]);
                out.put(HEX[c & 15]);
            }
        }
        return out.copy();
    }
}
