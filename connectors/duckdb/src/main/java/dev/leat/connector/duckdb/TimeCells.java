package dev.leat.connector.duckdb;

import dev.leat.jdbc.UnfitValue;
import dev.leat.row.Batch;
import dev.leat.row.Slice;
import dev.leat.type.Type;

/** Cells for days, times of day and points in time. Each has a reader of its own. */
final class TimeCells {
    private TimeCells() {}

    static Cell dates() {
        TimeText reader = new TimeText(0, TimeText.MICROS);
        return (rows, column, to) ->
                to.putInt32(reader.begin(text(rows, column)).date());
    }

    static Cell times(int fraction) {
        TimeText reader = new TimeText(fraction, TimeText.MICROS);
        return (rows, column, to) ->
                to.putInt64(reader.begin(text(rows, column)).time(false));
    }

    static Cell timestamps(int fraction, long units, boolean zoned) {
        TimeText reader = new TimeText(fraction, units);
        return (rows, column, to) ->
                to.putInt64(reader.begin(text(rows, column)).timestamp(zoned));
    }

    /** Times that are handed over as text: looked at, so that DuckDB gets none it would cut or turn into another. */
    static Cell text(Type sent, int fraction, boolean zoned) {
        TimeText reader = new TimeText(fraction, TimeText.NANOS);
        boolean isTime = sent instanceof Type.Time;
        return (rows, column, to) -> {
            Slice text = text(rows, column);
            if (isTime) {
                reader.begin(text).time(zoned);
            }
            to.texts().put(text.array, text.offset, text.length);
            to.putText();
        };
    }

    /** Times of day with their zone's offset: DuckDB knows no Z (2.0.0). */
    static Cell zonedTimes(int fraction) {
        TimeText reader = new TimeText(fraction, TimeText.NANOS);
        return (rows, column, to) -> {
            Slice text = text(rows, column);
            reader.begin(text).time(true);
            boolean utc = text.array[text.offset + text.length - 1] == 'Z';
            to.texts().put(text.array, text.offset, utc ? text.length - 1 : text.length);
            to.texts().putAscii(utc ? "+00" : "");
            to.putText();
        };
    }

    private static Slice text(Batch rows, int column) throws UnfitValue {
        if (!rows.isText(column)) {
            throw new UnfitValue("is not a string");
        }
        return rows.utf8At(column);
    }
}
