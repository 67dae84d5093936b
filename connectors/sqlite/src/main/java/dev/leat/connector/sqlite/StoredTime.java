package dev.leat.connector.sqlite;

import dev.leat.jdbc.UnfitValue;
import dev.leat.row.RowWriter;
import java.nio.charset.StandardCharsets;
import java.time.DateTimeException;
import java.time.OffsetDateTime;
import java.time.YearMonth;
import java.time.ZoneOffset;

/**
 * Times as SQLite keeps them, which has no type for them and would keep any text: the protocol's form, with as many
 * digits of a second as the column declares, so that the order of the texts is the order of the times. SQLite's own
 * date functions understand it.
 */
final class StoredTime {
    private static final String BEFORE_CHRIST = " BC";
    private static final String ZEROS = "000000000";

    private StoredTime() {}

    /** The text to store for a date: the same, if it is one. */
    static String date(String text) throws UnfitValue {
        int end = end(text);
        if (dateEnd(text, end) != end) {
            throw new UnfitValue("is not a date");
        }
        return text;
    }

    /** The text to store for a time of day. */
    static String time(String text, int fraction, boolean zoned) throws UnfitValue {
        int zone = zoneStart(text, 0, text.length(), zoned);
        return clock(text, 0, zone, fraction) + text.substring(zone);
    }

    /** The text to store for a timestamp. */
    static String timestamp(String text, int fraction, boolean zoned) throws UnfitValue {
        int end = end(text);
        int date = dateEnd(text, end);
        if (date == end || text.charAt(date) != 'T' && text.charAt(date) != ' ') {
            throw new UnfitValue("is not a timestamp");
        }
        int zone = zoneStart(text, date, end, zoned);
        if (zoned && (text.charAt(zone) != 'Z' || zone != end - 1)) {
            return timestamp(inUtc(text, date, end), fraction, true);
        }
        return text.substring(0, date) + "T" + clock(text, date + 1, zone, fraction) + text.substring(zone);
    }

    /** The index of the era, or the end. */
    private static int end(String text) {
        return text.endsWith(BEFORE_CHRIST) ? text.length() - BEFORE_CHRIST.length() : text.length();
    }

    /** The index after {@code 2026-11-20}; the year may be longer. */
    private static int dateEnd(String text, int end) throws UnfitValue {
        int year = digits(text, 0, end);
        boolean formed = year >= 4
                && year <= 9
                && end - year >= 6
                && text.charAt(year) == '-'
                && digits(text, year + 1, end) == year + 3
                && text.charAt(year + 3) == '-'
                && digits(text, year + 4, end) == year + 6;
        if (!formed) {
            throw new UnfitValue("is not a date");
        }
        int ofEra = Integer.parseInt(text, 0, year, 10);
        int month = two(text, year + 1);
        int day = two(text, year + 4);
        boolean exists = ofEra > 0
                && month >= 1
                && month <= 12
                && day >= 1
                && day
                        <= YearMonth.of(end < text.length() ? 1 - ofEra : ofEra, month)
                                .lengthOfMonth();
        if (!exists) {
            throw new UnfitValue("is no day there is");
        }
        return year + 6;
    }

    private static int digits(String text, int from, int end) {
        int i = from;
        while (i < end && text.charAt(i) >= '0' && text.charAt(i) <= '9') {
            i++;
        }
        return i;
    }

    private static int two(String text, int at) {
        return 10 * (text.charAt(at) - '0') + text.charAt(at + 1) - '0';
    }

    /** The index of the zone, or the end; the zone is there if and only if the column knows zones. */
    private static int zoneStart(String text, int from, int end, boolean zoned) throws UnfitValue {
        int i = from;
        while (i < end && "Z+-".indexOf(text.charAt(i)) < 0) {
            i++;
        }
        if (i < end != zoned) {
            throw new UnfitValue(zoned ? "has no zone" : "has a zone, and the column knows none");
        }
        for (int z = i + 1; z < end; z++) {
            char c = text.charAt(z);
            if ((c < '0' || c > '9') && c != ':') {
                throw new UnfitValue("has a zone that is not understood");
            }
        }
        return i;
    }

    private static String inUtc(String text, int date, int end) throws UnfitValue {
        if (end < text.length()) {
            throw new UnfitValue("has an offset and a year before 1, which is not understood");
        }
        try {
            return OffsetDateTime.parse(text.substring(0, date) + "T" + text.substring(date + 1, end))
                    .withOffsetSameInstant(ZoneOffset.UTC)
                    .toLocalDateTime()
                    .toString()
                    .concat("Z");
        } catch (DateTimeException e) {
            throw new UnfitValue("is not a timestamp: " + e.getMessage());
        }
    }

    /** Hours, minutes and seconds, with exactly so many digits after the point. */
    private static String clock(String text, int from, int to, int fraction) throws UnfitValue {
        // Java leaves out seconds that are zero.
        String whole = to - from == 5 ? text.substring(from, to) + ":00" : text.substring(from, Math.min(from + 8, to));
        boolean formed = whole.length() == 8
                && digits(whole, 0, 8) == 2
                && whole.charAt(2) == ':'
                && digits(whole, 3, 8) == 5
                && whole.charAt(5) == ':'
                && digits(whole, 6, 8) == 8;
        if (!formed || two(whole, 0) > 24 || two(whole, 3) > 59 || two(whole, 6) > 60) {
            throw new UnfitValue("is not a time of day");
        }
        int point = from + 8;
        if (to <= point) {
            return fraction == 0 ? whole : whole + "." + ZEROS.substring(0, fraction);
        }
        if (text.charAt(point) != '.' || digits(text, point + 1, to) != to) {
            throw new UnfitValue("is not a time of day");
        }
        int kept = to - point - 1;
        while (kept > fraction && text.charAt(point + kept) == '0') {
            kept--;
        }
        if (kept > fraction) {
            throw new UnfitValue("has more than " + fraction + " digits of a second");
        }
        return fraction == 0
                ? whole
                : whole + text.substring(point, point + 1 + kept) + ZEROS.substring(0, fraction - kept);
    }

    /** Puts a timestamp that is stored in any of the forms programs use. */
    static void put(String text, boolean zoned, RowWriter out) throws UnfitValue {
        String sent;
        try {
            sent = timestamp(text, 9, zoned);
        } catch (UnfitValue unfit) {
            throw new UnfitValue(text + " " + unfit.getMessage());
        }
        byte[] ascii = sent.getBytes(StandardCharsets.ISO_8859_1);
        int zone = end(sent) - (zoned ? 1 : 0);
        int end = zone;
        while (ascii[end - 1] == '0') {
            end--;
        }
        end = ascii[end - 1] == '.' ? end - 1 : end;
        out.next()
                .put('"')
                .put(ascii, 0, end)
                .put(ascii, zone, ascii.length - zone)
                .put('"');
    }
}
