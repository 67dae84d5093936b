package dev.leat.row;

import java.util.Arrays;

/** Texts by their UTF-8 bytes. Not thread-safe: it has room of its own to unescape into. */
final class RidTexts implements RidOrder {
    private final String column;
    private final Bytes left = new Bytes(64);
    private final Bytes right = new Bytes(64);

    RidTexts(String column) {
        this.column = column;
    }

    @Override
    public String column() {
        return column;
    }

    @Override
    public int compare(byte[] a, int aFrom, int aTo, byte[] b, int bFrom, int bTo) {
        content(left, a, aFrom, aTo);
        content(right, b, bFrom, bTo);
        return Arrays.compareUnsigned(left.array(), 0, left.length(), right.array(), 0, right.length());
    }

    private void content(Bytes to, byte[] literal, int from, int end) {
        if (literal[from] != '"') {
            throw misfit(literal, from, end, "text", null);
        }
        to.clear();
        JsonText.unescape(to, literal, from + 1, end - from - 2);
    }
}
