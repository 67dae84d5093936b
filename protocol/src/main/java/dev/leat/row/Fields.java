package dev.leat.row;

import java.util.Arrays;

/** Where the fields of one row lie in its buffer: what the scanners find and {@link Batch} reads. */
final class Fields {
    final int[] start;
    final int[] end;
    final byte[] kind;

    Fields(int columns) {
        start = new int[columns];
        end = new int[columns];
        kind = new byte[columns];
    }

    void clear() {
        Arrays.fill(kind, ValueScanner.ABSENT);
    }
}
