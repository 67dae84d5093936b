package dev.leat.testkit;

import java.time.LocalDateTime;
import java.util.Locale;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** One text per day, time of day and point in time, from any of the forms systems write them in. */
final class CanonicalTime {
    private static final Pattern DATE = Pattern.compile("([+-]?\\d+)-(\\d\\d?)-(\\d\\d?)( BC)?");
    private static final Pattern TIME = Pattern.compile(
            "(\\d\\d?):(\\d\\d)(?::(\\d\\d)(?:\\.(\\d+))?)?\\s*(Z|[+-]\\d\\d(?::?\\d\\d(?::?\\d\\d)?)?)?");
    private static final Pattern BOTH = Pattern.compile("([+-]?\\d+-\\d\\d?-\\d\\d?)(?:[T ](\\d\\S*?))?( BC)?");

    private CanonicalTime() {}

    static String text(Shape.Kind kind, String text) {
        String lower = text.strip().toLowerCase(Locale.ROOT);
        if (lower.equals("infinity") || lower.equals("-infinity")) {
            return lower;
        }
        return switch (kind) {
            case DATE -> date(text.strip());
            case TIME -> time(text.strip());
            case TIME_ZONED -> zonedTime(text.strip());
            default -> point(text.strip(), kind == Shape.Kind.INSTANT);
        };
    }

    /** A day; some systems have no type for it and show a midnight after it. */
    private static String date(String text) {
        return point(text, false).replaceFirst("T00:00:00( BC)?$", "$1");
    }

    private static String time(String text) {
        Matcher m = matcher(TIME, text);
        String fraction = m.group(4) == null ? "" : m.group(4).replaceFirst("0+$", "");
        return two(m.group(1)) + ":" + m.group(2) + ":" + (m.group(3) == null ? "00" : m.group(3))
                + (fraction.isEmpty() ? "" : "." + fraction);
    }

    private static String zonedTime(String text) {
        return time(text) + zone(matcher(TIME, text).group(5));
    }

    private static String zone(String zone) {
        if (zone == null || zone.equals("Z")) {
            return "+00:00";
        }
        String digits = zone.substring(1).replace(":", "");
        String minutes = digits.length() < 4 ? "00" : digits.substring(2, 4);
        String seconds = digits.length() < 6 || digits.endsWith("00") ? "" : ":" + digits.substring(4);
        String sign = digits.matches("0+") ? "+" : zone.substring(0, 1);
        return sign + digits.substring(0, 2) + ":" + minutes + seconds;
    }

    private static String point(String text, boolean instant) {
        Matcher both = matcher(BOTH, text);
        Matcher day = matcher(DATE, both.group(1));
        int era = Integer.parseInt(day.group(1));
        int year = both.group(3) != null ? 1 - era : era;
        String clock = both.group(2) == null ? "00:00:00" : both.group(2);
        String time = time(clock);
        String zone = zone(matcher(TIME, clock).group(5));
        if (!instant || zone.equals("+00:00")) {
            return shown(year, day.group(2), day.group(3), time);
        }
        LocalDateTime utc = LocalDateTime.of(
                        year,
                        Integer.parseInt(day.group(2)),
                        Integer.parseInt(day.group(3)),
                        Integer.parseInt(time.substring(0, 2)),
                        Integer.parseInt(time.substring(3, 5)),
                        Integer.parseInt(time.substring(6, 8)))
                .minusSeconds(seconds(zone));
        String rest = time.substring(8);
        return shown(
                utc.getYear(),
                String.valueOf(utc.getMonthValue()),
                String.valueOf(utc.getDayOfMonth()),
                two(utc.getHour() + "") + ":" + two(utc.getMinute() + "") + ":" + two(utc.getSecond() + "") + rest);
    }

    private static int seconds(String zone) {
        String[] parts = zone.substring(1).split(":", -1);
        int seconds = Integer.parseInt(parts[0]) * 3600 + Integer.parseInt(parts[1]) * 60;
        seconds += parts.length > 2 ? Integer.parseInt(parts[2]) : 0;
        return zone.startsWith("-") ? -seconds : seconds;
    }

    private static String shown(int year, String month, String day, String time) {
        String era = year > 0 ? "" : " BC";
        int shown = year > 0 ? year : 1 - year;
        String digits = String.valueOf(shown);
        return "0".repeat(Math.max(0, 4 - digits.length())) + digits + "-" + two(month) + "-" + two(day) + "T" + time
                + era;
    }

    private static String two(String digits) {
        return digits.length() < 2 ? "0" + digits : digits;
    }

    private static Matcher matcher(Pattern pattern, String text) {
        Matcher matcher = pattern.matcher(text);
        if (!matcher.matches()) {
            throw new IllegalArgumentException("not written as a date or time");
        }
        return matcher;
    }
}
