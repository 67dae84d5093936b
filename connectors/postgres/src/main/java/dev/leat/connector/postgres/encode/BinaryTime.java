package dev.leat.connector.postgres.encode;

import dev.leat.jdbc.UnfitValue;
import dev.leat.row.Bytes;

/** Dates as days, times and timestamps as microseconds; of both, the first of January 2000 is number 0. */
final class BinaryTime implements Encoder {
    private static final long MICROS_PER_DAY = 86_400_000_000L;
    private static final long MICROS_PER_SECOND = 1_000_000L;
    /** Days from 1970 to 2000. */
    private static final int EPOCH_DAYS = 10_957;

    private enum Kind {
        DATE,
        TIME,
        TIMESTAMP
    }

    private final Kind kind;
    private final TimeText text;

    private BinaryTime(Kind kind, TimeText text) {
        this.kind = kind;
        this.text = text;
    }

    static BinaryTime dates() {
        return new BinaryTime(Kind.DATE, TimeText.dates());
    }

    /** @param fraction digits of a second the column keeps */
    static BinaryTime times(int fraction) {
        return new BinaryTime(Kind.TIME, TimeText.times(fraction, false));
    }

    static BinaryTime timestamps(int fraction, boolean zoned) {
        return new BinaryTime(Kind.TIMESTAMP, TimeText.timestamps(fraction, zoned));
    }

    @Override
    public void put(byte[] json, int from, int to, Bytes out) throws UnfitValue {
        text.begin(json, from, to);
        if (kind == Kind.TIME) {
            out.putInt32(Long.BYTES).putInt64(text.clock());
            text.end();
        } else if (text.isInfinity()) {
            infinity(json[from + 1] != '-', out);
        } else if (kind == Kind.DATE) {
            text.date();
            text.end();
            int days = text.days() - EPOCH_DAYS;
            // Length and value in one.
            out.putInt64((long) Integer.BYTES << Integer.SIZE | days & 0xffffffffL);
        } else {
            text.date();
            text.separator();
            long micros = text.clock() - text.zone() * MICROS_PER_SECOND;
            text.end();
            out.putInt32(Long.BYTES).putInt64((text.days() - EPOCH_DAYS) * MICROS_PER_DAY + micros);
        }
    }

    private void infinity(boolean future, Bytes out) {
        if (kind == Kind.DATE) {
            out.putInt32(Integer.BYTES).putInt32(future ? Integer.MAX_VALUE : Integer.MIN_VALUE);
        } else {
            out.putInt32(Long.BYTES).putInt64(future ? Long.MAX_VALUE : Long.MIN_VALUE);
        }
    }
}
