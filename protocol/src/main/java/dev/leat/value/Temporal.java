package dev.leat.value;

import dev.leat.row.Bytes;
import dev.leat.row.TemporalText;
import dev.leat.type.Type;
import java.time.DateTimeException;
import java.time.LocalDate;
import java.time.LocalDateTime;
import java.time.LocalTime;

/**
 * Reads dates, times and timestamps from ASCII text and writes them as the protocol has them. Takes what people and
 * programs write: a {@code T} or a space between date and time, seconds or none, {@code Z} or an offset, and
 * {@code " BC"} at the end. One object is used for many values; not thread-safe.
 */
public final class Temporal {
    private byte[] text;
    private int at;
    private int end;

    private boolean hasDate;
    private boolean hasTime;
    private boolean zoned;
    private int year;
    private int month;
    private int day;
    private int hour;
    private int minute;
    private int second;
    private int nano;
    private int fraction;
    private int offsetMinutes;
    private boolean canonical;

    /** Reads a text; false if it is none of these. */
    public boolean parse(byte[] text, int from, int to) {
        this.text = text;
        this.at = from;
        this.end = to;
        hasDate = false;
        hasTime = false;
        zoned = false;
        canonical = true;
        // The shortest is 00:00, the year has nine digits at most.
        if (to - from < 5 || to - from > 50 || !isDigit(from)) {
            return false;
        }
        if (text[from + 2] != ':') {
            hasDate = date();
            if (!hasDate) {
                return false;
            }
            boolean more = at < end && (text[at] == 'T' || text[at] == ' ' && !era(at));
            if (!more) {
                return eraAndEnd();
            }
            canonical = text[at++] == 'T';
        }
        hasTime = time();
        return hasTime && zone() && eraAndEnd();
    }

    private boolean date() {
        int from = at;
        year = number(9);
        int yearDigits = at - from;
        if (yearDigits < 4 || yearDigits > 4 && text[from] == '0' || !take('-')) {
            return false;
        }
        month = number(2);
        if (!take('-')) {
            return false;
        }
        int dayAt = at;
        day = number(2);
        if (at - dayAt != 2 || month < 1 || month > 12 || day < 1) {
            return false;
        }
        if (era(end - 3)) {
            year = 1 - year;
        } else if (year == 0) {
            return false;
        }
        return day <= 28 || day <= LocalDate.of(year, month, 1).lengthOfMonth();
    }

    private boolean time() {
        int from = at;
        hour = number(2);
        boolean shape = at - from == 2 && take(':');
        minute = shape ? number(2) : -1;
        second = 0;
        nano = 0;
        fraction = 0;
        if (!shape || at - from != 5 || minute > 59) {
            return false;
        }
        if (at < end && text[at] == ':') {
            at++;
            second = number(2);
            if (at - from != 8 || second > 59) {
                return false;
            }
            if (at < end && text[at] == '.' && !fraction()) {
                return false;
            }
        } else {
            canonical = false;
        }
        // PostgreSQL has the last moment of a day as a time of its own.
        return hour < 24 || hour == 24 && minute == 0 && second == 0 && nano == 0 && !hasDate;
    }

    private boolean fraction() {
        int from = ++at;
        for (; at < end && isDigit(at); at++) {
            if (at - from < 9) {
                nano = 10 * nano + text[at] - '0';
            } else if (text[at] != '0') {
                return false;
            }
            fraction = text[at] == '0' ? fraction : at - from + 1;
        }
        for (int digits = at - from; digits < 9; digits++) {
            nano *= 10;
        }
        return at > from;
    }

    private boolean zone() {
        offsetMinutes = 0;
        if (at >= end || era(at)) {
            return true;
        }
        zoned = true;
        byte sign = text[at++];
        if (sign == 'Z') {
            return true;
        }
        canonical = false;
        if (sign == 'z') {
            return true;
        }
        int from = at;
        int hours = number(2);
        if (sign != '+' && sign != '-' || at - from != 2 || hours > 18) {
            return false;
        }
        if (at < end && text[at] == ':') {
            at++;
        }
        int minutesAt = at;
        int minutes = at < end && isDigit(at) ? number(2) : 0;
        offsetMinutes = (hours * 60 + minutes) * (sign == '-' ? -1 : 1);
        return minutes < 60 && (at == minutesAt ? at == from + 2 : at == minutesAt + 2);
    }

    private boolean eraAndEnd() {
        return at == end || hasDate && at == end - 3 && era(at);
    }

    private boolean era(int i) {
        return i >= 0 && i == end - 3 && text[i] == ' ' && text[i + 1] == 'B' && text[i + 2] == 'C';
    }

    private boolean isDigit(int i) {
        return text[i] >= '0' && text[i] <= '9';
    }

    private int number(int digitsMax) {
        int value = 0;
        int last = Math.min(end, at + digitsMax);
        while (at < last && isDigit(at)) {
            value = 10 * value + text[at++] - '0';
        }
        return value;
    }

    private boolean take(char c) {
        return at < end && text[at] == c && at++ >= 0;
    }

    /** Whether what was read is of a date or time type, the digits of its fraction aside. */
    public boolean isOf(Type type) {
        return switch (type) {
            case Type.Date _ -> hasDate && !hasTime;
            case Type.Time(int _, boolean withZone) -> hasTime && !hasDate && zoned == withZone;
            case Type.Timestamp(int _, boolean withZone) -> hasDate && hasTime && zoned == withZone;
            default -> false;
        };
    }

    /** Digits of a second that are not zeros at the end. */
    public int fractionDigits() {
        return hasTime ? fraction : 0;
    }

    /** Whether the text was already as {@link #write} has it, but for zeros at the end of its fraction. */
    public boolean isCanonical() {
        return canonical;
    }

    /** Appends the value; false if no calendar here can say it in UTC. */
    public boolean write(Bytes out) {
        int writtenYear = year;
        if (!hasDate) {
            time(out);
            offset(out);
            return true;
        }
        if (hasTime && offsetMinutes != 0) {
            try {
                LocalDateTime utc = LocalDateTime.of(year, month, day, hour, minute, second, nano)
                        .minusMinutes(offsetMinutes);
                TemporalText.date(out, utc.toLocalDate()).put('T');
                TemporalText.time(out, utc.toLocalTime()).put('Z');
                writtenYear = utc.getYear();
            } catch (DateTimeException beyond) {
                return false;
            }
        } else {
            TemporalText.date(out, LocalDate.of(year, month, day));
            if (hasTime) {
                time(out.put('T'));
                if (zoned) {
                    out.put('Z');
                }
            }
        }
        TemporalText.era(out, writtenYear);
        return true;
    }

    private void time(Bytes out) {
        if (hour == 24) {
            out.putAscii("24:00:00");
        } else {
            TemporalText.time(out, LocalTime.of(hour, minute, second, nano));
        }
    }

    private void offset(Bytes out) {
        if (!zoned) {
            return;
        }
        if (offsetMinutes == 0) {
            out.put('Z');
            return;
        }
        int minutes = Math.abs(offsetMinutes);
        out.put(offsetMinutes < 0 ? '-' : '+')
                .putPadded(minutes / 60, 2)
                .put(':')
                .putPadded(minutes % 60, 2);
    }
}
