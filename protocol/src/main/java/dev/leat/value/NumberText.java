package dev.leat.value;

import java.math.BigDecimal;
import java.nio.charset.StandardCharsets;

/** Recognizes numbers in ASCII text, by the grammar of JSON: no plus sign, no leading zeros, no bare point. */
public final class NumberText {
    /** No number. */
    public static final int NONE = 0;

    /** Digits alone, perhaps with a minus sign. */
    public static final int WHOLE = 1;

    /** With a point or an exponent. */
    public static final int FRACTIONAL = 2;

    private NumberText() {}

    /** What the text is: {@link #WHOLE} if digits alone, {@link #FRACTIONAL} with a point or an exponent. */
    public static int kind(byte[] text, int from, int to) {
        int i = from < to && text[from] == '-' ? from + 1 : from;
        int digits = digits(text, i, to);
        if (digits == i || text[i] == '0' && digits - i > 1) {
            return NONE;
        }
        int kind = WHOLE;
        i = digits;
        if (i < to && text[i] == '.') {
            kind = FRACTIONAL;
            digits = digits(text, i + 1, to);
            if (digits == i + 1) {
                return NONE;
            }
            i = digits;
        }
        if (i < to && (text[i] | 0x20) == 'e') {
            kind = FRACTIONAL;
            i += i + 1 < to && (text[i + 1] == '+' || text[i + 1] == '-') ? 2 : 1;
            digits = digits(text, i, to);
            if (digits == i) {
                return NONE;
            }
            i = digits;
        }
        return i == to ? kind : NONE;
    }

    private static int digits(byte[] text, int from, int to) {
        int i = from;
        while (i < to && text[i] >= '0' && text[i] <= '9') {
            i++;
        }
        return i;
    }

    /** Whether the text is one of the values that JSON has no number for. */
    public static boolean isSpecial(byte[] text, int from, int to) {
        return equals(text, from, to, "NaN")
                || equals(text, from, to, "Infinity")
                || equals(text, from, to, "-Infinity");
    }

    /** Whether the text is that word. */
    public static boolean equals(byte[] text, int from, int to, String word) {
        if (to - from != word.length()) {
            return false;
        }
        for (int i = 0; i < word.length(); i++) {
            if (text[from + i] != word.charAt(i)) {
                return false;
            }
        }
        return true;
    }

    /** Whether a whole number's text has a value of so many bits. */
    public static boolean fits(byte[] text, int from, int to, int bits, boolean unsigned) {
        boolean negative = text[from] == '-';
        int first = negative ? from + 1 : from;
        if (negative && unsigned) {
            return text[first] == '0';
        }
        int digits = to - first;
        if (digits > 20) {
            return false;
        }
        long value = 0;
        for (int i = first; i < first + Math.min(digits, 18); i++) {
            value = 10 * value + text[i] - '0';
        }
        for (int i = first + 18; i < to; i++) {
            // The last two digits may be too much for 64 bits: compare with the limit before each is added.
            int digit = text[i] - '0';
            if (Long.compareUnsigned(value, Long.divideUnsigned(-1L - digit, 10)) > 0) {
                return false;
            }
            value = 10 * value + digit;
        }
        long max = unsigned ? -1L >>> 64 - bits : (1L << bits - 1) - (negative ? 0 : 1);
        return Long.compareUnsigned(value, max) <= 0;
    }

    /** Whether a number's text has a value of a decimal type; a precision of 0 sets no limit before the point. */
    public static boolean fitsDecimal(byte[] text, int from, int to, int precision, int scale) {
        int first = text[from] == '-' ? from + 1 : from;
        int point = digits(text, first, to);
        int end = point < to && text[point] == '.' ? digits(text, point + 1, to) : point;
        boolean small = (precision == 0 || point - first <= precision - scale) && end - point - 1 <= scale;
        return small && end == to || fitsDecimal(decimal(text, from, to), precision, scale);
    }

    /** What the digits alone do not tell: zeros before or after, an exponent. */
    private static boolean fitsDecimal(BigDecimal value, int precision, int scale) {
        return value != null
                && value.scale() <= scale
                && (precision == 0 || value.precision() - value.scale() <= precision - scale);
    }

    /** A number's value without zeros at its end; null if its exponent is beyond all use. */
    public static BigDecimal decimal(byte[] text, int from, int to) {
        try {
            return new BigDecimal(new String(text, from, to - from, StandardCharsets.US_ASCII)).stripTrailingZeros();
        } catch (NumberFormatException exponentTooLarge) {
            return null;
        }
    }
}
