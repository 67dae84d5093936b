package dev.leat.row;

import java.math.BigDecimal;
import java.nio.charset.StandardCharsets;

/** Numbers by value. */
record RidNumbers(String column) implements RidOrder {
    @Override
    public int compare(byte[] a, int aFrom, int aTo, byte[] b, int bFrom, int bTo) {
        if (aTo - aFrom <= 18 && bTo - bFrom <= 18) {
            long x = whole(a, aFrom, aTo);
            long y = whole(b, bFrom, bTo);
            if (x != Long.MIN_VALUE && y != Long.MIN_VALUE) {
                return Long.compare(x, y);
            }
        }
        return decimal(a, aFrom, aTo).compareTo(decimal(b, bFrom, bTo));
    }

    /** The value of a literal of at most 18 bytes; {@link Long#MIN_VALUE} if it is not a plain whole number. */
    private static long whole(byte[] literal, int from, int to) {
        boolean negative = literal[from] == '-';
        long value = 0;
        for (int i = negative ? from + 1 : from; i < to; i++) {
            int digit = literal[i] - '0';
            if (digit < 0 || digit > 9) {
                return Long.MIN_VALUE;
            }
            value = 10 * value + digit;
        }
        return negative ? -value : value;
    }

    private BigDecimal decimal(byte[] literal, int from, int to) {
        String text = new String(literal, from, to - from, StandardCharsets.US_ASCII);
        try {
            return new BigDecimal(text);
        } catch (NumberFormatException e) {
            throw misfit(literal, from, to, "number", e);
        }
    }
}
