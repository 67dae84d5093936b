package dev.leat.connector.postgres;

import dev.leat.type.Type;
import dev.leat.type.Type.Decimal;

/**
 * The types of columns made for a stream, spelled as {@code format_type} spells them, so that a column can be told to
 * be what we would make. Where the engine has no such type the next wider one is taken; for times with more than six
 * digits of a second that is text.
 */
final class ColumnTypes {
    private static final int PRECISION_MAX = 1000;
    private static final int LENGTH_MAX = 10_485_760;
    private static final int FRACTION_MAX = 6;

    private ColumnTypes() {}

    static String of(Type type) {
        return switch (type) {
            case Type.Bool _ -> "boolean";
            case Type.Int(int bits, boolean unsigned) -> integer(unsigned ? bits + 1 : bits);
            case Decimal(int precision, int scale) ->
                precision == 0 || precision > PRECISION_MAX ? "numeric" : "numeric(" + precision + "," + scale + ")";
            case Type.Float32 _ -> "real";
            case Type.Float64 _ -> "double precision";
            case Type.Text(int length, boolean padded) ->
                length == 0 || length > LENGTH_MAX
                        ? "text"
                        : (padded ? "character(" : "character varying(") + length + ")";
            case Type.Enumeration _ -> "text";
            case Type.Bytes _ -> "bytea";
            case Type.Date _ -> "date";
            case Type.Time(int fraction, boolean zoned) -> time("time", fraction, zoned);
            case Type.Timestamp(int fraction, boolean zoned) -> time("timestamp", fraction, zoned);
            case Type.Uuid _ -> "uuid";
            // What is searched and indexed is of more use than the spaces and the order of keys that json would keep.
            case Type.Json _ -> "jsonb";
            // One type for all dimensions.
            case Type.Array(Type element) -> element instanceof Type.Array ? of(element) : of(element) + "[]";
        };
    }

    private static String integer(int bits) {
        return bits <= 16 ? "smallint" : bits <= 32 ? "integer" : bits <= 64 ? "bigint" : "numeric(20,0)";
    }

    private static String time(String name, int fraction, boolean zoned) {
        if (fraction > FRACTION_MAX) {
            return "text";
        }
        String digits = fraction == FRACTION_MAX ? "" : "(" + fraction + ")";
        return name + digits + (zoned ? " with time zone" : " without time zone");
    }
}
