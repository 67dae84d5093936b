package dev.leat.connector.duckdb;

import dev.leat.jdbc.UnfitValue;
import dev.leat.row.Batch;
import dev.leat.row.Slice;
import java.math.BigDecimal;
import java.math.BigInteger;

/** Numbers with a fixed number of digits after the point: without it, in 128 bits. */
final class DecimalCell implements Cell {
    /** Beyond so many zeros at its end no column holds a number, and writing it out would take the memory. */
    static final int ZEROS_MAX = 100_000;

    private static final long[] POWERS = new long[IntegerCell.DIGITS_SAFE + 1];

    static {
        POWERS[0] = 1;
        for (int i = 1; i < POWERS.length; i++) {
            POWERS[i] = 10 * POWERS[i - 1];
        }
    }

    private final int precision;
    private final int scale;
    /** What a number without its point stays below. */
    private final long end;

    DecimalCell(int precision, int scale) {
        this.precision = precision;
        this.scale = scale;
        this.end = precision < POWERS.length ? POWERS[precision] : Long.MAX_VALUE;
    }

    @Override
    public void put(Batch rows, int column, Lane to) throws UnfitValue {
        Slice raw = rows.rawAt(column);
        byte[] text = raw.array;
        int i = raw.offset;
        int stop = i + raw.length;
        boolean negative = text[i] == '-';
        i += negative ? 1 : 0;
        long digits = 0;
        int point = stop;
        boolean plain = stop - i <= IntegerCell.DIGITS_SAFE && i < stop;
        for (; plain && i < stop; i++) {
            int digit = text[i] - '0';
            if (digit >= 0 && digit <= 9) {
                digits = 10 * digits + digit;
            } else {
                plain = text[i] == '.' && point == stop;
                point = i;
            }
        }
        int missing = scale - Math.max(stop - point - 1, 0);
        if (!plain || missing < 0 || missing > IntegerCell.DIGITS_SAFE || digits >= end / POWERS[missing]) {
            putLong(rows, column, to);
            return;
        }
        long value = digits * POWERS[missing];
        to.putInt128(negative ? -value : value, negative && value != 0 ? -1 : 0);
    }

    /** Many digits, {@code 1e3}, more zeros than the column has places for, and what does not fit. */
    private void putLong(Batch rows, int column, Lane to) throws UnfitValue {
        if (rows.isText(column)) {
            throw new UnfitValue("is not a number that DuckDB has a place for here");
        }
        BigDecimal number = rows.decimalAt(column).stripTrailingZeros();
        if (number.scale() > scale || (long) number.precision() - number.scale() > precision - scale) {
            throw new UnfitValue(
                    "has more digits than " + (precision - scale) + " before the point or " + scale + " after it");
        }
        BigInteger value = number.setScale(scale).unscaledValue();
        to.putInt128(value.longValue(), value.shiftRight(Long.SIZE).longValue());
    }
}
