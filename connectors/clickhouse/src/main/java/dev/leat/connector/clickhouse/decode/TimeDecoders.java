package dev.leat.connector.clickhouse.decode;

import dev.leat.row.Bytes;

/** Days and instants, which ClickHouse counts from 1970, as the protocol's text in UTC. */
public final class TimeDecoders {
    private static final int DAY_SECONDS = 86_400;
    private static final long[] POWERS = {
        1, 10, 100, 1000, 10_000, 100_000, 1_000_000, 10_000_000, 100_000_000, 1_000_000_000
    };

    private TimeDecoders() {}

    /** {@code Date}: 16 bits, never negative. */
    public static Decoder date() {
        return (in, out) -> date(in.unsignedShort(), out.put('"')).put('"');
    }

    /** {@code Date32}. */
    public static Decoder wideDate() {
        return (in, out) -> date(in.int32(), out.put('"')).put('"');
    }

    /** {@code DateTime}: seconds in 32 bits, never negative. */
    public static Decoder seconds(boolean zoned) {
        return (in, out) -> {
            dateAndTime(in.int32() & 0xffff_ffffL, out.put('"'));
            end(zoned, out);
        };
    }

    /** {@code DateTime64} with so many digits of a second. */
    public static Decoder ticks(int fraction, boolean zoned) {
        long power = POWERS[fraction];
        return (in, out) -> {
            long ticks = in.int64();
            dateAndTime(Math.floorDiv(ticks, power), out.put('"'));
            fraction(Math.floorMod(ticks, power), fraction, out);
            end(zoned, out);
        };
    }

    private static void end(boolean zoned, Bytes out) {
        if (zoned) {
            out.put('Z');
        }
        out.put('"');
    }

    private static void fraction(long part, int digits, Bytes out) {
        if (part == 0) {
            return;
        }
        long rest = part;
        int width = digits;
        while (rest % 10 == 0) {
            rest /= 10;
            width--;
        }
        out.put('.').putPadded((int) rest, width);
    }

    private static void dateAndTime(long seconds, Bytes out) {
        date((int) (seconds / DAY_SECONDS - (seconds % DAY_SECONDS < 0 ? 1 : 0)), out)
                .put('T');
        int second = Math.floorMod(seconds, DAY_SECONDS);
        out.putPadded(second / 3600, 2).put(':').putPadded(second / 60 % 60, 2);
        out.put(':').putPadded(second % 60, 2);
    }

    /** The Gregorian day of a count of days, by the years that begin in March, so that a leap day is the last of one. */
    private static Bytes date(int days, Bytes out) {
        int shifted = days + 719_468;
        int cycle = Math.floorDiv(shifted, 146_097);
        int day = shifted - cycle * 146_097;
        int year = (day - day / 1460 + day / 36_524 - day / 146_096) / 365;
        int dayOfYear = day - (365 * year + year / 4 - year / 100);
        int month = (5 * dayOfYear + 2) / 153;
        int dayOfMonth = dayOfYear - (153 * month + 2) / 5 + 1;
        int civilMonth = month < 10 ? month + 3 : month - 9;
        int civilYear = year + cycle * 400 + (civilMonth <= 2 ? 1 : 0);
        out.putPadded(civilYear, 4).put('-').putPadded(civilMonth, 2);
        return out.put('-').putPadded(dayOfMonth, 2);
    }
}
