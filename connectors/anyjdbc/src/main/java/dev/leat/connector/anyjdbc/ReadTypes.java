package dev.leat.connector.anyjdbc;

import dev.leat.jdbc.DriverType;
import dev.leat.type.Type;
import dev.leat.type.Type.Decimal;
import java.sql.Types;
import java.util.Locale;

/** What the standard's types are to us, as drivers describe columns. */
final class ReadTypes {
    /** Longer declarations mean that there is no limit. */
    private static final int LENGTH_MAX = 1_000_000;

    private static final int DIGITS_MAX = 1000;
    private static final int FRACTION_MAX = 9;

    private ReadTypes() {}

    /** The type of a column's values. */
    static Type of(DriverType column) {
        String declared = column.name();
        int size = column.size();
        int fraction = column.fraction();
        boolean unsigned = declared.toUpperCase(Locale.ROOT).contains("UNSIGNED");
        return switch (column.type()) {
            case Types.BOOLEAN -> Type.BOOL;
            case Types.BIT -> size <= 1 ? Type.BOOL : Type.TEXT;
            // Without a sign in some databases, with one in others: this holds both.
            case Types.TINYINT -> Type.INT16;
            case Types.SMALLINT -> new Type.Int(16, unsigned);
            case Types.INTEGER -> new Type.Int(32, unsigned);
            case Types.BIGINT -> new Type.Int(64, unsigned);
            case Types.REAL -> Type.FLOAT32;
            case Types.FLOAT, Types.DOUBLE -> Type.FLOAT64;
            case Types.NUMERIC, Types.DECIMAL -> decimal(declared, size, fraction);
            case Types.CHAR, Types.NCHAR -> new Type.Text(Math.max(size, 0), true);
            case Types.VARCHAR, Types.NVARCHAR ->
                size > 0 && size < LENGTH_MAX ? new Type.Text(size, false) : Type.TEXT;
            case Types.DATE -> Type.DATE;
            case Types.TIME -> new Type.Time(digits(fraction), false);
            case Types.TIME_WITH_TIMEZONE -> new Type.Time(digits(fraction), true);
            case Types.TIMESTAMP -> new Type.Timestamp(digits(fraction), false);
            case Types.TIMESTAMP_WITH_TIMEZONE -> new Type.Timestamp(digits(fraction), true);
            case Types.BINARY, Types.VARBINARY, Types.LONGVARBINARY, Types.BLOB ->
                isUuid(declared) ? Type.UUID : Type.BYTES;
            default -> isUuid(declared) ? Type.UUID : Type.TEXT;
        };
    }

    private static boolean isUuid(String declared) {
        return declared.equalsIgnoreCase("UUID");
    }

    private static int digits(int fraction) {
        return Math.clamp(fraction, 0, FRACTION_MAX);
    }

    private static Type decimal(String declared, int size, int fraction) {
        boolean fixed = size > 0 && size <= DIGITS_MAX && fraction >= 0 && fraction <= size;
        if (fixed && !declared.toUpperCase(Locale.ROOT).contains("FLOAT")) {
            return new Decimal(size, fraction);
        }
        return declared.toUpperCase(Locale.ROOT).startsWith("NUM") && fraction == 0 && size > DIGITS_MAX
                ? Decimal.INTEGER
                : Decimal.ANY;
    }
}
