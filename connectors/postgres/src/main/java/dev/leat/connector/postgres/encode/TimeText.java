package dev.leat.connector.postgres.encode;

import dev.leat.jdbc.UnfitValue;
import dev.leat.row.Words;

/**
 * Reads the protocol's dates and times from left to right: {@code 2026-11-20T13:45:00.5Z}, in years before our era with
 * {@code BC} at the end. What the column has no place for is refused. Not thread-safe; allocates nothing.
 */
final class TimeText {
    /** The greatest year of a timestamp, and of a date. The server knows the bounds to the day. */
    private static final int TIMESTAMP_YEAR_MAX = 294_276;

    private static final int DATE_YEAR_MAX = 5_874_897;
    private static final int FRACTION_MAX = 6;
    private static final int[] MONTH_DAYS = {31, 29, 31, 30, 31, 30, 31, 31, 30, 31, 30, 31};
    private static final int[] POWERS = {1_000_000, 100_000, 10_000, 1000, 100, 10, 1};

    private static final int DATE_LENGTH = "0000-00-00".length();

    // Eight characters in a word, the first in its lowest byte. What is added to a byte carries into its highest bit if
    // it is more than the 9 of a digit, or than the 0 of a mark.
    private static final long DATE_ZERO = 0x2d30302d30303030L;
    private static final long DATE_LIMITS = 0x7f76767f76767676L;
    private static final long CLOCK_ZERO = 0x30303a30303a3030L;
    private static final long CLOCK_LIMITS = 0x76767f76767f7676L;
    private static final long HIGH_BITS = 0x8080808080808080L;

    /** Days from 1970 to the first of each month of these years. */
    private static final int FIRST_YEAR = 1900;

    private static final int[] MONTHS = new int[200 * 12];

    static {
        for (int i = 0; i < MONTHS.length; i++) {
            MONTHS[i] = reckoned(FIRST_YEAR + i / 12, i % 12 + 1, 1);
        }
    }

    private final String named;
    private final int yearMax;
    private final int fraction;
    private final boolean zoned;
    private byte[] json;
    private int at;
    private int end;
    private int year;
    private int month;
    private int day;
    private boolean beforeOurEra;

    private TimeText(String named, int yearMax, int fraction, boolean zoned) {
        this.named = named;
        this.yearMax = yearMax;
        this.fraction = fraction;
        this.zoned = zoned;
    }

    static TimeText dates() {
        return new TimeText("a date", DATE_YEAR_MAX, 0, false);
    }

    /** @param fraction digits of a second the column keeps */
    static TimeText times(int fraction, boolean zoned) {
        return new TimeText(zoned ? "a time of day with its offset" : "a time of day", 0, fraction, zoned);
    }

    static TimeText timestamps(int fraction, boolean zoned) {
        return new TimeText(zoned ? "an instant" : "a timestamp", TIMESTAMP_YEAR_MAX, fraction, zoned);
    }

    /** Begins with the string literal in {@code [from, to)}. */
    void begin(byte[] json, int from, int to) throws UnfitValue {
        if (json[from] != '"') {
            throw unfit();
        }
        this.json = json;
        this.at = from + 1;
        this.beforeOurEra = false;
        this.end = to - 1;
    }

    private UnfitValue unfit() {
        return new UnfitValue("is not " + named);
    }

    boolean isInfinity() {
        int length = end - at;
        return length == 8 && json[at] == 'i' && json[end - 1] == 'y'
                || length == 9 && json[at] == '-' && json[at + 1] == 'i' && json[end - 1] == 'y';
    }

    /** {@code 2026-11-20}; the year may be longer. */
    void date() throws UnfitValue {
        if (end - at >= DATE_LENGTH) {
            long digits = Words.at(json, at) ^ DATE_ZERO;
            if (fit(digits, DATE_LIMITS)) {
                year = digit(digits, 0) * 1000 + digit(digits, 1) * 100 + digit(digits, 2) * 10 + digit(digits, 3);
                month = digit(digits, 5) * 10 + digit(digits, 6);
                at += Long.BYTES;
                day = pair();
                return;
            }
        }
        longDate();
    }

    private void longDate() throws UnfitValue {
        int first = at;
        int value = 0;
        while (at < end && json[at] >= '0' && json[at] <= '9') {
            if (at - first == 7) {
                throw new UnfitValue("is out of PostgreSQL's range");
            }
            value = 10 * value + json[at++] - '0';
        }
        if (at - first < 4) {
            throw unfit();
        }
        year = value;
        expect('-');
        month = pair();
        expect('-');
        day = pair();
    }

    void separator() throws UnfitValue {
        if (at >= end || json[at] != 'T' && json[at] != ' ') {
            throw unfit();
        }
        at++;
    }

    /** Whether each byte, the digits' zeros and the marks between them taken away, is a digit, or nothing is left of it. */
    private static boolean fit(long digits, long limits) {
        return ((digits + limits | digits) & HIGH_BITS) == 0;
    }

    private static int digit(long digits, int index) {
        return (int) (digits >>> 8 * index) & 0xff;
    }

    private void expect(int character) throws UnfitValue {
        if (at >= end || json[at] != character) {
            throw unfit();
        }
        at++;
    }

    private int pair() throws UnfitValue {
        if (end - at < 2) {
            throw unfit();
        }
        int tens = json[at] - '0';
        int ones = json[at + 1] - '0';
        if (tens < 0 || tens > 9 || ones < 0 || ones > 9) {
            throw unfit();
        }
        at += 2;
        return 10 * tens + ones;
    }

    /** {@code 13:45:00.5}, as microseconds. */
    long clock() throws UnfitValue {
        long digits = end - at >= Long.BYTES ? Words.at(json, at) ^ CLOCK_ZERO : CLOCK_LIMITS;
        if (!fit(digits, CLOCK_LIMITS)) {
            throw unfit();
        }
        at += Long.BYTES;
        int hour = digit(digits, 0) * 10 + digit(digits, 1);
        int minute = digit(digits, 3) * 10 + digit(digits, 4);
        int second = digit(digits, 6) * 10 + digit(digits, 7);
        if (second >= 60) {
            throw new UnfitValue("has a leap second, which PostgreSQL would turn into the next minute");
        }
        int micros = at < end && json[at] == '.' ? fraction() : 0;
        if (minute > 59 || hour > 24 || hour == 24 && minute + second + micros > 0) {
            throw unfit();
        }
        return ((hour * 60L + minute) * 60 + second) * 1_000_000 + micros;
    }

    private int fraction() throws UnfitValue {
        int first = ++at;
        int value = 0;
        for (; at < end && json[at] >= '0' && json[at] <= '9'; at++) {
            int digit = json[at] - '0';
            int place = at - first;
            if (place >= fraction && digit != 0) {
                throw new UnfitValue("has more than " + fraction + " digits of a second");
            }
            value = place < FRACTION_MAX ? 10 * value + digit : value;
        }
        if (at == first) {
            throw unfit();
        }
        return value * POWERS[Math.min(at - first, FRACTION_MAX)];
    }

    /** The zone's offset in seconds. It is there if and only if the column knows zones. */
    int zone() throws UnfitValue {
        boolean there = at < end && (json[at] == 'Z' || json[at] == '+' || json[at] == '-');
        if (there != zoned) {
            throw new UnfitValue(zoned ? "has no zone, and names no instant" : "has a zone, and the column knows none");
        }
        if (!there || json[at] == 'Z') {
            at += there ? 1 : 0;
            return 0;
        }
        int sign = json[at++] == '-' ? -1 : 1;
        int seconds = pair() * 3600;
        for (int unit = 60; unit > 0 && at < end && json[at] != ' '; unit /= 60) {
            at += json[at] == ':' ? 1 : 0;
            seconds += pair() * unit;
        }
        return sign * seconds;
    }

    /** Looks for the era, and that nothing else follows. */
    void end() throws UnfitValue {
        if (end - at == 3 && json[at] == ' ' && json[at + 1] == 'B' && json[at + 2] == 'C') {
            beforeOurEra = true;
            at = end;
        }
        if (at != end) {
            throw unfit();
        }
    }

    /** Days since 1970 in the Gregorian calendar, in which PostgreSQL reckons back into the past. */
    int days() throws UnfitValue {
        if (year == 0) {
            throw new UnfitValue("has the year 0, which there is not");
        }
        // The year before 1 is 1 BC.
        int year = beforeOurEra ? 1 - this.year : this.year;
        boolean leap = year % 4 == 0 && (year % 100 != 0 || year % 400 == 0);
        if (month < 1 || month > 12 || day < 1 || day > (month == 2 && !leap ? 28 : MONTH_DAYS[month - 1])) {
            throw new UnfitValue("is no day of the calendar");
        }
        if (year > yearMax || year < -4713) {
            throw new UnfitValue("is out of PostgreSQL's range");
        }
        int index = (year - FIRST_YEAR) * 12 + month - 1;
        return index >= 0 && index < MONTHS.length ? MONTHS[index] + day - 1 : reckoned(year, month, day);
    }

    private static int reckoned(int year, int month, int day) {
        // Years that begin in March have their leap day last.
        int y = month <= 2 ? year - 1 : year;
        int cycle = Math.floorDiv(y, 400);
        int yearOfCycle = y - cycle * 400;
        int dayOfYear = (153 * (month > 2 ? month - 3 : month + 9) + 2) / 5 + day - 1;
        int dayOfCycle = yearOfCycle * 365 + yearOfCycle / 4 - yearOfCycle / 100 + dayOfYear;
        return cycle * 146_097 + dayOfCycle - 719_468;
    }
}
