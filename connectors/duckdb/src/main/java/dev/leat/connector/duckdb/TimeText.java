package dev.leat.connector.duckdb;

import dev.leat.jdbc.UnfitValue;
import dev.leat.row.Slice;
import java.time.LocalDate;

/**
 * Reads days, times of day and points in time into the numbers that DuckDB keeps for them, counted from 1970. A value is
 * given with {@link #begin}; nothing is kept of it. Not thread-safe.
 */
final class TimeText {
    static final long MICROS = 1_000_000;
    static final long NANOS = 1_000_000_000;

    private static final long DAY_SECONDS = 86_400;
    private static final int FRACTION_MAX = 9;
    private static final int[] MONTH_DAYS = {31, 29, 31, 30, 31, 30, 31, 31, 30, 31, 30, 31};

    private final int fraction;
    private final long units;
    private byte[] text;
    private int at;
    private int end;

    /**
     * @param fraction digits of a second that the column keeps
     * @param units how many units a second is
     */
    TimeText(int fraction, long units) {
        this.fraction = fraction;
        this.units = units;
    }

    TimeText begin(Slice value) {
        text = value.array;
        at = value.offset;
        end = value.offset + value.length;
        return this;
    }

    /** The day's number; DuckDB keeps infinity as the greatest, and as its negative. */
    int date() throws UnfitValue {
        if (isInfinity()) {
            return text[at] == '-' ? -Integer.MAX_VALUE : Integer.MAX_VALUE;
        }
        long days = days(calendar());
        if (Math.abs(days) >= Integer.MAX_VALUE) {
            throw outOfRange();
        }
        return (int) days;
    }

    /** The time of day; with its zone's offset left aside if it is to have one. */
    long time(boolean zoned) throws UnfitValue {
        long clock = clock();
        zone(zoned);
        if (at != end) {
            throw unfit();
        }
        return clock;
    }

    /** The point in time: an instant if it is to have a zone. */
    long timestamp(boolean zoned) throws UnfitValue {
        if (isInfinity()) {
            return text[at] == '-' ? -Long.MAX_VALUE : Long.MAX_VALUE;
        }
        int start = at;
        long date = calendar();
        if (at == end || text[at] != 'T' && text[at] != ' ') {
            throw unfit();
        }
        at++;
        long clock = clock();
        long offset = zone(zoned);
        long days = days(date);
        try {
            long seconds = Math.multiplyExact(days, DAY_SECONDS) - offset;
            long value = Math.addExact(Math.multiplyExact(seconds, units), clock);
            if (value > -Long.MAX_VALUE && value < Long.MAX_VALUE && days >= -Long.MAX_VALUE / units / DAY_SECONDS) {
                return value;
            }
        } catch (ArithmeticException beyond) {
            at = start;
        }
        throw outOfRange();
    }

    private boolean isInfinity() {
        int length = end - at;
        return length == 8 && text[at] == 'i' && text[end - 1] == 'y'
                || length == 9 && text[at] == '-' && text[at + 1] == 'i' && text[end - 1] == 'y';
    }

    private static UnfitValue unfit() {
        return new UnfitValue("is not written as the column's type is");
    }

    private static UnfitValue outOfRange() {
        return new UnfitValue("is out of the range of DuckDB's type");
    }

    /** Year, month and day as one number, which {@link #days} takes apart: the era stands at the very end. */
    private long calendar() throws UnfitValue {
        int first = at;
        int year = 0;
        for (; at < end && text[at] != '-'; at++) {
            year = 10 * year + digit();
            if (at - first == 7) {
                throw outOfRange();
            }
        }
        if (at - first < 4) {
            throw unfit();
        }
        expect('-');
        int month = pair();
        expect('-');
        int day = pair();
        if (year == 0 || month == 0 || month > 12 || day == 0 || day > MONTH_DAYS[month - 1]) {
            throw new UnfitValue("is no day of the calendar");
        }
        return (long) year << 9 | month << 5 | day;
    }

    private long days(long date) throws UnfitValue {
        boolean beforeOurEra = end - at == 3 && text[at] == ' ' && text[at + 1] == 'B' && text[at + 2] == 'C';
        if (at != end && !beforeOurEra) {
            throw unfit();
        }
        int year = (int) (date >> 9);
        // The year before 1 is 1 BC.
        int proleptic = beforeOurEra ? 1 - year : year;
        int month = (int) (date >> 5) & 15;
        int day = (int) date & 31;
        if (month == 2 && day == 29 && !java.time.Year.isLeap(proleptic)) {
            throw new UnfitValue("is no day of the calendar");
        }
        return reckoned(proleptic, month, day);
    }

    /** As {@link LocalDate#toEpochDay}, without an object. */
    private static long reckoned(int year, int month, int day) {
        // Years that begin in March have their leap day last.
        long y = month <= 2 ? year - 1 : year;
        long cycle = Math.floorDiv(y, 400L);
        long yearOfCycle = y - cycle * 400;
        long dayOfYear = (153L * (month > 2 ? month - 3 : month + 9) + 2) / 5 + day - 1;
        return cycle * 146_097 + yearOfCycle * 365 + yearOfCycle / 4 - yearOfCycle / 100 + dayOfYear - 719_468;
    }

    private long clock() throws UnfitValue {
        int hour = pair();
        expect(':');
        int minute = pair();
        int second = 0;
        long rest = 0;
        if (at < end && text[at] == ':') {
            at++;
            second = pair();
            rest = at < end && text[at] == '.' ? fraction() : 0;
        }
        if (second == 60) {
            throw new UnfitValue("has a leap second, which DuckDB has no place for");
        }
        if (second > 60 || minute > 59 || hour > 24 || hour == 24 && minute + second + rest > 0) {
            throw unfit();
        }
        return ((hour * 60L + minute) * 60 + second) * units + rest;
    }

    private long fraction() throws UnfitValue {
        int first = ++at;
        long value = 0;
        for (; at < end && text[at] >= '0' && text[at] <= '9'; at++) {
            int place = at - first;
            if (place >= fraction && text[at] != '0') {
                throw new UnfitValue("has more than " + fraction + " digits of a second");
            }
            if (place < FRACTION_MAX) {
                value = 10 * value + text[at] - '0';
            }
        }
        int digits = Math.min(at - first, FRACTION_MAX);
        if (digits == 0) {
            throw unfit();
        }
        return scaled(value, digits);
    }

    /** A fraction of so many digits in units. */
    private long scaled(long value, int digits) {
        long result = value;
        long power = 1;
        for (int i = 0; i < digits; i++) {
            power *= 10;
        }
        for (; power < units; power *= 10) {
            result *= 10;
        }
        for (; power > units; power /= 10) {
            result /= 10;
        }
        return result;
    }

    /** The zone's offset in seconds; it is there if and only if the column knows zones. */
    private long zone(boolean zoned) throws UnfitValue {
        boolean there = at < end && text[at] != ' ';
        if (there != zoned) {
            throw new UnfitValue(zoned ? "has no zone, and names no instant" : "has a zone, and the column knows none");
        }
        if (!there) {
            return 0;
        }
        if (text[at] == 'Z') {
            at++;
            return 0;
        }
        if (text[at] != '+' && text[at] != '-') {
            throw unfit();
        }
        int sign = text[at++] == '-' ? -1 : 1;
        long seconds = pair() * 3600L;
        for (int unit = 60; unit > 0 && at < end && text[at] != ' '; unit /= 60) {
            at += text[at] == ':' ? 1 : 0;
            seconds += (long) pair() * unit;
        }
        return (long) sign * seconds;
    }

    private void expect(int character) throws UnfitValue {
        if (at >= end || text[at] != character) {
            throw unfit();
        }
        at++;
    }

    private int pair() throws UnfitValue {
        if (end - at < 2) {
            throw unfit();
        }
        int tens = digit();
        at++;
        int ones = digit();
        at++;
        return 10 * tens + ones;
    }

    private int digit() throws UnfitValue {
        int digit = text[at] - '0';
        if (digit < 0 || digit > 9) {
            throw unfit();
        }
        return digit;
    }
}
