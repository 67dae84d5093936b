package dev.leat.connector.postgres.encode;

import dev.leat.type.Type;
import dev.leat.type.Type.Decimal;

/**
 * Chooses the encoder for a column in COPY's binary format, which the server takes in with a fraction of the work that
 * text is. Not every column has one: then the whole table is loaded as text.
 */
public final class BinaryEncoders {
    private static final int FRACTION_MAX = 6;

    private BinaryEncoders() {}

    /**
     * Null if there is none.
     *
     * @param sent the stream's type
     * @param kept the column's, known to hold it
     * @param declared the column's as the server names it
     */
    public static Encoder of(Type sent, Type kept, String declared) {
        return switch (base(declared)) {
            case "boolean" -> sent instanceof Type.Bool ? new BinaryBool() : null;
            case "smallint" -> whole(sent) ? new BinaryInteger(Short.BYTES) : null;
            case "integer" -> whole(sent) ? new BinaryInteger(Integer.BYTES) : null;
            case "bigint" -> whole(sent) ? new BinaryInteger(Long.BYTES) : null;
            case "real" -> number(sent) ? new BinaryFloat(Float.BYTES) : null;
            case "double precision" -> number(sent) ? new BinaryFloat(Double.BYTES) : null;
            case "numeric" -> number(sent) ? numeric(kept) : null;
            case "text", "character varying", "character" ->
                sent instanceof Type.Text || sent instanceof Type.Enumeration || sent instanceof Type.Uuid
                        ? new BinaryText()
                        : null;
            case "bytea" -> sent instanceof Type.Bytes ? new BinaryBytes() : null;
            case "json" -> json(sent) ? BinaryJson.ofJson() : null;
            case "jsonb" -> json(sent) ? BinaryJson.ofJsonb() : null;
            case "uuid" -> sent instanceof Type.Uuid ? new BinaryUuid() : null;
            case "date" -> sent instanceof Type.Date ? BinaryTime.of(TimeKind.DATE, 0, false) : null;
            case "time without time zone" -> time(sent, kept);
            case "timestamp without time zone", "timestamp with time zone" -> timestamp(sent, kept);
            // An enum's labels travel as text. Of a domain the name says nothing.
            default ->
                kept instanceof Type.Enumeration && (sent instanceof Type.Enumeration || sent instanceof Type.Text)
                        ? new BinaryText()
                        : null;
        };
    }

    /** {@code numeric(12,2)} and {@code timestamp(3) without time zone} without what is in the brackets. */
    private static String base(String declared) {
        int open = declared.indexOf('(');
        int close = declared.indexOf(')', open + 1);
        return open < 0 || close < 0 ? declared : declared.substring(0, open) + declared.substring(close + 1);
    }

    private static boolean whole(Type sent) {
        return sent instanceof Type.Int || sent instanceof Decimal(int _, int scale) && scale == 0;
    }

    private static boolean number(Type sent) {
        return sent instanceof Type.Int
                || sent instanceof Decimal
                || sent instanceof Type.Float32
                || sent instanceof Type.Float64;
    }

    private static boolean json(Type sent) {
        return sent instanceof Type.Json || sent instanceof Type.Array;
    }

    private static Encoder numeric(Type kept) {
        return kept instanceof Decimal(int precision, int scale) && precision > 0
                ? new BinaryDecimal(scale)
                : new BinaryDecimal(BinaryDecimal.ANY_SCALE);
    }

    private static Encoder time(Type sent, Type kept) {
        return sent instanceof Type.Time(int _, boolean zoned)
                        && !zoned
                        && kept instanceof Type.Time(int fraction, boolean _)
                ? BinaryTime.of(TimeKind.TIME, Math.min(fraction, FRACTION_MAX), false)
                : null;
    }

    private static Encoder timestamp(Type sent, Type kept) {
        return sent instanceof Type.Timestamp(int _, boolean zoned)
                        && kept instanceof Type.Timestamp(int fraction, boolean keptZoned)
                        && zoned == keptZoned
                ? BinaryTime.of(TimeKind.TIMESTAMP, Math.min(fraction, FRACTION_MAX), zoned)
                : null;
    }
}
