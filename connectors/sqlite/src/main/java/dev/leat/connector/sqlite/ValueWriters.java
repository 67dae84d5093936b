package dev.leat.connector.sqlite;

import dev.leat.jdbc.ColumnWriter;
import dev.leat.jdbc.UnfitValue;
import dev.leat.row.Batch;
import dev.leat.row.Slice;
import dev.leat.type.Column;
import dev.leat.type.Type;
import dev.leat.type.Type.Decimal;
import java.math.BigDecimal;
import java.math.BigInteger;
import java.nio.charset.StandardCharsets;
import java.sql.PreparedStatement;
import java.sql.SQLException;

/** Binds values, each in the form that {@link DeclaredTypes} says for its type, and exactly. */
final class ValueWriters {
    private ValueWriters() {}

    static ColumnWriter of(Column column) {
        return switch (column.type()) {
            case Type.Bool _ -> (rows, c, row, p) -> row.setInt(p, rows.booleanAt(c) ? 1 : 0);
            case Type.Int(int bits, boolean unsigned) -> integer(bits, unsigned);
            case Decimal decimal -> decimal(decimal);
            case Type.Float32 _ -> (rows, c, row, p) -> row.setDouble(p, single(rows, c));
            case Type.Float64 _ -> (rows, c, row, p) -> row.setDouble(p, number(rows, c));
            case Type.Text _, Type.Enumeration _ -> ofText();
            case Type.Uuid _ -> checked(ValueWriters::uuid);
            case Type.Date _ -> checked(StoredTime::date);
            case Type.Bytes _ -> ValueWriters::bytes;
            case Type.Time(int fraction, boolean zoned) -> checked(text -> StoredTime.time(text, fraction, zoned));
            case Type.Timestamp(int fraction, boolean zoned) ->
                checked(text -> StoredTime.timestamp(text, fraction, zoned));
            case Type.Json _, Type.Array _ ->
                (rows, c, row, p) -> row.setString(p, rows.rawAt(c).toString());
        };
    }

    /** A RID must also be ordered by its text where it is kept as text. */
    static ColumnWriter ofRid(Column column) {
        ColumnWriter writer = of(column);
        return switch (column.type()) {
            case Decimal _ ->
                (rows, c, row, p) -> {
                    if (rows.isText(c)) {
                        throw rows.mismatch(c, "has no place in an order", null);
                    }
                    writer.write(rows, c, row, p);
                };
            case Type.Date _, Type.Timestamp _ ->
                (rows, c, row, p) -> {
                    Slice text = rows.utf8At(c);
                    boolean ordered = text.length >= 10
                            && text.array[text.offset + 4] == '-'
                            && text.array[text.offset + text.length - 1] != 'C';
                    if (!ordered) {
                        throw rows.mismatch(
                                c, "is before year 1 or after year 9999, where SQLite cannot order a RID", null);
                    }
                    writer.write(rows, c, row, p);
                };
            default -> writer;
        };
    }

    private static ColumnWriter ofText() {
        return (rows, c, row, p) -> {
            if (!rows.isText(c)) {
                throw rows.mismatch(c, "is not a string", null);
            }
            row.setString(p, rows.textAt(c));
        };
    }

    private static void bytes(Batch rows, int c, PreparedStatement row, int parameter) throws SQLException {
        if (!rows.isText(c)) {
            throw rows.mismatch(c, "is not base64", null);
        }
        row.setBytes(parameter, rows.bytesAt(c));
    }

    @FunctionalInterface
    private interface Form {
        String of(String text) throws UnfitValue;
    }

    private static ColumnWriter checked(Form form) {
        return (rows, c, row, p) -> {
            if (!rows.isText(c)) {
                throw rows.mismatch(c, "is not a string", null);
            }
            try {
                row.setString(p, form.of(rows.textAt(c)));
            } catch (UnfitValue unfit) {
                throw rows.mismatch(c, unfit.getMessage(), unfit);
            }
        };
    }

    /** A column of SQLite's holds 64 bits, whatever it is declared as. */
    private static ColumnWriter integer(int bits, boolean unsigned) {
        if (bits == 64 && unsigned) {
            return (rows, c, row, p) -> wholeNumber(rows, c, row, p, true);
        }
        long max = bits == 64 ? Long.MAX_VALUE : (1L << (unsigned ? bits : bits - 1)) - 1;
        long min = unsigned ? 0 : -max - 1;
        return (rows, c, row, p) -> {
            long number = rows.longAt(c);
            if (number < min || number > max) {
                throw rows.mismatch(c, "is beyond the " + bits + " bits of its column", null);
            }
            row.setLong(p, number);
        };
    }

    private static String uuid(String text) throws UnfitValue {
        boolean fits = text.length() == 36;
        for (int i = 0; fits && i < 36; i++) {
            char c = text.charAt(i);
            boolean dash = i == 8 || i == 13 || i == 18 || i == 23;
            fits = dash ? c == '-' : c >= '0' && c <= '9' || c >= 'a' && c <= 'f' || c >= 'A' && c <= 'F';
        }
        if (!fits) {
            throw new UnfitValue("is not a UUID");
        }
        return text;
    }

    private static ColumnWriter decimal(Decimal type) {
        if (DeclaredTypes.isInteger(type)) {
            long end = Powers.OF_TEN[type.precision()];
            return (rows, c, row, p) -> {
                long number = rows.longAt(c);
                row.setLong(
                        p,
                        Math.abs(number) < end ? number : fitting(rows, c, type).longValueExact());
            };
        }
        if (type.equals(Decimal.INTEGER)) {
            return (rows, c, row, p) -> wholeNumber(rows, c, row, p, false);
        }
        if (DeclaredTypes.isText(type)) {
            return (rows, c, row, p) -> row.setString(p, digits(rows, c, type));
        }
        return (rows, c, row, p) -> row.setDouble(p, fraction(rows, c, type));
    }

    private static void wholeNumber(Batch rows, int c, PreparedStatement row, int parameter, boolean unsigned)
            throws SQLException {
        if (!rows.isText(c) && rows.rawAt(c).length <= DeclaredTypes.INTEGER_DIGITS) {
            long number = rows.longAt(c);
            if (unsigned && number < 0) {
                throw rows.mismatch(c, "is negative", null);
            }
            row.setLong(parameter, number);
            return;
        }
        BigInteger number;
        try {
            number = rows.decimalAt(c).toBigIntegerExact();
        } catch (ArithmeticException e) {
            throw rows.mismatch(c, "is not a whole number", e);
        }
        if (unsigned && (number.signum() < 0 || number.bitLength() > Long.SIZE)) {
            throw rows.mismatch(c, "is beyond the 64 bits of its column", null);
        }
        if (number.bitLength() < Long.SIZE) {
            row.setLong(parameter, number.longValue());
        } else {
            row.setString(parameter, number.toString());
        }
    }

    /** The digits of a number of any length, without an exponent. */
    private static String digits(Batch rows, int c, Decimal type) {
        String text = rows.textAt(c);
        if (rows.isText(c)) {
            if (ValueReaders.isSpecial(text)) {
                return text;
            }
            throw rows.mismatch(c, "is not a number", null);
        }
        if (type.precision() > 0) {
            fitting(rows, c, type);
        }
        return text.indexOf('e') < 0 && text.indexOf('E') < 0
                ? text
                : rows.decimalAt(c).toPlainString();
    }

    /** The binary fraction from which the decimal one can be told again: the nearest, for numbers of few digits. */
    private static double fraction(Batch rows, int c, Decimal type) {
        if (rows.isText(c)) {
            throw rows.mismatch(c, "is not a number that SQLite has", null);
        }
        Slice text = rows.rawAt(c);
        long digits = 0;
        int scale = -1;
        int end = text.offset + text.length;
        int i = text.array[text.offset] == '-' ? text.offset + 1 : text.offset;
        if (end - i > DeclaredTypes.INTEGER_DIGITS) {
            return longFraction(rows, c, type);
        }
        for (; i < end; i++) {
            int digit = text.array[i] - '0';
            if (digit >= 0 && digit <= 9) {
                digits = 10 * digits + digit;
                scale = scale < 0 ? scale : scale + 1;
            } else if (text.array[i] == '.') {
                scale = 0;
            } else {
                return longFraction(rows, c, type);
            }
        }
        scale = Math.max(scale, 0);
        if (scale > type.scale() || digits >= Powers.OF_TEN[type.precision() - type.scale() + scale]) {
            return longFraction(rows, c, type);
        }
        // Both are held exactly, so that the quotient is the nearest there is.
        double value = digits / (double) Powers.OF_TEN[scale];
        return text.array[text.offset] == '-' ? -value : value;
    }

    private static double longFraction(Batch rows, int c, Decimal type) {
        return fitting(rows, c, type).doubleValue();
    }

    /** The number, if it has no more digits than the column declares: SQLite itself would take any. */
    private static BigDecimal fitting(Batch rows, int c, Decimal type) {
        BigDecimal value = rows.decimalAt(c).stripTrailingZeros();
        boolean fits = type.precision() == 0
                || value.scale() <= type.scale()
                        && value.precision() - value.scale() <= type.precision() - type.scale();
        if (!fits) {
            throw rows.mismatch(
                    c,
                    "has more digits than " + (type.precision() - type.scale()) + " before the point or " + type.scale()
                            + " after it",
                    null);
        }
        return value;
    }

    private static double number(Batch rows, int c) {
        double value = rows.doubleAt(c);
        if (Double.isNaN(value)) {
            throw rows.mismatch(c, "is no number that SQLite has: it would keep null", null);
        }
        return value;
    }

    /** The 64-bit number that reads best, if the 32-bit one can be told from it; else that one itself. */
    private static double single(Batch rows, int c) {
        double value = number(rows, c);
        Slice text = rows.utf8At(c);
        float wanted = Float.parseFloat(new String(text.array, text.offset, text.length, StandardCharsets.US_ASCII));
        return (float) value == wanted ? value : wanted;
    }
}
