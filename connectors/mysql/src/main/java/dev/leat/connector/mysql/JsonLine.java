package dev.leat.connector.mysql;

import dev.leat.row.Bytes;

/** Brings a JSON text onto one line. */
final class JsonLine {
    private static final byte[] HEX = "0123456789abcdef".getBytes(java.nio.charset.StandardCharsets.US_ASCII);

    private JsonLine() {}

    /** Between values control characters become spaces; inside a string, where MariaDB lets them be, escapes. */
    static void put(byte[] json, Bytes out) {
        boolean inString = false;
        for (int i = 0; i < json.length; i++) {
            byte b = json[i];
            if (b >= 0 && b < ' ') {
                if (inString) {
                    out.put('\\').put('u').put('0').put('0').put(HEX[b >> 4]).put(HEX[b & 15]);
                } else {
                    out.put(' ');
                }
                continue;
            }
            out.put(b);
            if (inString && b == '\\' && i + 1 < json.length) {
                out.put(json[++i]);
            } else if (b == '"') {
                inString = !inString;
            }
        }
    }
}
