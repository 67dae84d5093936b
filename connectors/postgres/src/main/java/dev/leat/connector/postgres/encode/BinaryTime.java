package dev.leat.connector.postgres.encode;

import dev.leat.jdbc.TimeText;
import dev.leat.jdbc.UnfitValue;
import dev.leat.row.Bytes;

/** Dates as days, times and timestamps as microseconds; of both, the first of January 2000 is number 0. */
final class BinaryTime implements Encoder {
    private static final long MICROS_PER_SECOND = 1_000_000L;
    /** Days from 1970 to 2000. */
    private static final int EPOCH_DAYS = 10_957;

    private static final long EPOCH_SECONDS = (long) EPOCH_DAYS * TimeText.DAY_SECONDS;

    private final TimeKind kind;
    private final TimeText text;

    private BinaryTime(TimeKind kind, TimeText text) {
        this.kind = kind;
        this.text = text;
    }

    /** @param fraction digits of a second the column keeps */
    static BinaryTime of(TimeKind kind, int fraction, boolean zoned) {
        return new BinaryTime(kind, kind.text(fraction, zoned));
    }

    @Override
    public void put(byte[] json, int from, int to, Bytes out) throws UnfitValue {
        text.literal(json, from, to);
        if (kind == TimeKind.TIME) {
            out.putInt32(Long.BYTES).putInt64(text.time() * MICROS_PER_SECOND + text.fraction());
        } else if (text.isInfinity()) {
            infinity(json[from + 1] != '-', out);
        } else if (kind == TimeKind.DATE) {
            int days = kind.days(text) - EPOCH_DAYS;
            // Length and value in one.
            out.putInt64((long) Integer.BYTES << Integer.SIZE | days & 0xffffffffL);
        } else {
            long seconds = kind.seconds(text) - EPOCH_SECONDS;
            out.putInt32(Long.BYTES).putInt64(seconds * MICROS_PER_SECOND + text.fraction());
        }
    }

    private void infinity(boolean future, Bytes out) {
        if (kind == TimeKind.DATE) {
            out.putInt32(Integer.BYTES).putInt32(future ? Integer.MAX_VALUE : Integer.MIN_VALUE);
        } else {
            out.putInt32(Long.BYTES).putInt64(future ? Long.MAX_VALUE : Long.MIN_VALUE);
        }
    }
}
