package dev.leat.connector.anyjdbc;

import dev.leat.jdbc.ColumnWriter;
import dev.leat.jdbc.UnfitValue;
import dev.leat.row.Batch;
import dev.leat.type.Column;
import dev.leat.type.Type;
import dev.leat.type.Type.Decimal;
import java.math.BigDecimal;
import java.sql.PreparedStatement;
import java.sql.SQLException;
import java.util.UUID;

/** Binds values by the setters of JDBC 4.2, each looked at before: not every database refuses what it would cut. */
final class ValueWriters {
    private final MadeTypes made;

    ValueWriters(MadeTypes made) {
        this.made = made;
    }

    ColumnWriter of(Column column) {
        return switch (column.type()) {
            case Type.Bool _ -> (rows, c, row, p) -> row.setBoolean(p, rows.booleanAt(c));
            case Type.Int(int bits, boolean unsigned) ->
                bits == 64 && unsigned ? decimal(new Decimal(20, 0)) : integer(bits, unsigned);
            case Decimal decimal -> isText(decimal) ? digits(decimal) : decimal(decimal);
            case Type.Float32 _ -> (rows, c, row, p) -> row.setFloat(p, single(rows, c));
            case Type.Float64 _ -> (rows, c, row, p) -> row.setDouble(p, rows.doubleAt(c));
            case Type.Bytes _ -> ValueWriters::bytes;
            case Type.Date _ -> converted(Iso::date, isText(column.type()));
            case Type.Time(int fraction, boolean zoned) ->
                converted(
                        text -> zoned ? Iso.zonedTime(text, fraction) : Iso.time(text, fraction),
                        isText(column.type()));
            case Type.Timestamp(int fraction, boolean zoned) ->
                converted(
                        text -> zoned ? Iso.instant(text, fraction) : Iso.timestamp(text, fraction),
                        isText(column.type()));
            case Type.Uuid _ -> converted(ValueWriters::uuid, isText(column.type()));
            case Type.Json _, Type.Array _ ->
                (rows, c, row, p) -> row.setString(p, rows.rawAt(c).toString());
            case Type.Text _, Type.Enumeration _ -> converted(text -> text, true);
        };
    }

    /** Whether the database has no other type for it. */
    private boolean isText(Type type) {
        return made.of(type).equals(made.of(Type.TEXT))
                || type instanceof Type.Uuid && !made.of(type).equals("UUID");
    }

    @FunctionalInterface
    private interface Form {
        Object of(String text) throws UnfitValue;
    }

    private static ColumnWriter converted(Form form, boolean asText) {
        return (rows, c, row, p) -> {
            if (!rows.isText(c)) {
                throw rows.mismatch(c, "is not a string", null);
            }
            String text = rows.textAt(c);
            try {
                Object value = form.of(text);
                if (asText) {
                    row.setString(p, text);
                } else {
                    row.setObject(p, value);
                }
            } catch (UnfitValue unfit) {
                throw rows.mismatch(c, unfit.getMessage(), unfit);
            }
        };
    }

    private static void bytes(Batch rows, int column, PreparedStatement row, int parameter) throws SQLException {
        if (!rows.isText(column)) {
            throw rows.mismatch(column, "is not base64", null);
        }
        row.setBytes(parameter, rows.bytesAt(column));
    }

    private static UUID uuid(String text) throws UnfitValue {
        try {
            UUID uuid = UUID.fromString(text);
            if (text.length() == 36) {
                return uuid;
            }
        } catch (IllegalArgumentException _) {
            throw new UnfitValue("is not a UUID");
        }
        throw new UnfitValue("is not a UUID");
    }

    private static float single(Batch rows, int column) {
        double value = rows.doubleAt(column);
        float single = Float.parseFloat(rows.textAt(column));
        if (Float.isInfinite(single) != Double.isInfinite(value)) {
            throw rows.mismatch(column, "is out of the range of 32 bits", null);
        }
        return single;
    }

    private static ColumnWriter integer(int bits, boolean unsigned) {
        long greatest = unsigned ? (1L << bits) - 1 : -1L >>> (Long.SIZE - bits + 1);
        long least = unsigned ? 0 : -greatest - 1;
        return (rows, c, row, p) -> {
            long value = rows.longAt(c);
            if (value < least || value > greatest) {
                throw rows.mismatch(c, "is beyond the " + bits + " bits of its column", null);
            }
            row.setLong(p, value);
        };
    }

    private static ColumnWriter decimal(Decimal type) {
        return (rows, c, row, p) -> row.setBigDecimal(p, fitting(rows, c, type));
    }

    private static BigDecimal fitting(Batch rows, int column, Decimal type) {
        if (rows.isText(column)) {
            throw rows.mismatch(column, "is not a number that the database has", null);
        }
        BigDecimal number = rows.decimalAt(column);
        BigDecimal bare = number.stripTrailingZeros();
        boolean fits = type.precision() == 0
                ? type.scale() != 0 || bare.scale() <= 0
                : bare.scale() <= type.scale()
                        && (long) bare.precision() - bare.scale() <= type.precision() - type.scale();
        if (!fits) {
            throw rows.mismatch(column, "has more digits than its column", null);
        }
        return number;
    }

    private static ColumnWriter digits(Decimal type) {
        return (rows, c, row, p) -> write(rows, c, row, p, type);
    }

    private static void write(Batch rows, int column, PreparedStatement row, int parameter, Decimal type)
            throws SQLException {
        String text = rows.textAt(column);
        boolean special = text.equals("NaN") || text.equals("Infinity") || text.equals("-Infinity");
        row.setString(
                parameter,
                rows.isText(column) && special
                        ? text
                        : fitting(rows, column, type).toPlainString());
    }
}
