package dev.leat.connector.duckdb;

import dev.leat.type.Type;
import dev.leat.type.Type.Decimal;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** DuckDB's types and ours. What DuckDB has no type for is kept as exact text, or, where it has parts, as JSON. */
final class ColumnTypes {
    /** The most digits a DECIMAL has. */
    private static final int DIGITS_MAX = 38;

    private static final int MICRO_DIGITS = 6;

    /** Digits of the greatest number of 128 bits. */
    private static final Type HUGE = new Decimal(39, 0);

    private static final Pattern DECIMAL = Pattern.compile("DECIMAL\\((\\d+),\\s*(\\d+)\\)");
    private static final Pattern LIST = Pattern.compile("(.*)\\[\\d*]", Pattern.DOTALL);
    private static final Pattern LABEL = Pattern.compile("'((?:[^']|'')*)'");

    private ColumnTypes() {}

    /** The type of a column made for values of a type. */
    static String of(Type type) {
        return switch (type) {
            case Type.Bool _ -> "BOOLEAN";
            case Type.Int(int bits, boolean unsigned) -> (unsigned ? "U" : "") + integer(bits);
            case Decimal(int precision, int scale)
            when precision > 0 && precision <= DIGITS_MAX && scale <= precision ->
                "DECIMAL(" + precision + "," + scale + ")";
            // Whole numbers of any length: as they are ordered, they can be RIDs too.
            case Decimal(int _, int scale) when scale == 0 -> "BIGNUM";
            case Decimal _ -> "VARCHAR";
            case Type.Float32 _ -> "FLOAT";
            case Type.Float64 _ -> "DOUBLE";
            // A list of labels could not be added to when the source gets a new one.
            case Type.Text _, Type.Enumeration _ -> "VARCHAR";
            case Type.Bytes _ -> "BLOB";
            case Type.Date _ -> "DATE";
            case Type.Time(int fraction, boolean zoned)
            when fraction <= MICRO_DIGITS -> zoned ? "TIME WITH TIME ZONE" : "TIME";
            case Type.Time(int _, boolean zoned) -> zoned ? "VARCHAR" : "TIME_NS";
            case Type.Timestamp(int fraction, boolean zoned)
            when fraction <= MICRO_DIGITS -> zoned ? "TIMESTAMP WITH TIME ZONE" : "TIMESTAMP";
            case Type.Timestamp(int _, boolean zoned) -> zoned ? "VARCHAR" : "TIMESTAMP_NS";
            case Type.Uuid _ -> "UUID";
            case Type.Json _ -> "JSON";
            case Type.Array(Type element) -> isListed(element) ? of(element) + "[]" : "JSON";
        };
    }

    private static String integer(int bits) {
        return switch (bits) {
            case Byte.SIZE -> "TINYINT";
            case Short.SIZE -> "SMALLINT";
            case Long.SIZE -> "BIGINT";
            default -> "INTEGER";
        };
    }

    /** Whether DuckDB takes such elements from JSON, and gives them back, exactly as they are. */
    private static boolean isListed(Type element) {
        return switch (element) {
            case Type.Bool _, Type.Int _, Type.Float64 _, Type.Text _, Type.Enumeration _, Type.Uuid _ -> true;
            case Type.Array(Type inner) -> isListed(inner);
            default -> false;
        };
    }

    /** What a column holds, for one who reads it. */
    static Type read(String declared) {
        Type exact = exact(declared);
        if (exact != null) {
            return exact;
        }
        Matcher list = LIST.matcher(declared);
        if (list.matches()) {
            Type element = read(list.group(1));
            return isListed(element) ? new Type.Array(element) : Type.JSON;
        }
        boolean hasParts = declared.startsWith("STRUCT(")
                || declared.startsWith("MAP(")
                || declared.startsWith("UNION(")
                || declared.equals("VARIANT");
        return hasParts ? Type.JSON : Type.TEXT;
    }

    /** What a column can be given. What is no type of ours is one that no value is of, as DuckDB would reword it. */
    static Type written(String declared) {
        Type exact = exact(declared);
        if (exact != null) {
            return exact;
        }
        Matcher list = LIST.matcher(declared);
        Type element = list.matches() ? written(list.group(1)) : NONE;
        return element.equals(NONE) ? NONE : new Type.Array(element);
    }

    private static final Type NONE = new Type.Int(0, false);

    private static Type exact(String declared) {
        Matcher decimal = DECIMAL.matcher(declared);
        if (decimal.matches()) {
            return new Decimal(Integer.parseInt(decimal.group(1)), Integer.parseInt(decimal.group(2)));
        }
        if (declared.startsWith("ENUM(") && declared.endsWith(")")) {
            return new Type.Enumeration(labels(declared));
        }
        return switch (declared) {
            case "BOOLEAN" -> Type.BOOL;
            case "TINYINT" -> new Type.Int(Byte.SIZE, false);
            case "SMALLINT" -> Type.INT16;
            case "INTEGER" -> Type.INT32;
            case "BIGINT" -> Type.INT64;
            case "UTINYINT" -> new Type.Int(Byte.SIZE, true);
            case "USMALLINT" -> new Type.Int(Short.SIZE, true);
            case "UINTEGER" -> new Type.Int(Integer.SIZE, true);
            case "UBIGINT" -> new Type.Int(Long.SIZE, true);
            case "HUGEINT", "UHUGEINT" -> HUGE;
            case "BIGNUM" -> Decimal.INTEGER;
            case "FLOAT" -> Type.FLOAT32;
            case "DOUBLE" -> Type.FLOAT64;
            case "VARCHAR" -> Type.TEXT;
            case "BLOB" -> Type.BYTES;
            case "DATE" -> Type.DATE;
            case "TIME" -> new Type.Time(MICRO_DIGITS, false);
            case "TIME_NS" -> new Type.Time(9, false);
            case "TIME WITH TIME ZONE" -> new Type.Time(MICRO_DIGITS, true);
            case "TIMESTAMP_S" -> new Type.Timestamp(0, false);
            case "TIMESTAMP_MS" -> new Type.Timestamp(3, false);
            case "TIMESTAMP" -> new Type.Timestamp(MICRO_DIGITS, false);
            case "TIMESTAMP_NS" -> new Type.Timestamp(9, false);
            case "TIMESTAMP WITH TIME ZONE" -> new Type.Timestamp(MICRO_DIGITS, true);
            case "UUID" -> Type.UUID;
            case "JSON" -> Type.JSON;
            default -> null;
        };
    }

    private static List<String> labels(String declared) {
        List<String> labels = new ArrayList<>();
        Matcher label = LABEL.matcher(declared);
        while (label.find()) {
            labels.add(label.group(1).replace("''", "'"));
        }
        return labels;
    }
}
