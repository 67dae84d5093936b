package dev.leat.connector.mysql.encode;

/** Characters as UTF-8. */
final class Utf8 {
    private Utf8() {}

    /** Writes a character that is no surrogate; answers the index after it. */
    static int put(byte[] to, int index, int codePoint) {
        int at = index;
        if (codePoint < 0x80) {
            to[at++] = (byte) codePoint;
        } else if (codePoint < 0x800) {
            to[at++] = (byte) (0xc0 | codePoint >> 6);
            to[at++] = (byte) (0x80 | codePoint & 0x3f);
        } else if (codePoint < 0x10000) {
            to[at++] = (byte) (0xe0 | codePoint >> 12);
            to[at++] = (byte) (0x80 | codePoint >> 6 & 0x3f);
            to[at++] = (byte) (0x80 | codePoint & 0x3f);
        } else {
            to[at++] = (byte) (0xf0 | codePoint >> 18);
            to[at++] = (byte) (0x80 | codePoint >> 12 & 0x3f);
            to[at++] = (byte) (0x80 | codePoint >> 6 & 0x3f);
            to[at++] = (byte) (0x80 | codePoint & 0x3f);
        }
        return at;
    }
}
