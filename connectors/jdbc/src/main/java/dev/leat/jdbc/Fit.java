package dev.leat.jdbc;

import dev.leat.type.Type;
import dev.leat.type.Type.Decimal;

/**
 * Whether a column can hold a stream's values. It can if each of them either is held exactly or is refused aloud by the
 * engine; a column that would round, cut or reinterpret some of them in silence cannot.
 */
public final class Fit {
    private Fit() {}

    /** Whether a column of type {@code column} can hold the values of type {@code value}. */
    public static boolean holds(Type column, Type value) {
        if (column.equals(value)) {
            return true;
        }
        return switch (value) {
            case Type.Bool _, Type.Bytes _ -> false;
            case Type.Date _ -> isPlainText(column);
            case Type.Int(int bits, boolean unsigned) -> holdsInt(column, bits, unsigned);
            case Decimal decimal -> holdsDecimal(column, decimal);
            case Type.Float32 _ -> column instanceof Type.Float64 || column.equals(Decimal.ANY);
            case Type.Float64 _ -> column.equals(Decimal.ANY);
            case Type.Text text -> holdsText(column, text);
            case Type.Enumeration _ -> column instanceof Type.Enumeration || isPlainText(column);
            case Type.Time(int fraction, boolean zoned) ->
                isPlainText(column)
                        || column instanceof Type.Time(int kept, boolean also) && kept >= fraction && also == zoned;
            case Type.Timestamp(int fraction, boolean zoned) ->
                isPlainText(column)
                        || column instanceof Type.Timestamp(int kept, boolean also)
                                && kept >= fraction
                                && also == zoned;
            case Type.Uuid _ ->
                column instanceof Type.Text(int length, boolean padded) && !padded && (length == 0 || length >= 36);
            case Type.Json _ -> isPlainText(column);
            case Type.Array(Type element) ->
                isPlainText(column)
                        || column instanceof Type.Json
                        || column instanceof Type.Array(Type kept) && holds(kept, element);
        };
    }

    /** Whether a column can hold them and keeps their order too, so that its greatest value tells where to go on. */
    public static boolean holdsRid(Type column, Type value) {
        boolean ordered = switch (value) {
            case Type.Text _, Type.Enumeration _ -> column instanceof Type.Text;
            case Type.Uuid _ -> column instanceof Type.Uuid;
            // Engines order them as bytes, the protocol as base64.
            case Type.Bytes _ -> false;
            default -> !(column instanceof Type.Text);
        };
        return ordered && holds(column, value);
    }

    /**
     * Whether values of a column, in the JSON form of its type, are values of the type that a stream was configured with:
     * any but bytes can be sent as the text that it is shown as.
     */
    public static boolean isSentAs(Type column, Type wanted) {
        return switch (wanted) {
            case Type.Text _ -> !(column instanceof Type.Bytes);
            case Type.Int _, Decimal _, Type.Float32 _, Type.Float64 _ ->
                column instanceof Type.Int
                        || column instanceof Decimal
                        || column instanceof Type.Float32
                        || column instanceof Type.Float64;
            case Type.Time time -> column instanceof Type.Time other && other.zoned() == time.zoned();
            case Type.Timestamp time -> column instanceof Type.Timestamp other && other.zoned() == time.zoned();
            case Type.Array(Type element) ->
                column instanceof Type.Array array
                        && isSentAs(array.element(), element)
                        && (!(element instanceof Type.Text) || isText(array.element()));
            case Type.Bool _, Type.Enumeration _, Type.Bytes _, Type.Date _, Type.Uuid _, Type.Json _ ->
                wanted.getClass() == column.getClass();
        };
    }

    private static boolean isText(Type type) {
        return type instanceof Type.Text || type instanceof Type.Enumeration || type instanceof Type.Uuid;
    }

    private static boolean isPlainText(Type column) {
        return column.equals(Type.TEXT);
    }

    private static boolean holdsInt(Type column, int bits, boolean unsigned) {
        return switch (column) {
            case Type.Int(int kept, boolean alsoUnsigned) ->
                alsoUnsigned ? unsigned && kept >= bits : kept > bits || kept == bits && !unsigned;
            case Decimal(int precision, int scale) -> precision == 0 || precision - scale >= digits(bits);
            case Type.Float64 _ -> bits <= 32;
            default -> false;
        };
    }

    /** Decimal digits of the greatest number of so many bits. */
    private static int digits(int bits) {
        return switch (bits) {
            case 8 -> 3;
            case 16 -> 5;
            case 24 -> 8;
            case 32 -> 10;
            default -> 20;
        };
    }

    private static boolean holdsDecimal(Type column, Decimal value) {
        // A number without a stated size is too great for some columns, but every engine says so when it comes.
        if (column instanceof Type.Int) {
            return value.scale() == 0 && value.precision() == 0;
        }
        if (!(column instanceof Decimal(int precision, int scale))) {
            return false;
        }
        if (precision == 0) {
            return scale == Decimal.ANY_SCALE || value.scale() == 0;
        }
        boolean scaleKept = value.scale() != Decimal.ANY_SCALE && value.scale() <= scale;
        return scaleKept && (value.precision() == 0 || precision - scale >= value.precision() - value.scale());
    }

    private static boolean holdsText(Type column, Type.Text value) {
        return switch (column) {
            case Type.Text(int length, boolean padded) ->
                (length == 0 || value.lengthMax() > 0 && length >= value.lengthMax()) && (!padded || value.padded());
            case Type.Enumeration _, Type.Uuid _ -> true;
            default -> false;
        };
    }
}
