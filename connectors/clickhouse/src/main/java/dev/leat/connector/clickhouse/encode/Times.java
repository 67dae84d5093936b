package dev.leat.connector.clickhouse.encode;

import dev.leat.jdbc.TimeText;
import dev.leat.jdbc.UnfitValue;
import dev.leat.row.Bytes;
import java.time.LocalDate;

/** Encoders of days and instants, which ClickHouse counts from 1970, within the years that it keeps. */
final class Times {
    static final String ENGINE = "ClickHouse";

    private static final int DATE_DAYS_MAX = 65_535;
    private static final int WIDE_DATE_DAYS_MIN = (int) LocalDate.of(1900, 1, 1).toEpochDay();
    private static final int WIDE_DATE_DAYS_MAX =
            (int) LocalDate.of(2299, 12, 31).toEpochDay();
    private static final long SECONDS_MIN = (long) WIDE_DATE_DAYS_MIN * TimeText.DAY_SECONDS;
    private static final long SECONDS_MAX = (WIDE_DATE_DAYS_MAX + 1L) * TimeText.DAY_SECONDS - 1;
    private static final long UNSIGNED_SECONDS_MAX = 0xffff_ffffL;
    static final int NANO_DIGITS = 9;

    private Times() {}

    static Encoder date() {
        TimeText text = TimeText.dates(ENGINE);
        return (json, from, to, out) -> {
            long days = text.literal(json, from, to).days();
            if (days < 0 || days > DATE_DAYS_MAX) {
                throw new UnfitValue("is out of the range of Date (1970 to 2149-06-06)");
            }
            out.put((int) days).put((int) days >> 8);
        };
    }

    static Encoder wideDate() {
        TimeText text = TimeText.dates(ENGINE);
        return (json, from, to, out) -> {
            long days = text.literal(json, from, to).days();
            if (days < WIDE_DATE_DAYS_MIN || days > WIDE_DATE_DAYS_MAX) {
                throw new UnfitValue("is out of the range of Date32 (1900 to 2299)");
            }
            out.putInt32(Integer.reverseBytes((int) days));
        };
    }

    /** @param zoned whether the stream's values are instants; the column's always are, counted in UTC */
    static Encoder seconds(boolean zoned) {
        TimeText text = TimeText.timestamps(ENGINE, 0, 0, zoned);
        return (json, from, to, out) -> {
            long seconds = text.literal(json, from, to).seconds();
            if (seconds < 0 || seconds > UNSIGNED_SECONDS_MAX) {
                throw new UnfitValue("is out of the range of DateTime (1970 to 2106-02-07)");
            }
            out.putInt32(Integer.reverseBytes((int) seconds));
        };
    }

    static Encoder ticks(int digits, boolean zoned) {
        TimeText text = TimeText.timestamps(ENGINE, digits, digits, zoned);
        long power = 1;
        for (int i = 0; i < digits; i++) {
            power *= 10;
        }
        long ticksOfSecond = power;
        // With nanoseconds the count of 64 bits ends before the year does.
        long secondsMax = digits == NANO_DIGITS ? Long.MAX_VALUE / power - 1 : SECONDS_MAX;
        String years = digits == NANO_DIGITS ? "1900 to 2262-04-11" : "1900 to 2299";
        return (json, from, to, out) -> {
            long seconds = text.literal(json, from, to).seconds();
            if (seconds < SECONDS_MIN || seconds > secondsMax) {
                throw new UnfitValue("is out of the range of DateTime64(" + digits + ") (" + years + ")");
            }
            put(seconds * ticksOfSecond + text.fraction(), out);
        };
    }

    private static void put(long ticks, Bytes out) {
        out.putInt64(Long.reverseBytes(ticks));
    }
}
