package dev.leat.connector.postgres.encode;

import dev.leat.jdbc.TimeText;
import dev.leat.jdbc.UnfitValue;
import java.time.LocalDate;

/** What a column of dates or times holds. The server knows the bounds of each to the day; these keep numbers small enough. */
enum TimeKind {
    DATE(5_874_897),
    TIME(0),
    TIMESTAMP(294_276);

    private static final String ENGINE = "PostgreSQL";
    private static final int MICRO_DIGITS = 6;
    private static final int YEAR_MIN = -4713;

    private final long first;
    private final long last;

    TimeKind(int yearMax) {
        first = LocalDate.of(YEAR_MIN, 1, 1).toEpochDay();
        last = LocalDate.of(yearMax, 12, 31).toEpochDay();
    }

    /** A reader of its values. */
    TimeText text(int fraction, boolean zoned) {
        return switch (this) {
            case DATE -> TimeText.dates(ENGINE);
            case TIME -> TimeText.times(ENGINE, fraction, MICRO_DIGITS, zoned);
            case TIMESTAMP -> TimeText.timestamps(ENGINE, fraction, MICRO_DIGITS, zoned);
        };
    }

    /** The date's days since 1970. */
    int days(TimeText text) throws UnfitValue {
        long days = text.days();
        if (days < first || days > last) {
            throw text.outOfRange();
        }
        return (int) days;
    }

    /** The timestamp's seconds since 1970. */
    long seconds(TimeText text) throws UnfitValue {
        long seconds = text.seconds();
        if (seconds < first * TimeText.DAY_SECONDS || seconds >= (last + 1) * TimeText.DAY_SECONDS) {
            throw text.outOfRange();
        }
        return seconds;
    }
}
