package dev.leat.value;

import dev.leat.row.Batch;
import dev.leat.row.Bytes;
import dev.leat.row.Slice;
import dev.leat.row.Words;
import dev.leat.type.Type;
import java.math.BigDecimal;

/**
 * Holds a field of a received row to its column's type, because a file or a queue takes anything and the next reader would be the
 * first to notice. Chosen once per column; not called for nulls.
 */
@FunctionalInterface
public interface FieldCheck {
    /**
     * Checks a field; throws DATA if it is no value of the type.
     *
     * @return what to write in its place, good until the next call; null to write the field as it is
     */
    Bytes check(Batch rows, int column);

    /** The check of a type's values; not thread-safe. */
    static FieldCheck of(Type type) {
        return switch (type) {
            case Type.Bool _ ->
                (rows, column) -> {
                    rows.booleanAt(column);
                    return null;
                };
            case Type.Int(int bits, boolean unsigned) -> whole(bits, unsigned);
            case Type.Decimal(int precision, int scale) -> (rows, column) -> number(rows, column, precision, scale);
            case Type.Float32 _, Type.Float64 _ -> (rows, column) -> number(rows, column, 0, Type.Decimal.ANY_SCALE);
            case Type.Text _, Type.Enumeration _ -> FieldCheck::text;
            case Type.Bytes _ ->
                (rows, column) -> {
                    Slice text = string(rows, column);
                    return fine(
                            rows,
                            column,
                            Shapes.isBase64(text.array, text.offset, text.offset + text.length),
                            "base64");
                };
            case Type.Uuid _ ->
                (rows, column) -> {
                    Slice text = string(rows, column);
                    return fine(
                            rows, column, Shapes.isUuid(text.array, text.offset, text.offset + text.length), "a UUID");
                };
            case Type.Json _ -> (rows, column) -> null;
            case Type.Array _ ->
                (rows, column) ->
                        fine(rows, column, rows.rawAt(column).array[rows.rawAt(column).offset] == '[', "a list");
            case Type.Date _, Type.Time _, Type.Timestamp _ -> temporal(type);
        };
    }

    private static Bytes fine(Batch rows, int column, boolean fits, String what) {
        if (!fits) {
            throw rows.mismatch(column, "is not " + what, null);
        }
        return null;
    }

    private static Bytes text(Batch rows, int column) {
        return fine(rows, column, rows.isText(column), "text");
    }

    private static Slice string(Batch rows, int column) {
        text(rows, column);
        return rows.utf8At(column);
    }

    private static FieldCheck whole(int bits, boolean unsigned) {
        Bytes canonical = new Bytes(24);
        return (rows, column) -> {
            Slice raw = rows.rawAt(column);
            int end = raw.offset + raw.length;
            if (bits > Short.SIZE && isShort(raw, end)) {
                return null;
            }
            int kind = NumberText.kind(raw.array, raw.offset, end);
            if (kind == NumberText.WHOLE && NumberText.fits(raw.array, raw.offset, end, bits, unsigned)) {
                return null;
            }
            // Others write whole numbers as 5.0 or 5e0.
            BigDecimal value = kind == NumberText.FRACTIONAL ? NumberText.decimal(raw.array, raw.offset, end) : null;
            boolean whole = value != null && value.scale() <= 0 && value.precision() - value.scale() <= 20;
            canonical.clear();
            if (whole) {
                canonical.putAscii(value.toPlainString());
            }
            fine(
                    rows,
                    column,
                    whole && NumberText.fits(canonical.array(), 0, canonical.length(), bits, unsigned),
                    "a whole number of that size");
            return canonical;
        };
    }

    /** Whether it is one of most whole numbers: up to eight digits, read at once. */
    private static boolean isShort(Slice raw, int end) {
        boolean plain = raw.array[raw.offset] != '0' || raw.length == 1;
        return plain && raw.length <= Words.DIGITS && Words.number(raw.array, raw.offset, end) >= 0;
    }

    private static Bytes number(Batch rows, int column, int precision, int scale) {
        Slice text = rows.utf8At(column);
        int end = text.offset + text.length;
        if (rows.isText(column)) {
            return fine(rows, column, NumberText.isSpecial(text.array, text.offset, end), "a number");
        }
        boolean number = NumberText.kind(text.array, text.offset, end) != NumberText.NONE;
        boolean limited = precision > 0 || scale == 0;
        boolean fits = number && (!limited || NumberText.fitsDecimal(text.array, text.offset, end, precision, scale));
        return fine(rows, column, fits, limited ? "a number of so many digits" : "a number");
    }

    /** Dates and times of foreign sources come in many forms; all are written in one. */
    private static FieldCheck temporal(Type type) {
        Temporal temporal = new Temporal();
        Bytes canonical = new Bytes(48);
        return (rows, column) -> {
            Slice text = string(rows, column);
            boolean fits = temporal.parse(text.array, text.offset, text.offset + text.length) && temporal.isOf(type);
            if (fits && temporal.isCanonical()) {
                return null;
            }
            canonical.clear();
            fine(rows, column, fits && temporal.write(canonical), "a date or time that a calendar has");
            return canonical;
        };
    }
}
