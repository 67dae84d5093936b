package dev.leat.connector.duckdb;

import dev.leat.jdbc.TimeText;
import dev.leat.jdbc.UnfitValue;
import dev.leat.row.Batch;
import dev.leat.row.Slice;
import dev.leat.type.Type;

/** Cells for days, times of day and points in time. Each has a reader of its own. */
final class TimeCells {
    /** Digits of a second in nanoseconds. */
    static final int NANO_DIGITS = 9;

    private static final int MICRO_DIGITS = 6;
    private static final String ENGINE = "DuckDB";

    private TimeCells() {}

    /** Days since 1970; infinity is the greatest number, and its negative. */
    static Cell dates() {
        TimeText reader = TimeText.dates(ENGINE);
        return (rows, column, to) -> {
            begin(reader, rows, column);
            if (reader.isInfinity()) {
                to.putInt32(isNegative(rows, column) ? -Integer.MAX_VALUE : Integer.MAX_VALUE);
                return;
            }
            long days = reader.days();
            if (Math.abs(days) >= Integer.MAX_VALUE) {
                throw reader.outOfRange();
            }
            to.putInt32((int) days);
        };
    }

    static Cell times(int fraction) {
        TimeText reader = TimeText.times(ENGINE, fraction, MICRO_DIGITS, false);
        return (rows, column, to) -> {
            begin(reader, rows, column);
            to.putInt64(reader.time() * 1_000_000L + reader.fraction());
        };
    }

    /** @param digits those of the unit that they are counted in, from 1970 on; infinity as {@link #dates} has it */
    static Cell timestamps(int fraction, int digits, boolean zoned) {
        TimeText reader = TimeText.timestamps(ENGINE, fraction, digits, zoned);
        long units = digits == NANO_DIGITS ? 1_000_000_000 : 1_000_000;
        // The first day is kept as a whole, the last in part; the greatest number is infinity.
        long secondsMin = -Long.MAX_VALUE / units / TimeText.DAY_SECONDS * TimeText.DAY_SECONDS;
        long secondsMax = Long.MAX_VALUE / units;
        return (rows, column, to) -> {
            begin(reader, rows, column);
            if (reader.isInfinity()) {
                to.putInt64(isNegative(rows, column) ? -Long.MAX_VALUE : Long.MAX_VALUE);
                return;
            }
            long seconds = reader.seconds();
            long value = seconds * units + reader.fraction();
            boolean overflows = value < 0 != seconds < 0 || value == Long.MAX_VALUE;
            if (overflows || seconds < secondsMin || seconds > secondsMax) {
                throw reader.outOfRange();
            }
            to.putInt64(value);
        };
    }

    /** Times that are handed over as text: looked at, so that DuckDB gets none it would cut or turn into another. */
    static Cell text(Type sent, int fraction, boolean zoned) {
        TimeText reader = TimeText.times(ENGINE, fraction, NANO_DIGITS, zoned);
        boolean isTime = sent instanceof Type.Time;
        return (rows, column, to) -> {
            Slice text = text(rows, column);
            if (isTime) {
                begin(reader, rows, column).time();
            }
            to.texts().put(text.array, text.offset, text.length);
            to.putText();
        };
    }

    /** Times of day with their zone's offset: DuckDB knows no Z (2.0.0). */
    static Cell zonedTimes(int fraction) {
        TimeText reader = TimeText.times(ENGINE, fraction, NANO_DIGITS, true);
        return (rows, column, to) -> {
            Slice text = text(rows, column);
            begin(reader, rows, column).time();
            boolean utc = text.array[text.offset + text.length - 1] == 'Z';
            to.texts().put(text.array, text.offset, utc ? text.length - 1 : text.length);
            to.texts().putAscii(utc ? "+00" : "");
            to.putText();
        };
    }

    private static TimeText begin(TimeText reader, Batch rows, int column) throws UnfitValue {
        Slice text = text(rows, column);
        return reader.begin(text.array, text.offset, text.offset + text.length);
    }

    private static boolean isNegative(Batch rows, int column) throws UnfitValue {
        Slice text = text(rows, column);
        return text.array[text.offset] == '-';
    }

    private static Slice text(Batch rows, int column) throws UnfitValue {
        if (!rows.isText(column)) {
            throw new UnfitValue("is not a string");
        }
        return rows.utf8At(column);
    }
}
