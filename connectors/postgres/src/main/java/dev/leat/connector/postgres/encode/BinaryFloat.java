package dev.leat.connector.postgres.encode;

import ch.randelshofer.fastdoubleparser.JavaDoubleParser;
import ch.randelshofer.fastdoubleparser.JavaFloatParser;
import dev.leat.jdbc.UnfitValue;
import dev.leat.row.Bytes;

/** Binary fractions of four or eight bytes: the one next to the number that is given. */
final class BinaryFloat implements Encoder {
    private final int width;

    BinaryFloat(int width) {
        this.width = width;
    }

    @Override
    public void put(byte[] json, int from, int to, Bytes out) throws UnfitValue {
        boolean special = json[from] == '"';
        int start = special ? from + 1 : from;
        int length = (special ? to - 1 : to) - start;
        byte last = length > 0 ? json[start + length - 1] : 0;
        // NaN, Infinity, -Infinity; the parser would also take what is no number in JSON.
        if (special ? last != 'N' && last != 'y' : last < '0' || last > '9') {
            throw new UnfitValue("is not a number");
        }
        double value = parse(json, start, length);
        if (!special && (Double.isInfinite(value) || value == 0 && !isZero(json, start, start + length))) {
            throw new UnfitValue("is out of the range of " + 8 * width + " bits");
        }
        out.putInt32(width);
        if (width == Float.BYTES) {
            out.putInt32(Float.floatToIntBits((float) value));
        } else {
            out.putInt64(Double.doubleToLongBits(value));
        }
    }

    private double parse(byte[] json, int start, int length) throws UnfitValue {
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
