package dev.leat.connector.postgres;

import dev.leat.connector.postgres.PgType.Oid;
import dev.leat.type.Type;

/** What PostgreSQL's built-in types are on the wire, modifiers included. */
final class BuiltInTypes {
    /** A modifier of character and numeric types counts the length of a header that is no longer there. */
    private static final int HEADER = 4;

    private static final int FRACTION_MAX = 6;

    private BuiltInTypes() {}

    /** The wire type of a built-in type; text for all that have no counterpart. */
    static Type type(long oid, int modifier) {
        return switch ((int) oid) {
            case Oid.BOOL -> Type.BOOL;
            case Oid.INT2 -> Type.INT16;
            case Oid.INT4 -> Type.INT32;
            case Oid.INT8 -> Type.INT64;
            case Oid.XID8 -> new Type.Int(64, true);
            case Oid.FLOAT4 -> Type.FLOAT32;
            case Oid.FLOAT8 -> Type.FLOAT64;
            case Oid.NUMERIC -> decimal(modifier);
            case Oid.VARCHAR -> new Type.Text(Math.max(0, modifier - HEADER), false);
            // Without a length it is text whose trailing spaces do not count; nothing is filled up.
            case Oid.BPCHAR -> new Type.Text(Math.max(0, modifier - HEADER), modifier > HEADER);
            case Oid.BYTEA -> Type.BYTES;
            case Oid.DATE -> Type.DATE;
            case Oid.TIME -> new Type.Time(fraction(modifier), false);
            case Oid.TIMETZ -> new Type.Time(fraction(modifier), true);
            case Oid.TIMESTAMP -> new Type.Timestamp(fraction(modifier), false);
            case Oid.TIMESTAMPTZ -> new Type.Timestamp(fraction(modifier), true);
            case Oid.UUID -> Type.UUID;
            case Oid.JSON, Oid.JSONB -> Type.JSON;
            default -> Type.TEXT;
        };
    }

    /** How a built-in type's text becomes JSON. */
    static Form form(long oid) {
        return switch ((int) oid) {
            case Oid.BOOL -> Form.BOOL;
            case Oid.INT2, Oid.INT4, Oid.INT8, Oid.XID8, Oid.FLOAT4, Oid.FLOAT8, Oid.NUMERIC -> Form.NUMBER;
            case Oid.BYTEA -> Form.BYTES;
            case Oid.DATE -> Form.DATE;
            case Oid.TIME, Oid.UUID -> Form.PLAIN;
            case Oid.TIMETZ -> Form.ZONED_TIME;
            case Oid.TIMESTAMP -> Form.TIMESTAMP;
            case Oid.TIMESTAMPTZ -> Form.INSTANT;
            case Oid.JSON, Oid.JSONB -> Form.JSON;
            default -> Form.TEXT;
        };
    }

    private static int fraction(int modifier) {
        return modifier < 0 ? FRACTION_MAX : modifier;
    }

    private static Type decimal(int modifier) {
        if (modifier < HEADER) {
            return Type.Decimal.ANY;
        }
        int precision = (modifier - HEADER) >> 16 & 0xffff;
        // Eleven bits with a sign: since version 15 numeric(2,-3) and numeric(3,5) can be.
        int scale = ((modifier - HEADER & 0x7ff) ^ 0x400) - 0x400;
        return scale < 0 ? new Type.Decimal(precision - scale, 0) : new Type.Decimal(Math.max(precision, scale), scale);
    }
}
