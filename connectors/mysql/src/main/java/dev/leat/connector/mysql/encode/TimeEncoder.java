package dev.leat.connector.mysql.encode;

import dev.leat.jdbc.UnfitValue;
import dev.leat.row.Bytes;
import java.nio.charset.StandardCharsets;
import java.time.LocalDateTime;
import java.util.Arrays;

/**
 * Dates and times. MySQL rounds the digits of a second that a column has no place for, MariaDB cuts them off, both take
 * a day that is none for zeros: so all is looked at first. Not thread-safe; allocates nothing but for a zone that is
 * not UTC.
 */
final class TimeEncoder implements Encoder {
    /** What the column is. */
    enum Kind {
        DATE,
        TIME,
        /** A calendar and a clock, from the year 1 to 9999. */
        DATETIME,
        /** An instant in a DATETIME. */
        INSTANT,
        /** An instant in a TIMESTAMP, from 1970 to 2038. */
        TIMESTAMP
    }

    private static final int[] MONTH_DAYS = {31, 29, 31, 30, 31, 30, 31, 31, 30, 31, 30, 31};
    private static final int DATE_LENGTH = "0000-00-00".length();
    private static final byte[] FIRST = "1970-01-01T00:00:01".getBytes(StandardCharsets.US_ASCII);
    private static final byte[] LAST = "2038-01-19T03:14:07".getBytes(StandardCharsets.US_ASCII);
    private static final int CLOCK_LENGTH = "00:00:00".length();

    private final Kind kind;
    private final int fraction;
    private byte[] text;
    private int at;
    private int end;
    /** Behind the last digit that is kept. */
    private int keptEnd;

    /** @param fraction digits of a second the column keeps */
    TimeEncoder(Kind kind, int fraction) {
        this.kind = kind;
        this.fraction = fraction;
    }

    @Override
    public void put(byte[] json, int from, int to, Bytes out) throws UnfitValue {
        if (json[from] != '"') {
            throw unfit();
        }
        text = json;
        at = from + 1;
        end = to - 1;
        if (kind != Kind.TIME) {
            date();
        }
        if (kind != Kind.DATE) {
            if (kind != Kind.TIME) {
                separator();
            }
            clock();
        }
        int zone = at;
        if (kind == Kind.INSTANT || kind == Kind.TIMESTAMP) {
            zone(from + 1, zone, out);
        } else {
            whole(zone);
            out.put(json, from + 1, keptEnd - from - 1);
        }
    }

    private UnfitValue unfit() {
        return new UnfitValue("is not "
                + switch (kind) {
                    case DATE -> "a date";
                    case TIME -> "a time of day";
                    case DATETIME -> "a timestamp";
                    case INSTANT, TIMESTAMP -> "an instant";
                });
    }

    private void whole(int last) throws UnfitValue {
        if (end - last == 3 && text[end - 1] == 'C') {
            throw new UnfitValue("lies before the year 1, where MySQL's calendar begins");
        }
        if (last != end) {
            throw unfit();
        }
    }

    private void date() throws UnfitValue {
        if (end - at > DATE_LENGTH && text[at + 4] >= '0' && text[at + 4] <= '9') {
            throw new UnfitValue("lies beyond the year 9999, where MySQL's calendar ends");
        }
        if (end - at < DATE_LENGTH || text[at + 4] != '-' || text[at + 7] != '-') {
            throw unfit();
        }
        int year = pair(at) * 100 + pair(at + 2);
        int month = pair(at + 5);
        int day = pair(at + 8);
        boolean leap = year % 4 == 0 && (year % 100 != 0 || year % 400 == 0);
        if (year < 1
                || month < 1
                || month > 12
                || day < 1
                || day > (month == 2 && !leap ? 28 : MONTH_DAYS[month - 1])) {
            throw new UnfitValue("is no day of the calendar");
        }
        at += DATE_LENGTH;
        keptEnd = at;
    }

    private void separator() throws UnfitValue {
        if (at >= end || text[at] != 'T' && text[at] != ' ') {
            throw unfit();
        }
        at++;
    }

    private void clock() throws UnfitValue {
        if (end - at < CLOCK_LENGTH || text[at + 2] != ':' || text[at + 5] != ':') {
            throw unfit();
        }
        int hour = pair(at);
        int minute = pair(at + 3);
        int second = pair(at + 6);
        if (second == 60) {
            throw new UnfitValue("has a leap second, which MySQL does not have");
        }
        if (hour > 23 || minute > 59 || second > 59) {
            throw unfit();
        }
        at += CLOCK_LENGTH;
        keptEnd = at;
        if (at < end && text[at] == '.') {
            fraction();
        }
    }

    private void fraction() throws UnfitValue {
        int point = at++;
        int kept = point;
        for (; at < end && text[at] >= '0' && text[at] <= '9'; at++) {
            if (at - point <= fraction) {
                kept = at + 1;
            } else if (text[at] != '0') {
                throw new UnfitValue("has more than " + fraction + " digits of a second");
            }
        }
        if (at - point == 1) {
            throw unfit();
        }
        keptEnd = kept;
    }

    /** Puts the instant without its zone. */
    private void zone(int from, int zone, Bytes out) throws UnfitValue {
        int minutes = 0;
        if (zone < end && text[zone] == 'Z') {
            whole(zone + 1);
        } else if (end - zone >= 6 && (text[zone] == '+' || text[zone] == '-') && text[zone + 3] == ':') {
            minutes = (pair(zone + 1) * 60 + pair(zone + 4)) * (text[zone] == '-' ? -1 : 1);
            whole(zone + 6);
        } else {
            throw new UnfitValue("has no zone, and names no instant");
        }
        int start = out.length();
        out.put(text, from, keptEnd - from);
        if (minutes != 0) {
            String local = new String(out.array(), start, keptEnd - from, StandardCharsets.US_ASCII);
            LocalDateTime utc = LocalDateTime.parse(local.replace(' ', 'T')).minusMinutes(minutes);
            if (utc.getYear() < 1 || utc.getYear() > 9999) {
                throw new UnfitValue("lies, in UTC, beyond the years that MySQL's calendar has");
            }
            out.truncate(start);
            out.putAscii(utc.toString());
        }
        if (kind == Kind.TIMESTAMP) {
            inRange(out.array(), start);
        }
    }

    /** By the digits: they are ordered as the instants are. */
    private static void inRange(byte[] instant, int at) throws UnfitValue {
        int to = at + FIRST.length;
        boolean before = Arrays.compare(instant, at, to, FIRST, 0, FIRST.length) < 0;
        if (before || Arrays.compare(instant, at, to, LAST, 0, LAST.length) > 0) {
            throw new UnfitValue("lies outside of 1970 to 2038, which a TIMESTAMP holds; make the column DATETIME(6)"
                    + " COMMENT 'instant in UTC'");
        }
    }

    private int pair(int at) throws UnfitValue {
        int tens = text[at] - '0';
        int ones = text[at + 1] - '0';
        if (tens < 0 || tens > 9 || ones < 0 || ones > 9) {
            throw unfit();
        }
        return 10 * tens + ones;
    }
}
