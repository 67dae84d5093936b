package dev.leat.connector.mysql;

import dev.leat.jdbc.UnfitValue;
import dev.leat.row.Bytes;
import dev.leat.row.RowWriter;
import java.nio.charset.StandardCharsets;

/** How the server's text becomes JSON: mostly the bytes as they are. */
final class FieldReaders {
    private static final int[] MONTH_DAYS = {31, 29, 31, 30, 31, 30, 31, 31, 30, 31, 30, 31};
    private static final int DATE_LENGTH = "0000-00-00".length();

    private FieldReaders() {}

    /** A number; those of a column declared ZEROFILL have zeros before them, which JSON has not. */
    static void number(byte[] text, RowWriter out) {
        int from = 0;
        while (from < text.length - 1 && text[from] == '0' && text[from + 1] >= '0' && text[from + 1] <= '9') {
            from++;
        }
        out.putNumber(text, from, text.length - from);
    }

    /** The server shows six digits of a FLOAT; as a DOUBLE it shows all. */
    static void float32(byte[] text, RowWriter out) {
        out.putFloat((float) Double.parseDouble(new String(text, StandardCharsets.US_ASCII)));
    }

    static void bool(byte[] text, RowWriter out) throws UnfitValue {
        if (text.length != 1 || text[0] != '0' && text[0] != '1') {
            throw new UnfitValue(new String(text, StandardCharsets.US_ASCII)
                    + " is neither true nor false; set \"tinyint1\": \"number\" to read such columns as numbers");
        }
        out.putBoolean(text[0] == '1');
    }

    static void text(byte[] text, RowWriter out) {
        out.putUtf8(text, 0, text.length);
    }

    /** Text without anything that JSON escapes. */
    static void plain(byte[] text, RowWriter out) {
        out.putPlain(text, 0, text.length);
    }

    /** A time of day, as which the column holds its values though it could hold spans of time. */
    static void clock(byte[] text, RowWriter out) throws UnfitValue {
        boolean clock = text.length >= 8 && text[2] == ':' && (text[0] < '2' || text[0] == '2' && text[1] < '4');
        if (!clock || text[0] == '-') {
            throw new UnfitValue(new String(text, StandardCharsets.US_ASCII)
                    + " is no time of day; set \"times\": \"text\" to read such columns as spans of time");
        }
        out.putPlain(text, 0, text.length);
    }

    static FieldReader dates(MysqlConfig.ZeroDates policy) {
        return (text, out) -> {
            if (isDay(text, policy)) {
                out.putPlain(text, 0, text.length);
            } else {
                out.putNull();
            }
        };
    }

    /** @param ending what the wire has behind it: a Z if it is an instant */
    static FieldReader timestamps(MysqlConfig.ZeroDates policy, byte[] ending) {
        return (text, out) -> {
            if (!isDay(text, policy)) {
                out.putNull();
                return;
            }
            Bytes to = out.next().put('"').put(text, 0, DATE_LENGTH).put('T');
            to.put(text, DATE_LENGTH + 1, text.length - DATE_LENGTH - 1)
                    .put(ending)
                    .put('"');
        };
    }

    /** Whether it is a day of the calendar; false only where it is to be null if it is not. */
    private static boolean isDay(byte[] text, MysqlConfig.ZeroDates policy) throws UnfitValue {
        int year = pair(text, 0) * 100 + pair(text, 2);
        int month = pair(text, 5);
        int day = pair(text, 8);
        boolean is = year > 0 && month > 0 && month <= 12 && day > 0 && day <= MONTH_DAYS[month - 1];
        if (is && month == 2 && day == 29) {
            is = year % 4 == 0 && (year % 100 != 0 || year % 400 == 0);
        }
        if (!is && policy == MysqlConfig.ZeroDates.REFUSE) {
            throw new UnfitValue(new String(text, StandardCharsets.US_ASCII)
                    + " is no day of the calendar; set \"zero_dates\": \"null\" to read such values as null");
        }
        return is;
    }

    private static int pair(byte[] text, int at) {
        return (text[at] - '0') * 10 + text[at + 1] - '0';
    }

    static void bytes(byte[] value, RowWriter out) {
        Base64Text.put(value, out.next());
    }

    /** The server's own JSON has no line ends; what MariaDB keeps is the text as it came. */
    static void json(byte[] text, RowWriter out) {
        for (byte b : text) {
            if (b >= 0 && b < ' ') {
                JsonLine.put(text, out.next());
                return;
            }
        }
        out.putJson(text, 0, text.length);
    }
}
