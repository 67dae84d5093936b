package dev.leat.connector.mysql.encode;

import dev.leat.jdbc.UnfitValue;
import dev.leat.row.Bytes;
import java.math.BigDecimal;

/** Exact numbers. Digits after the point that the column has no place for would be rounded off, so they are counted. */
final class DecimalEncoder implements Encoder {
    private final int whole;
    private final int scale;

    DecimalEncoder(int precision, int scale) {
        this.whole = precision - scale;
        this.scale = scale;
    }

    @Override
    public void put(byte[] json, int from, int to, Bytes out) throws UnfitValue {
        if (fits(json, from, to)) {
            out.put(json, from, to - from);
            return;
        }
        BigDecimal number = parse(json, from, to);
        if (number.signum() == 0) {
            out.put('0');
            return;
        }
        BigDecimal stripped = number.stripTrailingZeros();
        if (stripped.scale() > scale) {
            throw new UnfitValue(
                    scale == 0 ? "is not a whole number" : "has more than " + scale + " digits after the point");
        }
        if (stripped.precision() - stripped.scale() > whole) {
            throw new UnfitValue("has more than " + whole + " digits before the point");
        }
        out.putAscii(stripped.toPlainString());
    }

    private static BigDecimal parse(byte[] json, int from, int to) throws UnfitValue {
        if (json[from] == '"') {
            String text = Numbers.text(json, from + 1, to - 1);
            if (text.equals("NaN") || text.endsWith("Infinity")) {
                throw new UnfitValue("is none of the numbers that MySQL has");
            }
        }
        return Numbers.parse(json, from, to);
    }

    /** Whether the literal is in plain digits, not more of them than there is room for. */
    private boolean fits(byte[] json, int from, int to) {
        int first = json[from] == '-' ? from + 1 : from;
        int i = first;
        while (i < to && json[i] >= '0' && json[i] <= '9') {
            i++;
        }
        if (i - first > whole && !(whole == 0 && i - first == 1 && json[first] == '0') || i == first) {
            return false;
        }
        if (i == to) {
            return true;
        }
        if (json[i] != '.' || to - i - 1 > scale) {
            return false;
        }
        for (i++; i < to; i++) {
            if (json[i] < '0' || json[i] > '9') {
                return false;
            }
        }
        return true;
    }
}
