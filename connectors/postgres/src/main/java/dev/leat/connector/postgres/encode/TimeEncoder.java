package dev.leat.connector.postgres.encode;

import dev.leat.jdbc.TimeText;
import dev.leat.jdbc.UnfitValue;
import dev.leat.row.Bytes;

/**
 * Dates and times as text. PostgreSQL reads the protocol's form, and much else, of which it quietly leaves out what the
 * column has no place for: a time of day in a date, a zone in a timestamp without one, digits of a second beyond its
 * precision, and a leap second, which becomes the next minute. So the form is looked at first.
 */
final class TimeEncoder implements Encoder {
    private final TimeKind kind;
    private final TimeText text;

    private TimeEncoder(TimeKind kind, TimeText text) {
        this.kind = kind;
        this.text = text;
    }

    /** @param fraction digits of a second the column keeps */
    static TimeEncoder of(TimeKind kind, int fraction, boolean zoned) {
        return new TimeEncoder(kind, kind.text(fraction, zoned));
    }

    @Override
    public void put(byte[] json, int from, int to, Bytes out) throws UnfitValue {
        text.literal(json, from, to);
        if (kind == TimeKind.TIME || !text.isInfinity()) {
            look();
        }
        out.put(json, from + 1, to - from - 2);
    }

    private void look() throws UnfitValue {
        switch (kind) {
            case DATE -> kind.days(text);
            case TIME -> text.time();
            case TIMESTAMP -> kind.seconds(text);
        }
    }
}
