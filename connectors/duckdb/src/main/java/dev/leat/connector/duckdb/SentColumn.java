package dev.leat.connector.duckdb;

import dev.leat.type.Type;
import dev.leat.type.Type.Decimal;

/**
 * How one column's values are handed to DuckDB: in the form it keeps them in wherever Arrow has that, else as text which
 * the statement casts, a column at a time.
 *
 * @param format the type in Arrow's words
 * @param width bytes of a value; 0 for texts
 * @param cast the type to cast to; null to leave it as it is
 */
record SentColumn(String format, int width, Cell cell, String cast) {
    private static final int MICRO_DIGITS = 6;

    /**
     * @param sent the stream's type
     * @param kept the column's, known to hold it
     * @param declared the column's as DuckDB names it
     */
    static SentColumn of(Type sent, Type kept, String declared) {
        if (kept instanceof Decimal(int precision, int scale) && declared.startsWith("DECIMAL")) {
            return new SentColumn("d:" + precision + "," + scale, 16, new DecimalCell(precision, scale), null);
        }
        return switch (declared) {
            case "VARCHAR" -> text(sent);
            case "DOUBLE" -> new SentColumn("g", Double.BYTES, Cells::putDouble, null);
            case "FLOAT" -> new SentColumn("f", Float.BYTES, Cells::putFloat, null);
            case "HUGEINT", "UHUGEINT", "BIGNUM" -> new SentColumn("u", 0, Cells::putWhole, declared);
            default -> byType(sent, kept, declared);
        };
    }

    /** What goes into a column of text is the value's own text. */
    private static SentColumn text(Type sent) {
        return new SentColumn(
                "u",
                0,
                switch (sent) {
                    case Decimal decimal -> new DigitsCell(decimal);
                    case Type.Json _, Type.Array _ -> Cells::putRaw;
                    case Type.Time(int fraction, boolean zoned) -> TimeCells.text(sent, fraction, zoned);
                    case Type.Timestamp(int fraction, boolean zoned) -> TimeCells.text(sent, fraction, zoned);
                    default -> Cells::putText;
                },
                null);
    }

    private static SentColumn byType(Type sent, Type kept, String declared) {
        return switch (sent) {
            case Type.Bool _ -> new SentColumn("c", 1, Cells::putBoolean, declared);
            case Type.Int _, Decimal _
            when kept instanceof Type.Int(int bits, boolean unsigned) -> integer(bits, unsigned);
            case Type.Date _ -> new SentColumn("tdD", Integer.BYTES, TimeCells.dates(), null);
            case Type.Timestamp(int _, boolean zoned)
            when kept instanceof Type.Timestamp(int fraction, boolean _) -> timestamp(fraction, zoned);
            case Type.Time(int _, boolean zoned)
            when kept instanceof Type.Time(int fraction, boolean _) ->
                zoned
                        ? new SentColumn("u", 0, TimeCells.zonedTimes(fraction), declared)
                        : fraction > MICRO_DIGITS
                                ? new SentColumn("u", 0, TimeCells.text(sent, fraction, false), declared)
                                : new SentColumn("ttu", Long.BYTES, TimeCells.times(fraction), null);
            case Type.Bytes _ -> new SentColumn("z", 0, Cells::putBytes, null);
            case Type.Uuid _ -> new SentColumn("u", 0, Cells::putUuid, declared);
            case Type.Json _, Type.Array _ -> json(declared);
            default -> new SentColumn("u", 0, Cells::putText, declared);
        };
    }

    private static SentColumn integer(int bits, boolean unsigned) {
        Cell cell = bits == Long.SIZE && unsigned ? Cells::putUnsigned : new IntegerCell(bits, unsigned);
        String format = switch (bits) {
            case Byte.SIZE -> "c";
            case Short.SIZE -> "s";
            case Integer.SIZE -> "i";
            default -> "l";
        };
        return new SentColumn(unsigned ? format.toUpperCase(java.util.Locale.ROOT) : format, bits / 8, cell, null);
    }

    private static SentColumn timestamp(int fraction, boolean zoned) {
        return fraction > MICRO_DIGITS
                ? new SentColumn("tsn:", Long.BYTES, TimeCells.timestamps(fraction, TimeCells.NANO_DIGITS, zoned), null)
                : new SentColumn(
                        zoned ? "tsu:UTC" : "tsu:",
                        Long.BYTES,
                        TimeCells.timestamps(fraction, MICRO_DIGITS, zoned),
                        null);
    }

    /** JSON is checked when it becomes such, and taken apart from there. */
    private static SentColumn json(String declared) {
        return new SentColumn("u", 0, Cells::putRaw, declared.equals("JSON") ? "JSON" : "JSON)::" + declared);
    }

    /** The value as it stands in the statement. */
    String expression(int column) {
        String name = ArrowLayout.name(column);
        if (cast == null) {
            return name;
        }
        int nested = cast.indexOf(")::");
        return nested < 0
                ? "CAST(" + name + " AS " + cast + ")"
                : "CAST(CAST(" + name + " AS " + cast.substring(0, nested) + ") AS " + cast.substring(nested + 3) + ")";
    }
}
