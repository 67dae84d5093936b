package dev.leat.row;

import java.lang.invoke.MethodHandles;
import java.lang.invoke.VarHandle;
import java.nio.ByteOrder;
import java.util.Arrays;

/**
 * Eight bytes of text at once, as a long whose lowest byte is the first. What is looked for is marked in the highest bit
 * of its byte; only the first mark counts, those after it may be wrong.
 */
public final class Words {
    private static final VarHandle LONGS = MethodHandles.byteArrayViewVarHandle(long[].class, ByteOrder.LITTLE_ENDIAN);

    /** Up to so many digits are read at once. */
    public static final int DIGITS = Long.BYTES;

    private static final long ONES = 0x0101010101010101L;
    private static final long MARKS = 0x8080808080808080L;
    private static final long ZEROS = '0' * ONES;
    private static final long DIGIT_LIMITS = (0x7f - 9) * ONES;

    private Words() {}

    /** The eight bytes from an index on, which must be in the array. */
    public static long at(byte[] text, int index) {
        return (long) LONGS.get(text, index);
    }

    /** The first eight bytes, with zeros for those that there are not. */
    static long of(byte[] text) {
        return at(Arrays.copyOf(text, Math.max(text.length, Long.BYTES)), 0);
    }

    static void set(byte[] text, int index, long word) {
        LONGS.set(text, index, word);
    }

    /**
     * The number that one to eight digits say, or -1 if there are other characters among them.
     *
     * @param to where they end; eight bytes lie before it in the array
     */
    public static long number(byte[] text, int from, int to) {
        // What lies before the digits is made zeros.
        long digits = (at(text, to - DIGITS) ^ ZEROS) & -1L << 8 * (DIGITS - (to - from));
        if (beyondNine(digits) != 0) {
            return -1;
        }
        // Neighbours become pairs, pairs become fours, and those the whole.
        long pairs = digits * 10 + (digits >>> 8);
        long fours = (pairs & 0x000000ff000000ffL) * (100 + (1_000_000L << 32));
        long others = (pairs >>> 16 & 0x000000ff000000ffL) * (1 + (10_000L << 32));
        return fours + others >>> 32;
    }

    /** The same of one to eighteen digits; eight bytes lie before the first, too. */
    public static long longNumber(byte[] text, int from, int to) {
        if (to - from <= DIGITS) {
            return number(text, from, to);
        }
        long high = longNumber(text, from, to - DIGITS);
        long low = number(text, to - DIGITS, to);
        return (high | low) < 0 ? -1 : high * 100_000_000 + low;
    }

    /** Marks what is no digit. */
    static long others(long word) {
        return beyondNine(word ^ ZEROS);
    }

    private static long beyondNine(long digits) {
        return (digits + DIGIT_LIMITS | digits) & MARKS;
    }

    /** Marks control characters. */
    public static long controls(long word) {
        return word - ' ' * ONES & ~word & MARKS;
    }

    /** Marks what does not stand for itself inside a JSON string: quotes, backslashes and control characters. */
    public static long escapes(long word) {
        // One comparison for the quote, which this makes the least that is no control character, and for all of those.
        long quotes = word ^ ('"' ^ ' ') * ONES;
        long backslashes = word ^ '\\' * ONES;
        return (quotes - (' ' + 1) * ONES & ~quotes | backslashes - ONES & ~backslashes) & MARKS;
    }

    /** Whether all bytes stand for themselves inside a JSON string; eight bytes lie before {@code to} in the array. */
    public static boolean isPlain(byte[] text, int from, int to) {
        int i = from;
        for (; to - i >= Long.BYTES; i += Long.BYTES) {
            if (escapes(at(text, i)) != 0) {
                return false;
            }
        }
        int rest = to - i;
        // The zeros behind what is left are marked.
        return rest == 0 || first(escapes(at(text, to - Long.BYTES) >>> Byte.SIZE * (Long.BYTES - rest))) == rest;
    }

    /** How many bytes come before the first mark; eight if there is none. */
    public static int first(long marks) {
        return Long.numberOfTrailingZeros(marks) >>> 3;
    }

    /** Whether the bytes at {@code at} are those of {@code expected}; the array is known to hold as many. */
    static boolean equal(byte[] array, int at, byte[] expected) {
        int last = expected.length - Long.BYTES;
        if (last < 0) {
            return shortEqual(array, at, expected);
        }
        for (int i = 0; i < last; i += Long.BYTES) {
            if (at(array, at + i) != at(expected, i)) {
                return false;
            }
        }
        // Mostly some bytes are compared again: that is less than to compare the rest one by one.
        return at(array, at + last) == at(expected, last);
    }

    private static boolean shortEqual(byte[] array, int at, byte[] expected) {
        for (int i = 0; i < expected.length; i++) {
            if (array[at + i] != expected[i]) {
                return false;
            }
        }
        return true;
    }
}
