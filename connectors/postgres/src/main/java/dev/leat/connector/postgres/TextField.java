package dev.leat.connector.postgres;

import dev.leat.row.Bytes;
import dev.leat.row.Words;
import java.nio.charset.StandardCharsets;

/** Text, from COPY's escapes to JSON's in one pass; what needs none is copied as it is found, eight bytes at a time. */
final class TextField {
    private static final byte[] HEX = "0123456789abcdef".getBytes(StandardCharsets.US_ASCII);
    private static final byte[] VERTICAL_TAB = "\\u000b".getBytes(StandardCharsets.US_ASCII);

    private TextField() {}

    /** A {@link Field}. */
    static int put(byte[] row, int at, Bytes out) {
        out.put('"');
        int i = at;
        while (true) {
            long word = Words.at(row, i);
            int plain = Words.first(Words.escapes(word));
            out.putWord(word, plain);
            i += plain;
            if (plain == Long.BYTES) {
                continue;
            }
            byte b = row[i];
            if (b == '\t' || b == '\n') {
                out.put('"');
                return i;
            }
            if (b == '\\') {
                escape(row[i + 1], out);
                i += 2;
            } else {
                control(b, out);
                i++;
            }
        }
    }

    /** COPY and JSON share these escapes but one. */
    private static void escape(byte letter, Bytes out) {
        switch (letter) {
            case 'v' -> out.put(VERTICAL_TAB);
            case 'b', 'f', 'n', 'r', 't', '\\' -> out.put('\\').put(letter);
            default ->
                throw dev.leat.protocol.ConnectorException.internal(
                        "COPY has an escape that is not known here: \\" + (char) letter);
        }
    }

    private static void control(byte b, Bytes out) {
        if (b == '"') {
            out.put('\\').put('"');
        } else {
            out.put('\\').put('u').put('0').put('0').put(HEX[b >> 4]).put(HEX[b & 15]);
        }
    }
}
