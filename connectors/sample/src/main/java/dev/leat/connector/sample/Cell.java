package dev.leat.connector.sample;

import dev.leat.row.RowWriter;

/** What one column holds in one row. */
@FunctionalInterface
interface Cell {
    /**
     * Puts the value.
     *
     * @param row the row's number within its stream, from 0
     * @param random 64 random bits, always the same for this cell of this row
     */
    void put(RowWriter out, long row, long random);

    /** The same cell, null in about {@code percent} of a hundred rows. */
    default Cell orNull(int percent) {
        // The cell takes its own choice from the low bits; the top ones decide here.
        long limit = percent * (1L << 20) / 100;
        return (out, row, random) -> {
            if (random >>> 44 < limit) {
                out.putNull();
            } else {
                put(out, row, random);
            }
        };
    }
}
