package dev.leat.connector.clickhouse.encode;

import dev.leat.jdbc.UnfitValue;

/**
 * Reads the protocol's dates and times from left to right: {@code 2026-11-20T13:45:00.5Z}. What has no place in ClickHouse
 * is refused: it would wrap such values around, or cut them, without a word. Not thread-safe; allocates nothing.
 */
final class TimeText {
    private static final int DAY_SECONDS = 86_400;
    private static final int FRACTION_MAX = 9;
    private static final int[] MONTH_DAYS = {31, 29, 31, 30, 31, 30, 31, 31, 30, 31, 30, 31};

    private final String named;
    private byte[] json;
    private int at;
    private int end;
    private int fractionDigits;
    private int fraction;
    private boolean leapSecond;

    /** @param named what the text is to be, for messages: {@code a date} */
    TimeText(String named) {
        this.named = named;
    }

    void begin(byte[] json, int from, int to) throws UnfitValue {
        if (json[from] != '"') {
            throw unfit();
        }
        this.json = json;
        this.at = from + 1;
        this.end = to - 1;
    }

    UnfitValue unfit() {
        return new UnfitValue("is not " + named);
    }

    /** Days since 1970. */
    int date() throws UnfitValue {
        int first = at;
        int year = 0;
        while (at < end && json[at] >= '0' && json[at] <= '9' && at - first < 8) {
            year = 10 * year + json[at++] - '0';
        }
        if (at - first < 4) {
            throw unfit();
        }
        expect('-');
        int month = pair();
        expect('-');
        int day = pair();
        if (end - at >= 3 && json[end - 1] == 'C' && json[end - 2] == 'B') {
            throw new UnfitValue("is before our era, which ClickHouse has no dates for");
        }
        boolean leap = year % 4 == 0 && (year % 100 != 0 || year % 400 == 0);
        if (month < 1 || month > 12 || day < 1 || day > (month == 2 && !leap ? 28 : MONTH_DAYS[month - 1])) {
            throw unfit();
        }
        int y = month <= 2 ? year - 1 : year;
        int cycle = Math.floorDiv(y, 400);
        int yearOfCycle = y - cycle * 400;
        int dayOfYear = (153 * (month > 2 ? month - 3 : month + 9) + 2) / 5 + day - 1;
        return cycle * 146_097 + yearOfCycle * 365 + yearOfCycle / 4 - yearOfCycle / 100 + dayOfYear - 719_468;
    }

    void separator() throws UnfitValue {
        if (at >= end || json[at] != 'T' && json[at] != ' ') {
            throw unfit();
        }
        at++;
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

    /** {@code 13:45:00.5}, as seconds of the day; the fraction is kept for {@link #fraction}. */
    int clock() throws UnfitValue {
        int seconds = clockOrLeapSecond();
        if (leapSecond) {
            throw new UnfitValue("has a leap second, which ClickHouse would turn into the next minute");
        }
        return seconds;
    }

    /** The same for times that are kept as text, which holds any. */
    int clockOrLeapSecond() throws UnfitValue {
        int hour = pair();
        expect(':');
        int minute = pair();
        expect(':');
        int second = pair();
        fraction = 0;
        fractionDigits = 0;
        if (at < end && json[at] == '.') {
            at++;
            digits();
        }
        leapSecond = second == 60;
        if (hour > 24 || hour == 24 && minute + second + fraction > 0 || minute > 59 || second > 60) {
            throw unfit();
        }
        return hour * 3600 + minute * 60 + second;
    }

    private void digits() throws UnfitValue {
        int first = at;
        for (; at < end && json[at] >= '0' && json[at] <= '9'; at++) {
            int digit = json[at] - '0';
            if (at - first < FRACTION_MAX) {
                fraction = 10 * fraction + digit;
                fractionDigits++;
            } else if (digit != 0) {
                throw new UnfitValue("has more than " + FRACTION_MAX + " digits of a second");
            }
        }
        if (at == first) {
            throw unfit();
        }
    }

    /** The fraction in units of the last of {@code digits} digits; refuses what would be cut. */
    int fraction(int digits) throws UnfitValue {
        int value = fraction;
        for (int i = fractionDigits; i < digits; i++) {
            value *= 10;
        }
        for (int i = fractionDigits; i > digits; i--) {
            if (value % 10 != 0) {
                throw new UnfitValue("has more than " + digits + " digits of a second");
            }
            value /= 10;
        }
        return value;
    }

    /** The zone's offset in seconds; it is there if and only if {@code zoned}. */
    int zone(boolean zoned) throws UnfitValue {
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
        for (int unit = 60; unit > 0 && at < end; unit /= 60) {
            at += json[at] == ':' ? 1 : 0;
            seconds += pair() * unit;
        }
        if (seconds >= DAY_SECONDS) {
            throw unfit();
        }
        return sign * seconds;
    }

    void end() throws UnfitValue {
        if (at != end) {
            throw unfit();
        }
    }
}
