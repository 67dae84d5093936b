package dev.leat.connector.postgres.encode;

import dev.leat.jdbc.UnfitValue;
import dev.leat.row.Bytes;
import dev.leat.row.Words;
import java.math.BigDecimal;
import java.nio.charset.StandardCharsets;

/**
 * Numbers for numeric: digits to the base of 10,000, the first of them at {@code weight}, and how many decimal digits
 * are shown after the point. Digits after the point that the column has no place for would be rounded off without a
 * word, so they are counted.
 */
final class BinaryDecimal implements Encoder {
    static final int ANY_SCALE = Integer.MAX_VALUE;

    private static final int BASE = 10_000;
    private static final int BASE_DIGITS = 4;
    private static final int HEAD_BYTES = 4 * Short.BYTES;
    /** With up to three zeros more they are four digits to the base, which fit a word. */
    private static final int DIGITS_SHORT = 13;

    private static final long[] POWERS = {1, 10, 100, 1000, 10_000, 100_000, 1_000_000, 10_000_000, 100_000_000};

    private static final int NEGATIVE = 0x4000;
    private static final int NAN = 0xC000;
    private static final int INFINITY = 0xD000;
    private static final int MINUS_INFINITY = 0xF000;

    /** What the server holds at most before and after the point. */
    private static final int WHOLE_MAX = 131_072;

    private static final int FRACTION_MAX = 16_383;

    private final int scale;

    /** @param scale digits after the point the column has a place for */
    BinaryDecimal(int scale) {
        this.scale = scale;
    }

    @Override
    public void put(byte[] json, int from, int to, Bytes out) throws UnfitValue {
        boolean negative = json[from] == '-';
        int first = negative ? from + 1 : from;
        int point = first;
        while (point < to && json[point] != '.') {
            point++;
        }
        int fraction = point == to ? 0 : to - point - 1;
        long whole = number(json, first, point);
        long rest = point == to ? 0 : number(json, point + 1, to);
        if (whole >= 0 && rest >= 0 && fraction <= scale) {
            putShort(whole * POWERS[fraction] + rest, fraction, negative, out);
        } else {
            putOther(json, from, to, out);
        }
    }

    private static long number(byte[] json, int from, int to) {
        boolean fits = from < to && to - from <= Words.DIGITS && to >= Words.DIGITS;
        return fits ? Words.number(json, from, to) : -1;
    }

    /** As above, for numbers with more digits before the point and fewer after it. */
    private void putOther(byte[] json, int from, int to, Bytes out) throws UnfitValue {
        boolean negative = json[from] == '-';
        int first = negative ? from + 1 : from;
        long value = 0;
        int point = to;
        boolean plain = to - first <= DIGITS_SHORT && first < to;
        for (int i = first; plain && i < to; i++) {
            int digit = json[i] - '0';
            if (digit >= 0 && digit <= 9) {
                value = 10 * value + digit;
            } else {
                plain = json[i] == '.' && point == to && i > first && i < to - 1;
                point = i;
            }
        }
        int fraction = point == to ? 0 : to - point - 1;
        if (plain && fraction <= scale) {
            putShort(value, fraction, negative, out);
        } else {
            putRare(json, from, to, out);
        }
    }

    /** A number of a few digits: {@code value} without its point, {@code fraction} digits of it after the point. */
    private static void putShort(long value, int fraction, boolean negative, Bytes out) {
        int places = (fraction + BASE_DIGITS - 1) / BASE_DIGITS;
        long rest = value * POWERS[places * BASE_DIGITS - fraction];
        int weight = -places - 1;
        int count = 0;
        // The last digit comes first: each pushes those after it towards the end of the word.
        long digits = 0;
        for (; rest != 0; rest /= BASE) {
            long digit = rest % BASE;
            if (digit != 0 || count > 0) {
                digits = digits >>> Short.SIZE | digit << Long.SIZE - Short.SIZE;
                count++;
            }
            weight++;
        }
        head(count, count == 0 ? 0 : weight, negative && count > 0 ? NEGATIVE : 0, fraction, out);
        out.putInt64(digits);
        out.truncate(out.length() - Long.BYTES + count * Short.BYTES);
    }

    private static void head(int count, int weight, int sign, int fraction, Bytes out) {
        out.putInt32(HEAD_BYTES + count * Short.BYTES);
        out.putInt64((long) count << 48 | (weight & 0xffffL) << 32 | (long) sign << 16 | fraction);
    }

    /** Specials, many digits, {@code 1e3}, {@code 1.500} in a column of two places. */
    private void putRare(byte[] json, int from, int to, Bytes out) throws UnfitValue {
        String text = new String(json, from, to - from, StandardCharsets.US_ASCII);
        switch (text) {
            case "\"NaN\"" -> head(0, 0, NAN, 0, out);
            case "\"Infinity\"" -> head(0, 0, INFINITY, 0, out);
            case "\"-Infinity\"" -> head(0, 0, MINUS_INFINITY, 0, out);
            default -> putLong(number(text), out);
        }
    }

    private BigDecimal number(String text) throws UnfitValue {
        BigDecimal number;
        try {
            number = new BigDecimal(text);
        } catch (NumberFormatException _) {
            throw new UnfitValue("is not a number");
        }
        if (number.scale() > scale) {
            number = number.stripTrailingZeros();
        }
        if (number.scale() > scale) {
            throw new UnfitValue(
                    scale == 0 ? "is not a whole number" : "has more than " + scale + " digits after the point");
        }
        if ((long) number.precision() - number.scale() > WHOLE_MAX || number.scale() > FRACTION_MAX) {
            throw new UnfitValue("has more digits than a numeric of PostgreSQL can");
        }
        return number;
    }

    private static void putLong(BigDecimal number, Bytes out) {
        int fraction = Math.max(number.scale(), 0);
        int places = (fraction + BASE_DIGITS - 1) / BASE_DIGITS;
        String digits =
                number.abs().setScale(places * BASE_DIGITS).unscaledValue().toString();
        String whole = "0".repeat((BASE_DIGITS - digits.length() % BASE_DIGITS) % BASE_DIGITS) + digits;
        int count = whole.length() / BASE_DIGITS;
        int weight = count - places - 1;
        int end = count;
        while (end > 0 && digit(whole, end - 1) == 0) {
            end--;
        }
        int start = 0;
        while (start < end && digit(whole, start) == 0) {
            start++;
        }
        head(end - start, end == 0 ? 0 : weight - start, number.signum() < 0 ? NEGATIVE : 0, fraction, out);
        for (int i = start; i < end; i++) {
            out.putInt16(digit(whole, i));
        }
    }

    private static int digit(String text, int index) {
        return Integer.parseInt(text, BASE_DIGITS * index, BASE_DIGITS * (index + 1), 10);
    }
}
