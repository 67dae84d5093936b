package dev.leat.connector.duckdb;

import ch.randelshofer.fastdoubleparser.JavaDoubleParser;
import ch.randelshofer.fastdoubleparser.JavaFloatParser;
import dev.leat.jdbc.UnfitValue;
import dev.leat.row.Batch;
import dev.leat.row.Slice;
import java.math.BigDecimal;
import java.math.BigInteger;

/** The cells that need to know nothing of their column. */
final class Cells {
    private static final int UUID_LENGTH = 36;

    private Cells() {}

    static void putBoolean(Batch rows, int column, Lane to) {
        to.putInt8(rows.booleanAt(column) ? 1 : 0);
    }

    static void putText(Batch rows, int column, Lane to) throws UnfitValue {
        if (!rows.isText(column)) {
            throw new UnfitValue("is not a string");
        }
        rows.appendUtf8(column, to.texts());
        to.putText();
    }

    /** JSON, as it was sent. */
    static void putRaw(Batch rows, int column, Lane to) {
        Slice json = rows.rawAt(column);
        to.texts().put(json.array, json.offset, json.length);
        to.putText();
    }

    static void putBytes(Batch rows, int column, Lane to) throws UnfitValue {
        if (!rows.isText(column)) {
            throw new UnfitValue("is not base64");
        }
        to.texts().put(rows.bytesAt(column));
        to.putText();
    }

    static void putUuid(Batch rows, int column, Lane to) throws UnfitValue {
        Slice text = rows.utf8At(column);
        boolean fits = rows.isText(column) && text.length == UUID_LENGTH;
        for (int i = 0; fits && i < UUID_LENGTH; i++) {
            byte c = text.array[text.offset + i];
            boolean dash = i == 8 || i == 13 || i == 18 || i == 23;
            fits = dash ? c == '-' : Character.digit(c, 16) >= 0;
        }
        if (!fits) {
            throw new UnfitValue("is not a UUID");
        }
        to.texts().put(text.array, text.offset, text.length);
        to.putText();
    }

    static void putUnsigned(Batch rows, int column, Lane to) throws UnfitValue {
        Slice raw = rows.rawAt(column);
        if (raw.length <= IntegerCell.DIGITS_SAFE && raw.array[raw.offset] != '-') {
            to.putInt64(rows.longAt(column));
            return;
        }
        BigInteger number = whole(rows, column);
        if (number.signum() < 0 || number.bitLength() > Long.SIZE) {
            throw new UnfitValue("is beyond the 64 bits of its column");
        }
        to.putInt64(number.longValue());
    }

    /** A whole number of any length, as its digits. */
    static void putWhole(Batch rows, int column, Lane to) throws UnfitValue {
        to.texts().putAscii(whole(rows, column).toString());
        to.putText();
    }

    private static BigInteger whole(Batch rows, int column) throws UnfitValue {
        if (rows.isText(column)) {
            throw new UnfitValue("is not a number");
        }
        BigDecimal number = rows.decimalAt(column);
        // Written out, a number of a few characters may have a billion digits.
        if (number.scale() < -DecimalCell.ZEROS_MAX) {
            throw new UnfitValue("is out of the range of DuckDB's type");
        }
        try {
            return number.toBigIntegerExact();
        } catch (ArithmeticException _) {
            throw new UnfitValue("is not a whole number");
        }
    }

    static void putDouble(Batch rows, int column, Lane to) throws UnfitValue {
        Slice text = rows.utf8At(column);
        double value;
        try {
            value = JavaDoubleParser.parseDouble(text.array, text.offset, text.length);
        } catch (NumberFormatException _) {
            throw new UnfitValue("is not a number");
        }
        special(Double.isInfinite(value), Double.isNaN(value), rows.isText(column));
        to.putInt64(Double.doubleToRawLongBits(value));
    }

    static void putFloat(Batch rows, int column, Lane to) throws UnfitValue {
        Slice text = rows.utf8At(column);
        float value;
        try {
            value = JavaFloatParser.parseFloat(text.array, text.offset, text.length);
        } catch (NumberFormatException _) {
            throw new UnfitValue("is not a number");
        }
        special(Float.isInfinite(value), Float.isNaN(value), rows.isText(column));
        to.putInt32(Float.floatToRawIntBits(value));
    }

    /** Only what says so is infinite; only the words for what is no number are strings. */
    private static void special(boolean infinite, boolean nan, boolean isText) throws UnfitValue {
        if (isText != (infinite || nan)) {
            throw new UnfitValue(isText ? "is not a number" : "is out of the range of its column");
        }
    }
}
