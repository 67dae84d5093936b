package dev.leat.connector.mysql.encode;

import dev.leat.jdbc.UnfitValue;
import dev.leat.row.Bytes;

/** Binary fractions. */
final class FloatEncoder implements Encoder {
    /** Literals as short as this, without exponent, are read alike by everybody. */
    private static final int PLAIN_LENGTH = 16;

    private final boolean single;

    FloatEncoder(boolean single) {
        this.single = single;
    }

    @Override
    public void put(byte[] json, int from, int to, Bytes out) throws UnfitValue {
        if (isPlain(json, from, to)) {
            out.put(json, from, to - from);
            return;
        }
        if (json[from] == '"') {
            throw new UnfitValue("is none of the numbers that MySQL has");
        }
        String text = Numbers.text(json, from, to);
        try {
            // The server takes the greatest FLOAT, in its shortest form, for too great: it is given all digits.
            double number = single ? Float.parseFloat(text) : Double.parseDouble(text);
            if (Double.isInfinite(number)) {
                throw new UnfitValue("is beyond what the column holds");
            }
            out.putAscii(Double.toString(number));
        } catch (NumberFormatException _) {
            throw new UnfitValue("is not a number");
        }
    }

    private static boolean isPlain(byte[] json, int from, int to) {
        if (to - from > PLAIN_LENGTH) {
            return false;
        }
        for (int i = json[from] == '-' ? from + 1 : from; i < to; i++) {
            byte b = json[i];
            if (b != '.' && (b < '0' || b > '9')) {
                return false;
            }
        }
        return true;
    }
}
