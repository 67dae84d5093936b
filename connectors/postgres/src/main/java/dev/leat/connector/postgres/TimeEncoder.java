package dev.leat.connector.postgres;

import dev.leat.jdbc.UnfitValue;
import dev.leat.row.Bytes;

/**
 * Dates and times. PostgreSQL reads the protocol's form, and much else, of which it quietly leaves out what the column
 * has no place for: a time of day in a date, a zone in a timestamp without one, digits of a second beyond its
 * precision, and a leap second, which becomes the next minute. So the form is looked at first.
 */
final class TimeEncoder implements Encoder {
    private enum Kind {
        DATE,
        TIME,
        TIMESTAMP
    }

    private final Kind kind;
    private final int fraction;
    private final boolean zoned;

    private TimeEncoder(Kind kind, int fraction, boolean zoned) {
        this.kind = kind;
        this.fraction = fraction;
        this.zoned = zoned;
    }

    static TimeEncoder dates() {
        return new TimeEncoder(Kind.DATE, 0, false);
    }

    /** @param fraction digits of a second the column keeps */
    static TimeEncoder times(int fraction, boolean zoned) {
        return new TimeEncoder(Kind.TIME, fraction, zoned);
    }

    static TimeEncoder timestamps(int fraction, boolean zoned) {
        return new TimeEncoder(Kind.TIMESTAMP, fraction, zoned);
    }

    @Override
    public void put(byte[] json, int from, int to, Bytes out) throws UnfitValue {
        if (json[from] != '"') {
            throw new UnfitValue("is not " + named());
        }
        int i = from + 1;
        int end = to - 1;
        if (kind != Kind.TIME) {
            if (isInfinity(json, i, end)) {
                out.put(json, i, end - i);
                return;
            }
            i = date(json, i, end);
        }
        if (kind == Kind.TIMESTAMP) {
            if (json[i] != 'T' && json[i] != ' ') {
                throw new UnfitValue("is not a timestamp");
            }
            i++;
        }
        if (kind != Kind.DATE) {
            i = clock(json, i, end);
            i = zone(json, i, end);
        }
        if (end - i == 3 && json[i] == ' ' && json[i + 1] == 'B' && json[i + 2] == 'C' && kind != Kind.TIME) {
            i = end;
        }
        if (i != end) {
            throw new UnfitValue("is not " + named());
        }
        out.put(json, from + 1, end - from - 1);
    }

    private String named() {
        return switch (kind) {
            case DATE -> "a date";
            case TIME -> zoned ? "a time of day with its offset" : "a time of day";
            case TIMESTAMP -> zoned ? "an instant" : "a timestamp";
        };
    }

    private static boolean isInfinity(byte[] json, int from, int end) {
        return end - from == 8 && json[from] == 'i' && json[from + 7] == 'y'
                || end - from == 9 && json[from] == '-' && json[from + 1] == 'i' && json[from + 8] == 'y';
    }

    /** The index after {@code 2026-11-20}; the year may be longer. */
    private int date(byte[] json, int from, int end) throws UnfitValue {
        int i = digits(json, from, end);
        if (i - from < 4
                || end - i < 6
                || json[i] != '-'
                || digits(json, i + 1, end) != i + 3
                || json[i + 3] != '-'
                || digits(json, i + 4, end) != i + 6) {
            throw new UnfitValue("is not " + named());
        }
        return i + 6;
    }

    private static int digits(byte[] json, int from, int end) {
        int i = from;
        while (i < end && json[i] >= '0' && json[i] <= '9') {
            i++;
        }
        return i;
    }

    /** The index after {@code 13:45:00.5}. */
    private int clock(byte[] json, int i, int end) throws UnfitValue {
        if (end - i < 8 || json[i + 2] != ':' || json[i + 5] != ':' || digits(json, i + 6, end) != i + 8) {
            throw new UnfitValue("is not " + named());
        }
        if (json[i + 6] >= '6') {
            throw new UnfitValue("has a leap second, which PostgreSQL would turn into the next minute");
        }
        int seconds = i + 8;
        if (seconds == end || json[seconds] != '.') {
            return seconds;
        }
        int last = digits(json, seconds + 1, end);
        for (int d = seconds + 1 + fraction; d < last; d++) {
            if (json[d] != '0') {
                throw new UnfitValue("has more than " + fraction + " digits of a second");
            }
        }
        return last;
    }

    /** The index after the zone, which is there if and only if the column knows zones. */
    private int zone(byte[] json, int i, int end) throws UnfitValue {
        boolean there = i < end && (json[i] == 'Z' || json[i] == '+' || json[i] == '-');
        if (there != zoned) {
            throw new UnfitValue(zoned ? "has no zone, and names no instant" : "has a zone, and the column knows none");
        }
        if (!there) {
            return i;
        }
        int at = i + 1;
        while (at < end && (json[at] >= '0' && json[at] <= '9' || json[at] == ':')) {
            at++;
        }
        return at;
    }
}
