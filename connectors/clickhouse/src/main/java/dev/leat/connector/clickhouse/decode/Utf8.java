package dev.leat.connector.clickhouse.decode;

import dev.leat.row.Words;

/** Tells whether bytes are UTF-8: ClickHouse keeps any bytes in a String, and what is no text must not get into a row. */
final class Utf8 {
    private static final long NOT_ASCII = 0x8080_8080_8080_8080L;

    private Utf8() {}

    static boolean isValid(byte[] bytes, int from, int to) {
        int i = from;
        while (i < to) {
            if (i + Long.BYTES <= to && (Words.at(bytes, i) & NOT_ASCII) == 0) {
                i += Long.BYTES;
            } else if (bytes[i] >= 0) {
                i++;
            } else {
                int next = next(bytes, i, to);
                if (next < 0) {
                    return false;
                }
                i = next;
            }
        }
        return true;
    }

    /** The index after the character of several bytes that begins at {@code i}; -1 if none does. */
    private static int next(byte[] bytes, int i, int to) {
        int lead = bytes[i] & 0xff;
        int more = lead >= 0xf0 ? 3 : lead >= 0xe0 ? 2 : 1;
        if (lead < 0xc2 || lead > 0xf4 || i + more + 1 > to) {
            return -1;
        }
        int codePoint = lead & 0x3f >> more;
        for (int k = 1; k <= more; k++) {
            if ((bytes[i + k] & 0xc0) != 0x80) {
                return -1;
            }
            codePoint = codePoint << 6 | bytes[i + k] & 0x3f;
        }
        int least = more == 1 ? 0x80 : more == 2 ? 0x800 : 0x10000;
        boolean surrogate = codePoint >= 0xd800 && codePoint <= 0xdfff;
        return codePoint < least || surrogate || codePoint > 0x10ffff ? -1 : i + more + 1;
    }
}
