package dev.leat.connector.mysql;

import dev.leat.jdbc.Storage;
import dev.leat.type.Type;
import java.util.ArrayList;
import java.util.BitSet;
import java.util.List;

/**
 * The column made for each type, in the catalog's own words. Texts are kept byte by byte: the collation orders and
 * compares them so, spaces at their end included, whatever the database's own is.
 *
 * @param byteOrder the server's collation that does
 */
record ColumnTypes(String byteOrder) implements Storage {
    private static final int PRECISION_MAX = 65;
    private static final int SCALE_MAX = 30;
    private static final int FRACTION_MAX = 6;
    private static final int TIME_LENGTH = 40;
    /** Of a column that is a text of some length; longer ones are texts of any. */
    private static final int LENGTH_MAX = 4_000;

    private static final int PADDED_MAX = 255;
    /** MySQL allows no longer label. */
    private static final int LABEL_MAX = 255;

    private static final int BYTES_PER_CHARACTER = 4;
    /** The longest index entry, of all its columns together. */
    private static final int INDEX_BYTES_MAX = 3_072;
    /** Room in an index for a number, a time or a UUID. */
    private static final int FIXED_BYTES = 40;
    /** Of the 65,535 bytes that a row may have without its long texts, what texts of some length are given. */
    private static final int ROW_BYTES_MAX = 48_000;

    String of(Type type) {
        return switch (type) {
            case Type.Bool _ -> "tinyint(1)";
            case Type.Int(int bits, boolean unsigned) -> integer(bits) + (unsigned ? " unsigned" : "");
            // As text with all its digits, where no type has as many.
            case Type.Decimal decimal -> isBeyond(decimal) ? text(0, false) : decimal(decimal);
            case Type.Float32 _ -> "float";
            case Type.Float64 _ -> "double";
            case Type.Text(int length, boolean padded) -> text(length, padded);
            case Type.Enumeration enumeration -> text(labelLength(enumeration), false);
            case Type.Bytes _ -> "longblob";
            case Type.Date _ -> "date";
            // As text with all its digits, or its offset, where no type keeps them.
            case Type.Time(int fraction, boolean zoned) ->
                zoned || fraction > FRACTION_MAX ? text(TIME_LENGTH, false) : time("time", fraction);
            case Type.Timestamp(int fraction, boolean zoned) ->
                fraction > FRACTION_MAX
                        ? text(TIME_LENGTH, false)
                        : time("datetime", fraction) + (zoned ? " COMMENT '" + DeclaredTypes.INSTANT + "'" : "");
            case Type.Uuid _ -> "char(36) CHARACTER SET ascii COLLATE ascii_bin COMMENT '" + DeclaredTypes.UUID + "'";
            case Type.Json _, Type.Array _ -> "json";
        };
    }

    private static String integer(int bits) {
        return switch (bits) {
            case 8 -> "tinyint";
            case 16 -> "smallint";
            case 24 -> "mediumint";
            case 32 -> "int";
            default -> "bigint";
        };
    }

    /** Whether it is declared to have more digits than any type of the engine's. */
    private static boolean isBeyond(Type.Decimal decimal) {
        return decimal.precision() > PRECISION_MAX || decimal.precision() > 0 && decimal.scale() > SCALE_MAX;
    }

    /** What is without limit gets the widest there is; what that cannot hold is refused. */
    private static String decimal(Type.Decimal decimal) {
        int digits = decimal.precision() == 0 ? PRECISION_MAX : decimal.precision();
        return "decimal(" + digits + "," + (decimal.scale() < 0 ? SCALE_MAX : decimal.scale()) + ")";
    }

    private String text(int length, boolean padded) {
        String name = length == 0 || length > LENGTH_MAX
                ? "longtext"
                : (padded && length <= PADDED_MAX ? "char(" : "varchar(") + length + ")";
        return name + " CHARACTER SET utf8mb4 COLLATE " + byteOrder;
    }

    private static int labelLength(Type.Enumeration enumeration) {
        return enumeration.values().stream().anyMatch(label -> label.length() > LABEL_MAX) ? 0 : LABEL_MAX;
    }

    private static String time(String name, int fraction) {
        return fraction == 0 ? name : name + "(" + fraction + ")";
    }

    @Override
    public List<Type> kept(List<Type> sent, BitSet indexed) {
        List<Type> kept = new ArrayList<>(sent);
        // Texts are in another order than the numbers they show.
        indexed.stream()
                .filter(c -> sent.get(c) instanceof Type.Decimal decimal && isBeyond(decimal))
                .forEach(c -> kept.set(c, widest(sent.get(c))));
        int texts = (int) indexed.stream().filter(c -> isText(sent.get(c))).count();
        if (texts > 0) {
            int others = indexed.cardinality() - texts;
            int length = (INDEX_BYTES_MAX - others * FIXED_BYTES) / texts / BYTES_PER_CHARACTER - 1;
            indexed.stream()
                    .filter(c -> isText(sent.get(c)))
                    .forEach(c -> kept.set(c, narrowed(sent.get(c), Math.max(length, 1))));
        }
        int bytes = kept.stream().mapToInt(ColumnTypes::rowBytes).sum();
        while (bytes > ROW_BYTES_MAX) {
            int longest = -1;
            for (int c = 0; c < kept.size(); c++) {
                boolean longer = longest < 0 || rowBytes(kept.get(c)) > rowBytes(kept.get(longest));
                longest = !indexed.get(c) && longer ? c : longest;
            }
            if (longest < 0 || rowBytes(kept.get(longest)) == 0) {
                break;
            }
            bytes -= rowBytes(kept.get(longest));
            kept.set(longest, Type.TEXT);
        }
        return kept;
    }

    @Override
    public boolean canBeKey(Type type) {
        // Bytes have no greatest length that could be counted, and lists none at all.
        return !(type instanceof Type.Bytes || type instanceof Type.Json || type instanceof Type.Array);
    }

    @Override
    public String indexed(String column, Type type) {
        return column;
    }

    private static Type widest(Type type) {
        return new Type.Decimal(PRECISION_MAX, Math.min(((Type.Decimal) type).scale(), SCALE_MAX));
    }

    private static boolean isText(Type type) {
        return type instanceof Type.Text || type instanceof Type.Enumeration;
    }

    private static Type narrowed(Type type, int length) {
        boolean fits = type instanceof Type.Text(int max, boolean _) && max > 0 && max <= length;
        return fits ? type : new Type.Text(length, false);
    }

    /** What a text of some length counts in its row. */
    private static int rowBytes(Type type) {
        return switch (type) {
            case Type.Text(int length, boolean _) -> length > LENGTH_MAX ? 0 : length * BYTES_PER_CHARACTER;
            case Type.Enumeration enumeration -> labelLength(enumeration) * BYTES_PER_CHARACTER;
            default -> 0;
        };
    }
}
