package dev.leat.jdbc;

import dev.leat.row.Words;

/**
 * Reads the protocol's dates and times as numbers: {@code 2026-11-20T13:45:00.5Z}, in years before our era with {@code BC}
 * at the end. What has no place in the column is refused: engines cut it, or wrap it around, without a word. A value is
 * given with {@link #literal} or {@link #begin}; then one method reads all of it. Not thread-safe; allocates nothing.
 */
public final class TimeText {
    public static final int DAY_SECONDS = 86_400;

    private static final int YEAR_DIGITS_MAX = 7;
    private static final int DIGITS_MAX = 9;
    private static final int[] POWERS = new int[DIGITS_MAX + 1];

    static {
        POWERS[0] = 1;
        for (int i = 1; i < POWERS.length; i++) {
            POWERS[i] = 10 * POWERS[i - 1];
        }
    }

    private static final int DATE_LENGTH = "0000-00-00".length();

    // Eight characters in a word, the first in its lowest byte. What is added to a byte carries into its highest bit if
    // it is more than the 9 of a digit, or than the 0 of a mark.
    private static final long DATE_ZERO = 0x2d30302d30303030L;
    private static final long DATE_LIMITS = 0x7f76767f76767676L;
    private static final long CLOCK_ZERO = 0x30303a30303a3030L;
    private static final long CLOCK_LIMITS = 0x76767f76767f7676L;
    private static final long HIGH_BITS = 0x8080808080808080L;

    private final String engine;
    private final String named;
    private final int kept;
    private final int digits;
    private final boolean zoned;
    private final boolean leapSeconds;
    private byte[] text;
    private int at;
    private int end;
    private int year;
    private int month;
    private int day;
    private int fraction;

    private TimeText(String engine, String named, int kept, int digits, boolean zoned, boolean leapSeconds) {
        this.engine = engine;
        this.named = named;
        this.kept = kept;
        this.digits = digits;
        this.zoned = zoned;
        this.leapSeconds = leapSeconds;
    }

    /** @param engine what keeps the values, for messages */
    public static TimeText dates(String engine) {
        return new TimeText(engine, "a date", 0, 0, false, false);
    }

    /**
     * For times of day.
     *
     * @param kept digits of a second that the column keeps
     * @param digits those of the unit that {@link #fraction} counts: 6 for microseconds, 9 at most
     * @param zoned whether they have their zone's offset
     */
    public static TimeText times(String engine, int kept, int digits, boolean zoned) {
        String named = zoned ? "a time of day with its offset" : "a time of day";
        return new TimeText(engine, named, kept, digits, zoned, false);
    }

    /** For points in time, as {@link #times} has it: instants if they have a zone. */
    public static TimeText timestamps(String engine, int kept, int digits, boolean zoned) {
        return new TimeText(engine, zoned ? "an instant" : "a timestamp", kept, digits, zoned, false);
    }

    /** The same for a column of text, which holds leap seconds too. */
    public TimeText withLeapSeconds() {
        return new TimeText(engine, named, kept, digits, zoned, true);
    }

    /** Begins with the JSON string in {@code [from, to)}. */
    public TimeText literal(byte[] json, int from, int to) throws UnfitValue {
        if (json[from] != '"') {
            throw unfit();
        }
        return begin(json, from + 1, to - 1);
    }

    /** Begins with the text in {@code [from, to)}. */
    public TimeText begin(byte[] text, int from, int to) {
        this.text = text;
        this.at = from;
        this.end = to;
        return this;
    }

    /** Whether the value is {@code infinity} or {@code -infinity}, which the other methods refuse. */
    public boolean isInfinity() {
        int length = end - at;
        return length == 8 && text[at] == 'i' && text[end - 1] == 'y'
                || length == 9 && text[at] == '-' && text[at + 1] == 'i' && text[end - 1] == 'y';
    }

    /** A date, as days since 1970 in the Gregorian calendar, which is reckoned back into the past. */
    public long days() throws UnfitValue {
        date();
        return daysAtEnd();
    }

    /** A time of day, as whole seconds; the offset of its zone is left aside. */
    public int time() throws UnfitValue {
        int seconds = clock();
        zone();
        expectEnd();
        return seconds;
    }

    /** A point in time, as whole seconds since 1970: in UTC if it has a zone. */
    public long seconds() throws UnfitValue {
        date();
        if (at >= end || text[at] != 'T' && text[at] != ' ') {
            throw unfit();
        }
        at++;
        int clock = clock();
        int offset = zone();
        return daysAtEnd() * DAY_SECONDS + clock - offset;
    }

    /** What the last value has beyond whole seconds, counted in the unit. */
    public int fraction() {
        return fraction;
    }

    public UnfitValue outOfRange() {
        return new UnfitValue("is out of " + engine + "'s range");
    }

    private UnfitValue unfit() {
        return new UnfitValue("is not " + named);
    }

    /** {@code 2026-11-20}; the year may be longer. */
    private void date() throws UnfitValue {
        if (end - at >= DATE_LENGTH) {
            long word = Words.at(text, at) ^ DATE_ZERO;
            if (fit(word, DATE_LIMITS)) {
                year = digit(word, 0) * 1000 + digit(word, 1) * 100 + digit(word, 2) * 10 + digit(word, 3);
                month = digit(word, 5) * 10 + digit(word, 6);
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
        while (at < end && text[at] >= '0' && text[at] <= '9') {
            if (at - first == YEAR_DIGITS_MAX) {
                throw outOfRange();
            }
            value = 10 * value + text[at++] - '0';
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

    /** Whether each byte, the digits' zeros and the marks between them taken away, is a digit, or nothing is left of it. */
    private static boolean fit(long word, long limits) {
        return ((word + limits | word) & HIGH_BITS) == 0;
    }

    private static int digit(long word, int index) {
        return (int) (word >>> 8 * index) & 0xff;
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
        int tens = text[at] - '0';
        int ones = text[at + 1] - '0';
        if (tens < 0 || tens > 9 || ones < 0 || ones > 9) {
            throw unfit();
        }
        at += 2;
        return 10 * tens + ones;
    }

    /** {@code 13:45:00.5}; answers the seconds and keeps the fraction. */
    private int clock() throws UnfitValue {
        long word = end - at >= Long.BYTES ? Words.at(text, at) ^ CLOCK_ZERO : CLOCK_LIMITS;
        if (!fit(word, CLOCK_LIMITS)) {
            throw unfit();
        }
        at += Long.BYTES;
        int hour = digit(word, 0) * 10 + digit(word, 1);
        int minute = digit(word, 3) * 10 + digit(word, 4);
        int second = digit(word, 6) * 10 + digit(word, 7);
        if (second >= 60 && !(leapSeconds && second == 60)) {
            throw second > 60
                    ? unfit()
                    : new UnfitValue("has a leap second, which " + engine + " would turn into the next minute");
        }
        fraction = at < end && text[at] == '.' ? digitsOfSecond() : 0;
        if (minute > 59 || hour > 24 || hour == 24 && minute + second + fraction > 0) {
            throw unfit();
        }
        return (hour * 60 + minute) * 60 + second;
    }

    private int digitsOfSecond() throws UnfitValue {
        int first = ++at;
        int value = 0;
        for (; at < end && text[at] >= '0' && text[at] <= '9'; at++) {
            int digit = text[at] - '0';
            int place = at - first;
            if (place >= kept && digit != 0) {
                throw new UnfitValue("has more than " + kept + " digits of a second");
            }
            value = place < digits ? 10 * value + digit : value;
        }
        if (at == first) {
            throw unfit();
        }
        return value * POWERS[Math.max(digits - (at - first), 0)];
    }

    /** The zone's offset in seconds. It is there if and only if the column knows zones. */
    private int zone() throws UnfitValue {
        boolean there = at < end && (text[at] == 'Z' || text[at] == '+' || text[at] == '-');
        if (there != zoned) {
            throw new UnfitValue(zoned ? "has no zone, and names no instant" : "has a zone, and the column knows none");
        }
        if (!there || text[at] == 'Z') {
            at += there ? 1 : 0;
            return 0;
        }
        int sign = text[at++] == '-' ? -1 : 1;
        int seconds = pair() * 3600;
        for (int unit = 60; unit > 0 && at < end && text[at] != ' '; unit /= 60) {
            at += text[at] == ':' ? 1 : 0;
            int value = pair();
            if (value > 59) {
                throw unfit();
            }
            seconds += value * unit;
        }
        if (seconds >= DAY_SECONDS) {
            throw unfit();
        }
        return sign * seconds;
    }

    private void expectEnd() throws UnfitValue {
        if (at != end) {
            throw unfit();
        }
    }

    /** Looks for the era, and that nothing else follows. */
    private long daysAtEnd() throws UnfitValue {
        // The year before 1 is 1 BC.
        int reckonedYear = year;
        if (end - at == 3 && text[at] == ' ' && text[at + 1] == 'B' && text[at + 2] == 'C') {
            reckonedYear = 1 - year;
        } else {
            expectEnd();
        }
        if (year == 0) {
            throw new UnfitValue("has the year 0, which there is not");
        }
        if (!EpochDays.has(reckonedYear, month, day)) {
            throw new UnfitValue("is no day of the calendar");
        }
        return EpochDays.of(reckonedYear, month, day);
    }
}
