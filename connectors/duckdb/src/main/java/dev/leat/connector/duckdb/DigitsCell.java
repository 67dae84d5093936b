package dev.leat.connector.duckdb;

import dev.leat.jdbc.UnfitValue;
import dev.leat.row.Batch;
import dev.leat.row.Slice;
import dev.leat.type.Type.Decimal;
import java.math.BigDecimal;

/** Numbers with more digits than DuckDB has a type for: all of them, as text, without an exponent. */
final class DigitsCell implements Cell {
    private final Decimal type;

    DigitsCell(Decimal type) {
        this.type = type;
    }

    @Override
    public void put(Batch rows, int column, Lane to) throws UnfitValue {
        Slice text = rows.utf8At(column);
        if (rows.isText(column)) {
            String word = text.toString();
            if (!word.equals("NaN") && !word.equals("Infinity") && !word.equals("-Infinity")) {
                throw new UnfitValue("is not a number");
            }
        } else if (type.precision() > 0 || hasExponent(text)) {
            BigDecimal number = rows.decimalAt(column);
            fitting(number);
            String digits = number.toPlainString();
            to.texts().putAscii(digits);
            to.putText();
            return;
        }
        to.texts().put(text.array, text.offset, text.length);
        to.putText();
    }

    private void fitting(BigDecimal number) throws UnfitValue {
        BigDecimal bare = number.stripTrailingZeros();
        boolean fits = type.precision() == 0
                || bare.scale() <= type.scale()
                        && (long) bare.precision() - bare.scale() <= type.precision() - type.scale();
        if (!fits || Math.abs((long) bare.scale()) > DecimalCell.ZEROS_MAX) {
            throw new UnfitValue("has more digits than its column");
        }
    }

    private static boolean hasExponent(Slice number) {
        for (int i = number.offset; i < number.offset + number.length; i++) {
            if ((number.array[i] | 0x20) == 'e') {
                return true;
            }
        }
        return false;
    }
}
