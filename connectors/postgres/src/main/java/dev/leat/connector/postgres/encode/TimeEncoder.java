package dev.leat.connector.postgres.encode;

import dev.leat.jdbc.UnfitValue;
import dev.leat.row.Bytes;

/**
 * Dates and times as text. PostgreSQL reads the protocol's form, and much else, of which it quietly leaves out what the
 * column has no place for: a time of day in a date, a zone in a timestamp without one, digits of a second beyond its
 * precision, and a leap second, which becomes the next minute. So the form is looked at first.
 */
final class TimeEncoder implements Encoder {
    private enum Kind {
        DATE,
        TIME,
        TIMESTAMP
    }

    private final Kind kind;
    private final TimeText text;

    private TimeEncoder(Kind kind, TimeText text) {
        this.kind = kind;
        this.text = text;
    }

    static TimeEncoder dates() {
        return new TimeEncoder(Kind.DATE, TimeText.dates());
    }

    /** @param fraction digits of a second the column keeps */
    static TimeEncoder times(int fraction, boolean zoned) {
        return new TimeEncoder(Kind.TIME, TimeText.times(fraction, zoned));
    }

    static TimeEncoder timestamps(int fraction, boolean zoned) {
        return new TimeEncoder(Kind.TIMESTAMP, TimeText.timestamps(fraction, zoned));
    }

    @Override
    public void put(byte[] json, int from, int to, Bytes out) throws UnfitValue {
        text.begin(json, from, to);
        if (kind == Kind.TIME || !text.isInfinity()) {
            look();
        }
        out.put(json, from + 1, to - from - 2);
    }

    private void look() throws UnfitValue {
        if (kind != Kind.TIME) {
            text.date();
        }
        if (kind == Kind.TIMESTAMP) {
            text.separator();
        }
        if (kind != Kind.DATE) {
            text.clock();
            text.zone();
        }
        text.end();
        if (kind != Kind.TIME) {
            text.days();
        }
    }
}
