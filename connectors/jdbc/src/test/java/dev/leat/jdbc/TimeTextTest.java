package dev.leat.jdbc;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.charset.StandardCharsets;
import java.time.LocalDate;
import java.time.LocalDateTime;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.Locale;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class TimeTextTest {
    private static final DateTimeFormatter FORM = DateTimeFormatter.ofPattern("-MM-dd'T'HH:mm:ss.", Locale.ROOT);

    private final long seed = Long.getLong("leat.seed", System.nanoTime());
    private final Random random = new Random(seed);

    private static TimeText begin(TimeText reader, String value) throws UnfitValue {
        byte[] json = ("[\"" + value + "\"]").getBytes(StandardCharsets.UTF_8);
        return reader.literal(json, 1, json.length - 1);
    }

    private static String year(int proleptic) {
        return String.format(Locale.ROOT, "%04d", proleptic > 0 ? proleptic : 1 - proleptic);
    }

    private static String era(int proleptic) {
        return proleptic > 0 ? "" : " BC";
    }

    @Test
    void whatJavaMakesOfIt() throws UnfitValue {
        TimeText instants = TimeText.timestamps("X", 9, 9, true);
        TimeText micros = TimeText.timestamps("X", 6, 6, false);
        TimeText dates = TimeText.dates("X");
        for (int i = 0; i < 20_000; i++) {
            int bound = i % 3 == 0 ? 5_000_000 : i % 3 == 1 ? 10_000 : 300;
            LocalDate day =
                    LocalDate.of(1970 - bound / 2 + random.nextInt(bound), 1, 1).plusDays(random.nextInt(366));
            LocalDateTime at = day.atTime(random.nextInt(24), random.nextInt(60), random.nextInt(60));
            int nanos = random.nextInt(1_000_000_000);
            int offset = random.nextInt(14 * 60) - 7 * 60;
            String text = year(at.getYear()) + at.format(FORM) + String.format(Locale.ROOT, "%09d", nanos);
            String zone =
                    offset == 0 ? "Z" : ZoneOffset.ofTotalSeconds(60 * offset).toString();
            String era = era(at.getYear());
            assertThat(begin(instants, text + zone + era).seconds())
                    .as("%s%s%s (-Dleat.seed=%d)", text, zone, era, seed)
                    .isEqualTo(at.toEpochSecond(ZoneOffset.UTC) - 60L * offset);
            assertThat(instants.fraction()).isEqualTo(nanos);
            String shorter = text.substring(0, text.length() - 3);
            assertThat(begin(micros, shorter + era).seconds()).isEqualTo(at.toEpochSecond(ZoneOffset.UTC));
            assertThat(micros.fraction()).isEqualTo(nanos / 1000);
            assertThat(begin(dates, text.substring(0, text.indexOf('T')) + era).days())
                    .isEqualTo(day.toEpochDay());
        }
    }

    @Test
    void timesOfDay() throws UnfitValue {
        TimeText millis = TimeText.times("X", 3, 6, false);
        assertThat(begin(millis, "13:45:00.5").time()).isEqualTo(49_500);
        assertThat(millis.fraction()).isEqualTo(500_000);
        assertThat(begin(millis, "13:45:00.12300").time()).isEqualTo(49_500);
        assertThat(millis.fraction()).isEqualTo(123_000);
        assertThat(begin(millis, "24:00:00").time()).isEqualTo(TimeText.DAY_SECONDS);
        assertThat(millis.fraction()).isZero();
        assertThat(begin(millis.withLeapSeconds(), "23:59:60").time()).isEqualTo(TimeText.DAY_SECONDS);
        assertThat(begin(TimeText.times("X", 9, 9, true), "01:02:03+05:30:15").time())
                .isEqualTo(3723);
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "date|2026-02-29|is no day of the calendar",
                "date|0001-02-29|is no day of the calendar",
                "date|2026-00-10|is no day of the calendar",
                "date|0000-01-01|has the year 0",
                "date|226-01-01|is not a date",
                "date|2026-01-01Z|is not a date",
                "date|2026-01-0|is not a date",
                "date|2026/01/01|is not a date",
                "date|12345678-01-01|is out of X's range",
                "date|infinity|is not a date",
                "date||is not a date",
                "time|25:00:00|is not a time of day",
                "time|24:00:00.5|is not a time of day",
                "time|12:60:00|is not a time of day",
                "time|12:00|is not a time of day",
                "time|12:00:00.|is not a time of day",
                "time|12:00:61|is not a time of day",
                "time|23:59:60|has a leap second, which X would",
                "time|12:00:00.0001|has more than 3 digits of a second",
                "time|12:00:00Z|has a zone",
                "instant|2026-11-20T12:00:00|has no zone",
                "instant|2026-11-20T12:00:00+24:00|is not an instant",
                "instant|2026-11-20T12:00:00+01:60|is not an instant",
                "instant|2026-11-20T12:00:00+1|is not an instant",
                "instant|2026-11-20|is not an instant",
                "instant|2026-11-20T12:00:00Z AD|is not an instant"
            })
    void whatHasNoPlaceIsRefused(String kind, String value, String words) {
        String text = value == null ? "" : value;
        assertThatThrownBy(() -> {
                    switch (kind) {
                        case "date" -> begin(TimeText.dates("X"), text).days();
                        case "time" ->
                            begin(TimeText.times("X", 3, 6, false), text).time();
                        default ->
                            begin(TimeText.timestamps("X", 6, 6, true), text).seconds();
                    }
                })
                .isInstanceOf(UnfitValue.class)
                .hasMessageContaining(words);
    }

    @Test
    void infinityIsKnown() throws UnfitValue {
        assertThat(begin(TimeText.dates("X"), "infinity").isInfinity()).isTrue();
        assertThat(begin(TimeText.dates("X"), "-infinity").isInfinity()).isTrue();
        assertThat(begin(TimeText.dates("X"), "2026-11-20").isInfinity()).isFalse();
    }
}
