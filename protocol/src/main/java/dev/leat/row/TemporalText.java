package dev.leat.row;

import java.time.LocalDate;
import java.time.LocalTime;

/** Dates and times as the protocol's text, digit by digit: a formatter would cost more than the rest of the row. */
public final class TemporalText {
    private TemporalText() {}

    /** The date without its era: {@code 2026-11-20}; the year of the era, in four digits or more. */
    public static Bytes date(Bytes out, LocalDate date) {
        int year = date.getYear() > 0 ? date.getYear() : 1 - date.getYear();
        if (year > 9999) {
            out.putLong(year);
        } else {
            out.putPadded(year, 4);
        }
        return out.put('-').putPadded(date.getMonthValue(), 2).put('-').putPadded(date.getDayOfMonth(), 2);
    }

    /** Appends {@code " BC"} to a date before year 1. {@code year} is astronomical: 0 is 1 BC. */
    public static Bytes era(Bytes out, int year) {
        return year > 0 ? out : out.putAscii(" BC");
    }

    /** The time of day, its fraction without trailing zeros. */
    public static Bytes time(Bytes out, LocalTime time) {
        out.putPadded(time.getHour(), 2).put(':').putPadded(time.getMinute(), 2);
        out.put(':').putPadded(time.getSecond(), 2);
        int nano = time.getNano();
        if (nano != 0) {
            int width = 9;
            while (nano % 10 == 0) {
                nano /= 10;
                width--;
            }
            out.put('.').putPadded(nano, width);
        }
        return out;
    }
}
