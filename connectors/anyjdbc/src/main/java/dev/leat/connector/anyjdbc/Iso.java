package dev.leat.connector.anyjdbc;

import dev.leat.jdbc.UnfitValue;
import java.time.DateTimeException;
import java.time.LocalDate;
import java.time.LocalDateTime;
import java.time.LocalTime;
import java.time.OffsetDateTime;
import java.time.OffsetTime;
import java.time.ZoneOffset;

/** Days, times of day and points in time, from the protocol's form and to it. */
final class Iso {
    private static final String ERA = " BC";

    private Iso() {}

    static LocalDate date(String text) throws UnfitValue {
        boolean beforeOurEra = text.endsWith(ERA);
        String day = beforeOurEra ? text.substring(0, text.length() - ERA.length()) : text;
        int month = day.indexOf('-', 1);
        try {
            int year = Integer.parseInt(day, 0, month, 10);
            if (year == 0 || day.length() != month + "-01-01".length() || day.charAt(month + 3) != '-') {
                throw unfit("a day");
            }
            return LocalDate.of(
                    beforeOurEra ? 1 - year : year,
                    Integer.parseInt(day, month + 1, month + 3, 10),
                    Integer.parseInt(day, month + 4, month + 6, 10));
        } catch (DateTimeException | IndexOutOfBoundsException | NumberFormatException _) {
            throw unfit("a day");
        }
    }

    /** @param fraction digits of a second that are kept */
    static LocalTime time(String text, int fraction) throws UnfitValue {
        LocalTime time;
        try {
            time = LocalTime.parse(text);
        } catch (DateTimeException _) {
            throw unfit("a time of day that Java has");
        }
        long unit = 1;
        for (int i = fraction; i < 9; i++) {
            unit *= 10;
        }
        if (time.getNano() % unit != 0) {
            throw new UnfitValue("has more than " + fraction + " digits of a second");
        }
        return time;
    }

    static OffsetTime zonedTime(String text, int fraction) throws UnfitValue {
        int zone = zone(text);
        return OffsetTime.of(time(text.substring(0, zone), fraction), offset(text.substring(zone)));
    }

    static LocalDateTime timestamp(String text, int fraction) throws UnfitValue {
        boolean beforeOurEra = text.endsWith(ERA);
        int end = text.length() - (beforeOurEra ? ERA.length() : 0);
        int separator = text.indexOf('T');
        if (separator < 0 || separator > end) {
            throw unfit("a timestamp");
        }
        return LocalDateTime.of(
                date(text.substring(0, separator) + (beforeOurEra ? ERA : "")),
                time(text.substring(separator + 1, end), fraction));
    }

    static OffsetDateTime instant(String text, int fraction) throws UnfitValue {
        boolean beforeOurEra = text.endsWith(ERA);
        String point = beforeOurEra ? text.substring(0, text.length() - ERA.length()) : text;
        int clock = point.indexOf('T');
        if (clock < 0) {
            throw unfit("an instant");
        }
        int zone = clock + zone(point.substring(clock));
        LocalDateTime local = timestamp(point.substring(0, zone) + (beforeOurEra ? ERA : ""), fraction);
        return local.atOffset(offset(point.substring(zone))).withOffsetSameInstant(ZoneOffset.UTC);
    }

    /** Where the offset begins. */
    private static int zone(String text) throws UnfitValue {
        for (int i = text.length() - 1; i > 0; i--) {
            char c = text.charAt(i);
            if (c == 'Z' || c == '+' || c == '-') {
                return i;
            }
        }
        throw new UnfitValue("has no zone");
    }

    private static ZoneOffset offset(String text) throws UnfitValue {
        try {
            return ZoneOffset.of(text);
        } catch (DateTimeException _) {
            throw unfit("an offset");
        }
    }

    private static UnfitValue unfit(String what) {
        return new UnfitValue("is not " + what);
    }

    static String text(LocalDate day) {
        int year = day.getYear() > 0 ? day.getYear() : 1 - day.getYear();
        String digits = String.valueOf(year);
        return "0".repeat(Math.max(0, 4 - digits.length())) + digits + "-" + two(day.getMonthValue()) + "-"
                + two(day.getDayOfMonth()) + era(day);
    }

    private static String era(LocalDate day) {
        return day.getYear() > 0 ? "" : ERA;
    }

    static String text(LocalTime time) {
        String nanos = String.valueOf(1_000_000_000L + time.getNano()).substring(1);
        int end = nanos.length();
        while (end > 0 && nanos.charAt(end - 1) == '0') {
            end--;
        }
        return two(time.getHour()) + ":" + two(time.getMinute()) + ":" + two(time.getSecond())
                + (end == 0 ? "" : "." + nanos.substring(0, end));
    }

    /** @param zone what stands behind the time */
    static String text(LocalDateTime point, String zone) {
        LocalDate day = point.toLocalDate();
        String date = text(day);
        String era = era(day);
        return date.substring(0, date.length() - era.length()) + "T" + text(point.toLocalTime()) + zone + era;
    }

    private static String two(int number) {
        return number < 10 ? "0" + number : String.valueOf(number);
    }
}
