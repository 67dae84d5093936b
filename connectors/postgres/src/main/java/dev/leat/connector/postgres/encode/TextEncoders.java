package dev.leat.connector.postgres.encode;

import dev.leat.type.Type;
import dev.leat.type.Type.Decimal;

/** Chooses the encoder for a column, from what the stream sends and what the column is. */
public final class TextEncoders {
    private static final int FRACTION_MAX = 6;

    private TextEncoders() {}

    /**
     * @param sent the stream's type
     * @param column the column's, known to hold it
     */
    public static Encoder of(Type sent, Type column) {
        if (column instanceof Type.Array(Type kept) && sent instanceof Type.Array(Type element)) {
            Type innermost = innermost(element);
            return new ArrayEncoder(of(innermost, innermost(kept)), innermost instanceof Type.Json);
        }
        return switch (sent) {
            case Type.Bool _ -> new BoolEncoder();
            case Type.Int _ -> NumberEncoder.integers();
            case Decimal decimal -> decimals(decimal, column);
            case Type.Float32 _, Type.Float64 _ -> NumberEncoder.any();
            case Type.Text _, Type.Enumeration _, Type.Uuid _ -> new TextEncoder();
            case Type.Bytes _ -> new HexEncoder();
            case Type.Date _ ->
                column instanceof Type.Date ? TimeEncoder.of(TimeKind.DATE, 0, false) : new TextEncoder();
            case Type.Time(int _, boolean zoned) ->
                column instanceof Type.Time(int fraction, boolean _)
                        ? TimeEncoder.of(TimeKind.TIME, Math.min(fraction, FRACTION_MAX), zoned)
                        : new TextEncoder();
            case Type.Timestamp(int _, boolean zoned) ->
                column instanceof Type.Timestamp(int fraction, boolean _)
                        ? TimeEncoder.of(TimeKind.TIMESTAMP, Math.min(fraction, FRACTION_MAX), zoned)
                        : new TextEncoder();
            case Type.Json _, Type.Array _ -> new JsonEncoder();
        };
    }

    private static Encoder decimals(Decimal sent, Type column) {
        if (column instanceof Decimal(int precision, int scale)) {
            return precision == 0 ? NumberEncoder.any() : NumberEncoder.decimals(scale);
        }
        return column instanceof Type.Int || sent.scale() == 0 ? NumberEncoder.integers() : NumberEncoder.any();
    }

    private static Type innermost(Type type) {
        return type instanceof Type.Array(Type element) ? innermost(element) : type;
    }
}
