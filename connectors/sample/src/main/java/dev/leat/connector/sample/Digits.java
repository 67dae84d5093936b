package dev.leat.connector.sample;

import dev.leat.row.Bytes;

/** Values written digit by digit into a row: a formatter would cost more than the rest of the row. */
final class Digits {
    private static final byte[] HEX = "0123456789abcdef".getBytes(java.nio.charset.StandardCharsets.US_ASCII);

    private Digits() {}

    /** A number of hundredths as {@code 12.30}. */
    static void hundredths(Bytes out, long value) {
        out.putLong(value / 100).put('.').putPadded((int) (value % 100), 2);
    }

    /** A number of thousandths that is not negative as {@code 12.3}: no zeros at the end but one after the point. */
    static void thousandths(Bytes out, int value) {
        out.putLong(value / 1000).put('.');
        fraction(out, value % 1000, 3);
    }

    private static void fraction(Bytes out, int value, int digits) {
        int rest = value;
        int width = digits;
        while (width > 1 && rest % 10 == 0) {
            rest /= 10;
            width--;
        }
        out.putPadded(rest, width);
    }

    /** Days since 1970 as {@code 2026-11-20}; counts years from March, so that the leap day comes last. */
    static Bytes date(Bytes out, long epochDay) {
        long days = epochDay + 719_468;
        long era = days / 146_097;
        int day = (int) (days - era * 146_097);
        int year = (day - day / 1_460 + day / 36_524 - day / 146_096) / 365;
        int dayOfYear = day - (365 * year + year / 4 - year / 100);
        int month = (5 * dayOfYear + 2) / 153;
        int dayOfMonth = dayOfYear - (153 * month + 2) / 5 + 1;
        month = month < 10 ? month + 3 : month - 9;
        long calendarYear = era * 400 + year + (month <= 2 ? 1 : 0);
        out.putPadded((int) calendarYear, 4).put('-').putPadded(month, 2);
        return out.put('-').putPadded(dayOfMonth, 2);
    }

    /** Seconds of a day as {@code 13:45:00}. */
    static Bytes time(Bytes out, int seconds) {
        out.putPadded(seconds / 3600, 2).put(':').putPadded(seconds / 60 % 60, 2);
        return out.put(':').putPadded(seconds % 60, 2);
    }

    /** Microseconds since 1970 as {@code 2026-11-20T13:45:00.5}. */
    static Bytes timestamp(Bytes out, long micros) {
        long seconds = micros / 1_000_000;
        date(out, seconds / 86_400).put('T');
        time(out, (int) (seconds % 86_400));
        int rest = (int) (micros % 1_000_000);
        if (rest != 0) {
            fraction(out.put('.'), rest, 6);
        }
        return out;
    }

    /** A random (version 4) UUID. */
    static void uuid(Bytes out, long high, long low) {
        long versioned = high & 0xffff_ffff_ffff_0fffL | 0x4000L;
        long variant = low & 0x3fff_ffff_ffff_ffffL | 0x8000_0000_0000_0000L;
        hex(out, versioned >>> 32, 8);
        hex(out.put('-'), versioned >>> 16, 4);
        hex(out.put('-'), versioned, 4);
        hex(out.put('-'), variant >>> 48, 4);
        hex(out.put('-'), variant, 12);
    }

    /** The lowest bits as hexadecimal digits. */
    static void hex(Bytes out, long value, int digits) {
        for (int shift = 4 * (digits - 1); shift >= 0; shift -= 4) {
            out.put(HEX[(int) (value >>> shift) & 15]);
        }
    }
}
