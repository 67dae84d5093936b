package dev.leat.connector.postgres.encode;

import dev.leat.jdbc.UnfitValue;
import dev.leat.row.Bytes;
import dev.leat.row.Words;
import java.math.BigDecimal;
import java.nio.charset.StandardCharsets;

/** Whole numbers of two, four or eight bytes. */
final class BinaryInteger implements Encoder {
    /** So many digits fit 64 bits whatever they are. */
    private static final int DIGITS_SAFE = 18;

    private final int width;
    private final long greatest;

    BinaryInteger(int width) {
        this.width = width;
        this.greatest = Long.MAX_VALUE >> (Long.SIZE - 8 * width);
    }

    @Override
    public void put(byte[] json, int from, int to, Bytes out) throws UnfitValue {
        boolean negative = json[from] == '-';
        int first = negative ? from + 1 : from;
        int count = to - first;
        long digits = count > 0 && count <= Words.DIGITS && to >= Words.DIGITS ? Words.number(json, first, to) : -1;
        long value = digits < 0 ? parse(json, from, to) : negative ? -digits : digits;
        if (value > greatest || value < -greatest - 1) {
            throw new UnfitValue("does not fit " + 8 * width + " bits");
        }
        switch (width) {
            case Short.BYTES -> out.putInt32(width).putInt16((int) value);
            // Length and value in one.
            case Integer.BYTES -> out.putInt64((long) width << Integer.SIZE | value & 0xffffffffL);
            default -> out.putInt32(width).putInt64(value);
        }
    }

    /** More digits, and other ways to write a whole number: {@code 1.0}, {@code 1e3}. */
    private static long parse(byte[] json, int from, int to) throws UnfitValue {
        boolean negative = json[from] == '-';
        int i = negative ? from + 1 : from;
        boolean plain = to - i <= DIGITS_SAFE && i < to;
        long value = 0;
        for (; plain && i < to; i++) {
            int digit = json[i] - '0';
            plain = digit >= 0 && digit <= 9;
            value = 10 * value + digit;
        }
        if (plain) {
            return negative ? -value : value;
        }
        return parseOther(json, from, to);
    }

    private static long parseOther(byte[] json, int from, int to) throws UnfitValue {
        byte last = json[to - 1];
        if (last < '0' || last > '9') {
            throw new UnfitValue("is not a number");
        }
        try {
            return new BigDecimal(new String(json, from, to - from, StandardCharsets.US_ASCII)).longValueExact();
        } catch (NumberFormatException _) {
            throw new UnfitValue("is not a number");
        } catch (ArithmeticException _) {
            throw new UnfitValue("is not a whole number of 64 bits");
        }
    }
}
