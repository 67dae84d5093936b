package dev.leat.connector.duckdb;

import dev.leat.jdbc.UnfitValue;
import dev.leat.row.Batch;

/** Whole numbers of up to 64 bits, held to the bounds of their column. */
final class IntegerCell implements Cell {
    /** So many characters are a number of 64 bits whatever they are. */
    static final int DIGITS_SAFE = 18;

    private final int bits;
    private final long least;
    private final long greatest;

    IntegerCell(int bits, boolean unsigned) {
        this.bits = bits;
        this.greatest = unsigned ? -1L >>> (Long.SIZE - bits) : -1L >>> (Long.SIZE - bits + 1);
        this.least = unsigned ? 0 : -greatest - 1;
    }

    @Override
    public void put(Batch rows, int column, Lane to) throws UnfitValue {
        long value = rows.longAt(column);
        if (value < least || value > greatest) {
            throw new UnfitValue("is beyond the " + bits + " bits of its column");
        }
        switch (bits) {
            case Byte.SIZE -> to.putInt8(value);
            case Short.SIZE -> to.putInt16(value);
            case Integer.SIZE -> to.putInt32(value);
            default -> to.putInt64(value);
        }
    }
}
