package dev.leat.connector.clickhouse.encode;

import dev.leat.row.Bytes;
import java.io.IOException;

/** A column of 64 bits that are the same in all rows. */
public final class Constant {
    /** What each row takes. */
    public static final int ROW_BYTES = Long.BYTES;

    private static final int ROWS_AT_ONCE = 1024;

    private final byte[] values;

    public Constant(long value) {
        Bytes repeated = new Bytes(ROWS_AT_ONCE * ROW_BYTES);
        for (int i = 0; i < ROWS_AT_ONCE; i++) {
            repeated.putInt64(Long.reverseBytes(value));
        }
        values = repeated.array();
    }

    /** Writes the values of some rows. */
    public void writeTo(ColumnData.Sink out, int rows) throws IOException {
        for (int left = rows; left > 0; left -= ROWS_AT_ONCE) {
            out.write(values, 0, Math.min(left, ROWS_AT_ONCE) * ROW_BYTES);
        }
    }
}
