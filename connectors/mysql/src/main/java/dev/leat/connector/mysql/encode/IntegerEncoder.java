package dev.leat.connector.mysql.encode;

import dev.leat.jdbc.UnfitValue;
import dev.leat.row.Bytes;
import java.math.BigDecimal;
import java.nio.charset.StandardCharsets;

/** Whole numbers within bounds: the server would put the bound in the place of what lies beyond it. */
final class IntegerEncoder implements Encoder {
    /** So many digits fit any number of 64 bits. */
    private static final int SAFE_DIGITS = 18;

    private final BigDecimal min;
    private final BigDecimal max;
    private final long minLong;
    private final long maxLong;
    private final boolean isYear;

    private IntegerEncoder(BigDecimal min, BigDecimal max, boolean isYear) {
        this.min = min;
        this.max = max;
        this.minLong = min.max(BigDecimal.valueOf(Long.MIN_VALUE)).longValueExact();
        this.maxLong = max.min(BigDecimal.valueOf(Long.MAX_VALUE)).longValueExact();
        this.isYear = isYear;
    }

    static IntegerEncoder of(int bits, boolean unsigned) {
        BigDecimal top = BigDecimal.TWO.pow(unsigned ? bits : bits - 1);
        return new IntegerEncoder(unsigned ? BigDecimal.ZERO : top.negate(), top.subtract(BigDecimal.ONE), false);
    }

    /** A year as YEAR holds it, which reads one or two digits as of this century or the last. */
    static IntegerEncoder years() {
        return new IntegerEncoder(BigDecimal.valueOf(1901), BigDecimal.valueOf(2155), true);
    }

    @Override
    public void put(byte[] json, int from, int to, Bytes out) throws UnfitValue {
        boolean negative = json[from] == '-';
        int first = negative ? from + 1 : from;
        if (to - first > SAFE_DIGITS || to == first) {
            rewritten(json, from, to, out);
            return;
        }
        long value = 0;
        for (int i = first; i < to; i++) {
            int digit = json[i] - '0';
            if (digit < 0 || digit > 9) {
                rewritten(json, from, to, out);
                return;
            }
            value = 10 * value + digit;
        }
        value = negative ? -value : value;
        if (value < minLong || value > maxLong) {
            if (isYear && value == 0) {
                out.putAscii("0000");
                return;
            }
            throw unfit();
        }
        out.put(json, from, to - from);
    }

    /** Long numbers, and {@code 1.0}, {@code 1e3}. */
    private void rewritten(byte[] json, int from, int to, Bytes out) throws UnfitValue {
        BigDecimal number = Numbers.parse(json, from, to);
        if (number.stripTrailingZeros().scale() > 0) {
            throw new UnfitValue("is not a whole number");
        }
        if (number.compareTo(min) < 0 || number.compareTo(max) > 0) {
            throw unfit();
        }
        out.put(number.toBigIntegerExact().toString().getBytes(StandardCharsets.US_ASCII));
    }

    private UnfitValue unfit() {
        return new UnfitValue("is beyond what the column holds, " + min.toPlainString() + " to " + max.toPlainString());
    }
}
