package dev.leat.connector.sqlite;

import dev.leat.jdbc.ColumnReader;
import dev.leat.jdbc.Table;
import dev.leat.jdbc.UnfitValue;
import dev.leat.protocol.Json;
import dev.leat.row.RowWriter;
import dev.leat.type.Type;
import dev.leat.type.Type.Decimal;
import java.math.BigDecimal;
import java.math.MathContext;
import java.nio.charset.StandardCharsets;
import java.util.Base64;
import tools.jackson.core.JacksonException;

/**
 * Reads values. A column's declaration binds nobody: each value says itself whether it is an integer, a floating-point
 * number, text or bytes, so each is looked at, and one that is none of its column's type is an error, never a guess.
 */
final class ValueReaders {
    private ValueReaders() {}

    /** Puts a value that is not null. */
    @FunctionalInterface
    private interface Put {
        void put(Object value, RowWriter out) throws UnfitValue;
    }

    static ColumnReader of(Table.Column column) {
        // What has no declared type, such as an expression of a view, holds plain values and not their JSON.
        Put put = column.declared().isEmpty() ? ValueReaders::any : put(column.type());
        return (row, place, out) -> {
            Object value = row.getObject(place);
            if (value == null) {
                out.putNull();
            } else {
                put.put(value, out);
            }
        };
    }

    private static Put put(Type type) {
        return switch (type) {
            case Type.Bool _ -> ValueReaders::bool;
            case Type.Int(int bits, boolean unsigned) -> integer(bits, unsigned);
            case Decimal decimal -> decimal(decimal);
            case Type.Float32 _ -> (value, out) -> out.putFloat((float) floating(value));
            case Type.Float64 _ -> (value, out) -> out.putDouble(floating(value));
            case Type.Text _, Type.Enumeration _ -> (value, out) -> out.putText(text(value));
            case Type.Uuid _ -> (value, out) -> out.putText(text(value));
            case Type.Bytes _ -> ValueReaders::bytes;
            case Type.Date _, Type.Time _ -> (value, out) -> out.putText(text(value));
            case Type.Timestamp(int _, boolean zoned) -> (value, out) -> StoredTime.put(text(value), zoned, out);
            case Type.Json _ -> ValueReaders::json;
            case Type.Array _ -> ValueReaders::json;
        };
    }

    private static void bool(Object value, RowWriter out) throws UnfitValue {
        if (value instanceof Integer number && (number == 0 || number == 1)) {
            out.putBoolean(number == 1);
        } else {
            throw unfit(value, "is neither 0 nor 1");
        }
    }

    private static Put integer(int bits, boolean unsigned) {
        if (bits == 64 && unsigned) {
            return ValueReaders::anyDecimal;
        }
        long max = bits == 64 ? Long.MAX_VALUE : (1L << (unsigned ? bits : bits - 1)) - 1;
        long min = unsigned ? 0 : -max - 1;
        return (value, out) -> {
            long number = whole(value);
            if (number < min || number > max) {
                throw unfit(value, "is beyond " + bits + " bits");
            }
            out.putLong(number);
        };
    }

    private static long whole(Object value) throws UnfitValue {
        return switch (value) {
            case Integer number -> number;
            case Long number -> number;
            default -> throw unfit(value, "is not a whole number");
        };
    }

    private static Put decimal(Decimal type) {
        if (DeclaredTypes.isInteger(type)) {
            return (value, out) -> out.putLong(whole(value));
        }
        if (DeclaredTypes.isText(type) || type.equals(Decimal.INTEGER)) {
            return ValueReaders::anyDecimal;
        }
        int scale = type.scale();
        return (value, out) -> out.putDecimal(rounded(value, scale));
    }

    /** A binary fraction back to the decimal it was written from, which is the only one near it with so few digits. */
    private static BigDecimal rounded(Object value, int scale) throws UnfitValue {
        if (value instanceof Double binary) {
            double power = Powers.OF_TEN[scale];
            double digits = Math.rint(binary * power);
            if (Math.abs(digits) < Powers.OF_TEN[DeclaredTypes.REAL_DIGITS] && digits / power == binary) {
                return BigDecimal.valueOf((long) digits, scale);
            }
        }
        BigDecimal number = switch (value) {
            case Integer whole -> BigDecimal.valueOf(whole);
            case Long whole -> BigDecimal.valueOf(whole);
            case Double binary
            when Double.isFinite(binary) -> new BigDecimal(binary).round(new MathContext(DeclaredTypes.REAL_DIGITS));
            default -> throw unfit(value, "is not a number");
        };
        try {
            return number.setScale(scale, java.math.RoundingMode.UNNECESSARY);
        } catch (ArithmeticException _) {
            throw unfit(value, "has more than " + scale + " digits after the point");
        }
    }

    private static void anyDecimal(Object value, RowWriter out) throws UnfitValue {
        switch (value) {
            case Integer number -> out.putLong(number);
            case Long number -> out.putLong(number);
            case Double number when Double.isFinite(number) -> out.putDecimal(BigDecimal.valueOf(number));
            case Double number -> out.putDouble(number);
            case String text when isSpecial(text) -> out.putText(text);
            case String text -> {
                try {
                    out.putDecimal(new BigDecimal(text));
                } catch (NumberFormatException _) {
                    throw unfit(value, "is not a number");
                }
            }
            default -> throw unfit(value, "is not a number");
        }
    }

    static boolean isSpecial(String text) {
        return text.equals("NaN") || text.equals("Infinity") || text.equals("-Infinity");
    }

    private static double floating(Object value) throws UnfitValue {
        return switch (value) {
            case Double number -> number;
            case Integer number -> number;
            // Beyond 53 bits the number itself would be another one.
            case Long number when (long) (double) number == number -> number;
            default -> throw unfit(value, "is not a floating-point number");
        };
    }

    private static String text(Object value) throws UnfitValue {
        return switch (value) {
            case String text -> text;
            case byte[] _ -> throw unfit(value, "is bytes, not text");
            default -> value.toString();
        };
    }

    private static void bytes(Object value, RowWriter out) {
        out.putBytes(value instanceof byte[] bytes ? bytes : value.toString().getBytes(StandardCharsets.UTF_8));
    }

    private static void json(Object value, RowWriter out) throws UnfitValue {
        if (value instanceof String text) {
            byte[] json = parsed(text);
            out.putJson(json, 0, json.length);
        } else {
            any(value, out);
        }
    }

    private static void any(Object value, RowWriter out) throws UnfitValue {
        switch (value) {
            case String text -> out.putText(text);
            case byte[] bytes -> out.putText(Base64.getEncoder().encodeToString(bytes));
            case Integer number -> out.putLong(number);
            case Long number -> out.putLong(number);
            case Double number -> out.putDouble(number);
            default -> throw unfit(value, "is of no known kind");
        }
    }

    /** The text may have line ends, and need not be JSON at all. */
    private static byte[] parsed(String text) throws UnfitValue {
        try {
            return Json.bytes(Json.parse(text));
        } catch (JacksonException _) {
            throw unfit(text, "is not JSON");
        }
    }

    private static UnfitValue unfit(Object value, String reason) {
        String shown = value instanceof byte[] bytes ? bytes.length + " bytes" : value.toString();
        return new UnfitValue((shown.length() > 80 ? shown.substring(0, 80) + "…" : shown) + " " + reason);
    }
}
