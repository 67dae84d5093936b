package dev.leat.connector.clickhouse.encode;

import dev.leat.jdbc.UnfitValue;
import dev.leat.row.Bytes;
import java.io.IOException;

/** Values one behind the other; before them, where some may be null, a byte for each that says whether it is. */
final class Scalars implements ColumnData {
    private static final byte[] NO_NULLS = new byte[1024];

    private final Encoder encoder;
    private final boolean nullable;
    private final byte[] none;
    /** As far as the last null. */
    private final Bytes nulls = new Bytes(256);

    private final Bytes values = new Bytes(256);
    private int rows;

    /** @param none what stands in the place of a null */
    Scalars(Encoder encoder, boolean nullable, byte[] none) {
        this.encoder = encoder;
        this.nullable = nullable;
        this.none = none;
    }

    @Override
    public int put(byte[] json, int from, int to) throws UnfitValue {
        rows++;
        int before = values.length();
        encoder.put(json, from, to, values);
        return values.length() - before + 1;
    }

    @Override
    public int putNull() {
        if (!nullable) {
            return 0;
        }
        fillNulls();
        nulls.put(1);
        rows++;
        values.put(none);
        return none.length + 1;
    }

    private void fillNulls() {
        while (nulls.length() < rows) {
            nulls.put(NO_NULLS, 0, Math.min(NO_NULLS.length, rows - nulls.length()));
        }
    }

    @Override
    public void writeTo(Sink out) throws IOException {
        if (nullable) {
            fillNulls();
        }
        out.write(nulls.array(), 0, nulls.length());
        out.write(values.array(), 0, values.length());
    }

    @Override
    public void clear() {
        rows = 0;
        nulls.clear();
        values.clear();
        values.shrink();
    }
}
