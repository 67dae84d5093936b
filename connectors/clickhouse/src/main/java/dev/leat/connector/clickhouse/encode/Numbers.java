package dev.leat.connector.clickhouse.encode;

import ch.randelshofer.fastdoubleparser.JavaDoubleParser;
import ch.randelshofer.fastdoubleparser.JavaFloatParser;
import dev.leat.jdbc.UnfitValue;
import dev.leat.row.Bytes;
import dev.leat.row.Words;
import java.math.BigDecimal;
import java.math.BigInteger;
import java.nio.charset.StandardCharsets;

/** Encoders of numbers: in as many bytes as the column has, the least first. */
final class Numbers {
    private static final int DIGITS_MAX = 18;
    /** Longer exponents would be written out as as many zeros. */
    private static final int EXPONENT_MAX = 1000;

    private static final long[] POWERS = new long[DIGITS_MAX + 1];

    static {
        POWERS[0] = 1;
        for (int i = 1; i < POWERS.length; i++) {
            POWERS[i] = 10 * POWERS[i - 1];
        }
    }

    private Numbers() {}

    /** Whole numbers of 8 to 64 bits. */
    static Encoder integer(int bits, boolean unsigned) {
        long least = unsigned ? 0 : bits == 64 ? Long.MIN_VALUE : -(1L << bits - 1);
        long greatest = bits == 64 ? Long.MAX_VALUE : (1L << (unsigned ? bits : bits - 1)) - 1;
        int width = bits / Byte.SIZE;
        Encoder rare = bigInteger(bits, unsigned);
        return (json, from, to, out) -> {
            boolean negative = json[from] == '-';
            int i = negative ? from + 1 : from;
            long digits = i < to && to - i <= DIGITS_MAX ? Words.longNumber(json, i, to) : -1;
            if (digits < 0) {
                rare.put(json, from, to, out);
                return;
            }
            long value = negative ? -digits : digits;
            if (value < least || value > greatest) {
                throw outOfRange(bits, unsigned);
            }
            put(value, width, out);
        };
    }

    private static UnfitValue outOfRange(int bits, boolean unsigned) {
        return new UnfitValue("is out of the range of " + (unsigned ? "UInt" : "Int") + bits);
    }

    private static void put(long value, int width, Bytes out) {
        out.putInt64(Long.reverseBytes(value));
        out.truncate(out.length() - Long.BYTES + width);
    }

    /** Whole numbers of any width, {@code 1e3} and {@code 5.0} included. */
    static Encoder bigInteger(int bits, boolean unsigned) {
        return (json, from, to, out) -> {
            BigInteger value = whole(number(json, from, to), 0, "is not a whole number");
            if (unsigned ? value.signum() < 0 || value.bitLength() > bits : value.bitLength() >= bits) {
                throw outOfRange(bits, unsigned);
            }
            putBig(value, bits / Byte.SIZE, out);
        };
    }

    private static void putBig(BigInteger value, int width, Bytes out) {
        byte[] bytes = value.toByteArray();
        int count = Math.min(bytes.length, width);
        byte[] array = out.room(width);
        int at = out.length();
        byte sign = (byte) (value.signum() < 0 ? -1 : 0);
        for (int i = 0; i < width; i++) {
            array[at + i] = i < count ? bytes[bytes.length - 1 - i] : sign;
        }
        out.advance(width);
    }

    private static BigDecimal number(byte[] json, int from, int to) throws UnfitValue {
        byte last = json[to - 1];
        if (json[from] == '"' || last < '0' || last > '9') {
            throw new UnfitValue("is not a number");
        }
        try {
            return new BigDecimal(new String(json, from, to - from, StandardCharsets.US_ASCII));
        } catch (NumberFormatException _) {
            throw new UnfitValue("is not a number");
        }
    }

    private static BigInteger whole(BigDecimal value, int scale, String otherwise) throws UnfitValue {
        if (value.signum() != 0 && Math.abs(value.scale()) > EXPONENT_MAX) {
            throw new UnfitValue(value.scale() < 0 ? "is out of range" : otherwise);
        }
        try {
            return value.setScale(scale).unscaledValue();
        } catch (ArithmeticException _) {
            throw new UnfitValue(otherwise);
        }
    }

    /** Exact numbers: kept as whole ones, the point left out. */
    static Encoder decimal(int precision, int scale) {
        int width = decimalWidth(precision);
        Encoder rare = rareDecimal(precision, scale, width);
        long limit = precision <= DIGITS_MAX ? POWERS[precision] : Long.MAX_VALUE;
        return (json, from, to, out) -> {
            boolean negative = json[from] == '-';
            int first = negative ? from + 1 : from;
            long unscaled = unscaled(json, first, to, scale);
            if (unscaled < 0) {
                rare.put(json, from, to, out);
                return;
            }
            if (unscaled >= limit) {
                throw new UnfitValue("has more than " + (precision - scale) + " digits before the point");
            }
            long value = negative ? -unscaled : unscaled;
            if (width <= Long.BYTES) {
                put(value, width, out);
            } else {
                putWide(value, width, out);
            }
        };
    }

    /** What is written in digits, and with a point at most, without its point; -1 if there is more to it. */
    private static long unscaled(byte[] json, int from, int to, int scale) {
        int point = point(json, from, to, scale);
        int fraction = Math.max(to - point - 1, 0);
        int zeros = scale - fraction;
        boolean isWhole = point == to;
        // What is multiplied stays within a long: digits and zeros are 18 together at most.
        if (zeros < 0 || to - from + zeros > DIGITS_MAX || point == from || point == to - 1) {
            return -1;
        }
        long before = Words.longNumber(json, from, point);
        long after = isWhole ? 0 : Words.longNumber(json, point + 1, to);
        return (before | after) < 0 ? -1 : (before * POWERS[fraction] + after) * POWERS[zeros];
    }

    /** Where the point is, or the end if there is none: mostly there are as many digits behind it as the column has. */
    private static int point(byte[] json, int from, int to, int scale) {
        int usual = to - scale - 1;
        if (usual > from && json[usual] == '.') {
            return usual;
        }
        int i = from;
        while (i < to && json[i] != '.') {
            i++;
        }
        return i;
    }

    static int decimalWidth(int precision) {
        return precision <= 9 ? Integer.BYTES : precision <= DIGITS_MAX ? Long.BYTES : precision <= 38 ? 16 : 32;
    }

    private static void putWide(long value, int width, Bytes out) {
        out.putInt64(Long.reverseBytes(value));
        long sign = value >> 63;
        for (int i = Long.BYTES; i < width; i += Long.BYTES) {
            out.putInt64(sign);
        }
    }

    private static Encoder rareDecimal(int precision, int scale, int width) {
        BigInteger limit = BigInteger.TEN.pow(precision);
        return (json, from, to, out) -> {
            BigInteger value = whole(
                    number(json, from, to),
                    scale,
                    "has more than " + scale + " digits after the point, or is too large");
            if (value.abs().compareTo(limit) >= 0) {
                throw new UnfitValue("has more than " + (precision - scale) + " digits before the point");
            }
            putBig(value, width, out);
        };
    }

    /** Binary fractions of four or eight bytes: the one next to the number that is given. */
    static Encoder binary(int width) {
        return (json, from, to, out) -> {
            boolean special = json[from] == '"';
            int start = special ? from + 1 : from;
            int length = (special ? to - 1 : to) - start;
            byte last = length > 0 ? json[start + length - 1] : 0;
            // NaN, Infinity, -Infinity; the parser would also take what is no number in JSON.
            if (special ? last != 'N' && last != 'y' : last < '0' || last > '9') {
                throw new UnfitValue("is not a number");
            }
            double value = parse(json, start, length, width);
            if (!special && (Double.isInfinite(value) || value == 0 && !isZero(json, start, start + length))) {
                throw new UnfitValue("is out of the range of " + 8 * width + " bits");
            }
            long bits = width == Float.BYTES ? Float.floatToIntBits((float) value) : Double.doubleToLongBits(value);
            put(bits, width, out);
        };
    }

    private static double parse(byte[] json, int start, int length, int width) throws UnfitValue {
        try {
            return width == Float.BYTES
                    ? JavaFloatParser.parseFloat(json, start, length)
                    : JavaDoubleParser.parseDouble(json, start, length);
        } catch (NumberFormatException _) {
            throw new UnfitValue("is not a number");
        }
    }

    private static boolean isZero(byte[] json, int from, int to) {
        for (int i = from; i < to && (json[i] | 0x20) != 'e'; i++) {
            if (json[i] >= '1' && json[i] <= '9') {
                return false;
            }
        }
        return true;
    }
}
