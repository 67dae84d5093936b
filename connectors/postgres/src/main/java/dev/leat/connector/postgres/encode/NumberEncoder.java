package dev.leat.connector.postgres.encode;

import dev.leat.jdbc.UnfitValue;
import dev.leat.row.Bytes;
import java.math.BigDecimal;
import java.nio.charset.StandardCharsets;

/**
 * Numbers: their digits as they are. Digits after the point that the column has no place for would be rounded off
 * without a word, so they are counted.
 */
final class NumberEncoder implements Encoder {
    private static final int ANY = Integer.MAX_VALUE;

    private final boolean specials;
    private final int scale;

    private NumberEncoder(boolean specials, int scale) {
        this.specials = specials;
        this.scale = scale;
    }

    /** For whole numbers of a machine width. */
    static NumberEncoder integers() {
        return new NumberEncoder(false, 0);
    }

    /** For a numeric column with so many digits after the point. */
    static NumberEncoder decimals(int scale) {
        return new NumberEncoder(true, scale);
    }

    /** For a column that has a place for every digit, or, of binary fractions, for none. */
    static NumberEncoder any() {
        return new NumberEncoder(true, ANY);
    }

    @Override
    public void put(byte[] json, int from, int to, Bytes out) throws UnfitValue {
        if (json[from] == '"') {
            special(json, from + 1, to - 1, out);
            return;
        }
        byte first = json[from];
        if (first != '-' && (first < '0' || first > '9')) {
            throw new UnfitValue("is not a number");
        }
        if (scale != ANY && !fits(json, from, to)) {
            rewritten(json, from, to, out);
            return;
        }
        out.put(json, from, to - from);
    }

    /** Whether the literal is in plain digits, not more of them after the point than there is room for. */
    private boolean fits(byte[] json, int from, int to) {
        for (int i = from + 1; i < to; i++) {
            byte b = json[i];
            if (b == '.') {
                return scale > 0 && to - i - 1 <= scale && plain(json, i + 1, to);
            }
            if (b < '0' || b > '9') {
                return false;
            }
        }
        return true;
    }

    private static boolean plain(byte[] json, int from, int to) {
        for (int i = from; i < to; i++) {
            if (json[i] < '0' || json[i] > '9') {
                return false;
            }
        }
        return true;
    }

    /** {@code 1e3}, {@code 1.500}: another way to write a number that may fit. */
    private void rewritten(byte[] json, int from, int to, Bytes out) throws UnfitValue {
        BigDecimal number =
                new BigDecimal(new String(json, from, to - from, StandardCharsets.US_ASCII)).stripTrailingZeros();
        if (number.scale() > scale) {
            throw new UnfitValue(
                    scale == 0 ? "is not a whole number" : "has more than " + scale + " digits after the point");
        }
        out.putAscii(number.toPlainString());
    }

    private void special(byte[] json, int from, int to, Bytes out) throws UnfitValue {
        int length = to - from;
        boolean known = length == 3 && json[from] == 'N'
                || length == 8 && json[from] == 'I'
                || length == 9 && json[from] == '-' && json[from + 1] == 'I';
        if (!specials || !known) {
            throw new UnfitValue("is not a number");
        }
        out.put(json, from, length);
    }
}
