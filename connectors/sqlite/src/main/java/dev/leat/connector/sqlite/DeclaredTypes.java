package dev.leat.connector.sqlite;

import dev.leat.type.Type;
import dev.leat.type.Type.Decimal;
import java.util.Locale;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * The types that columns are declared with. SQLite takes any words and keeps them; all it reads in them is what a value
 * is turned into on its way in, its affinity. So a column is declared with words that say our type again when it is
 * read, and whose affinity leaves the values as they are: what SQLite's integers and floating-point numbers hold
 * exactly is stored as such, so that SQL can reckon with it, and everything else as text ({@code DECIMAL_TEXT(38,10)}).
 *
 * <p>Tables are not STRICT: strict ones know six types, of which none is a decimal, a date or a boolean, and would
 * forget the rest. Each value is checked as it is written instead.
 */
final class DeclaredTypes {
    /** Decimal digits that a 64-bit binary fraction gives back whatever they are. */
    static final int REAL_DIGITS = 15;

    /** Decimal digits that a 64-bit integer holds whatever they are. */
    static final int INTEGER_DIGITS = 18;

    private static final Pattern WORDS =
            Pattern.compile("\\s*([^()]*?)\\s*(?:\\(\\s*([+-]?\\d+)\\s*(?:,\\s*([+-]?\\d+)\\s*)?\\))?\\s*");
    private static final String ARRAY = "ARRAY ";

    /**
     * Of whole numbers of any length, and of unsigned ones, nearly all fit an integer and are kept as such. The others
     * are kept as text, which the word BLOB keeps SQLite from turning into a fraction of 15 digits.
     */
    private static final String WHOLE_NUMBER = "DECIMAL_BLOB";

    private static final String UNSIGNED_64 = "U64_BLOB";

    private DeclaredTypes() {}

    /** The declaration of a column for values of a type. */
    static String of(Type type) {
        return switch (type) {
            case Type.Bool _ -> "BOOLEAN";
            case Type.Int(int bits, boolean unsigned) when bits == 64 && unsigned -> UNSIGNED_64;
            case Type.Int(int bits, boolean unsigned) ->
                unsigned ? "UINT_" + bits : bits == 64 ? "INTEGER" : "INT_" + bits;
            case Decimal decimal when decimal.equals(Decimal.INTEGER) -> WHOLE_NUMBER;
            case Decimal decimal -> (isText(decimal) ? "DECIMAL_TEXT" : "DECIMAL") + digits(decimal);
            case Type.Float32 _ -> "FLOAT_32";
            case Type.Float64 _ -> "DOUBLE";
            case Type.Text(int length, boolean padded) ->
                length == 0 ? "TEXT" : (padded ? "CHAR_TEXT(" : "TEXT(") + length + ")";
            case Type.Enumeration _ -> "TEXT";
            case Type.Bytes _ -> "BLOB";
            case Type.Date _ -> "DATE";
            case Type.Time(int fraction, boolean zoned) -> (zoned ? "TIMETZ(" : "TIME(") + fraction + ")";
            case Type.Timestamp(int fraction, boolean zoned) ->
                (zoned ? "TIMESTAMPTZ(" : "TIMESTAMP(") + fraction + ")";
            case Type.Uuid _ -> "UUID";
            case Type.Json _ -> "JSON_TEXT";
            case Type.Array(Type element) -> ARRAY + of(element);
        };
    }

    private static String digits(Decimal decimal) {
        return decimal.equals(Decimal.ANY) ? "" : "(" + decimal.precision() + "," + decimal.scale() + ")";
    }

    /** Whether numbers of this kind are kept as text, because no number SQLite has holds all of them. */
    static boolean isText(Decimal decimal) {
        return !isInteger(decimal)
                && !decimal.equals(Decimal.INTEGER)
                && (decimal.precision() == 0 || decimal.precision() > REAL_DIGITS);
    }

    /** Whether whole numbers of this kind are kept as integers where they fit, and as text where they do not. */
    static boolean isMixed(Type type) {
        return type.equals(Decimal.INTEGER) || type.equals(new Type.Int(64, true));
    }

    /** Whether numbers of this kind are kept as integers. */
    static boolean isInteger(Decimal decimal) {
        return decimal.scale() == 0 && decimal.precision() > 0 && decimal.precision() <= INTEGER_DIGITS;
    }

    /** What a declaration says of the values, ours or anybody's. */
    static Type parse(String declared) {
        String words = declared.toUpperCase(Locale.ROOT);
        if (words.startsWith(ARRAY)) {
            return new Type.Array(parse(declared.substring(ARRAY.length())));
        }
        Matcher parts = WORDS.matcher(words);
        if (!parts.matches()) {
            return Type.JSON;
        }
        int first = number(parts.group(2));
        int second = number(parts.group(3));
        String name = parts.group(1);
        Type own = own(name, first, second);
        return own == null ? byAffinity(name) : own;
    }

    /** The same, but text where it would be a guess what the values look like. */
    static Type certain(String declared) {
        Type type = parse(declared);
        return isTimeOfAnyForm(declared) && !(type instanceof Type.Date) ? Type.TEXT : type;
    }

    private static int number(String digits) {
        return digits == null ? -1 : Integer.parseInt(digits);
    }

    private static Type own(String name, int first, int second) {
        return switch (name) {
            case "BOOLEAN", "BOOL" -> Type.BOOL;
            case "INT_8", "INT_16", "INT_24", "INT_32" -> new Type.Int(Integer.parseInt(name.substring(4)), false);
            case "UINT_8", "UINT_16", "UINT_24", "UINT_32" -> new Type.Int(Integer.parseInt(name.substring(5)), true);
            case "DECIMAL", "NUMERIC" -> decimal(first, second);
            case WHOLE_NUMBER -> Decimal.INTEGER;
            case UNSIGNED_64 -> new Type.Int(64, true);
            case "DECIMAL_TEXT" -> first < 0 ? Decimal.ANY : new Decimal(first, second);
            case "FLOAT_32" -> Type.FLOAT32;
            case "TEXT" -> first > 0 ? new Type.Text(first, false) : Type.TEXT;
            case "CHAR_TEXT" -> new Type.Text(Math.max(first, 0), true);
            case "DATE" -> Type.DATE;
            case "DATETIME" -> new Type.Timestamp(6, false);
            case "TIME" -> new Type.Time(first < 0 ? 6 : first, false);
            case "TIMETZ" -> new Type.Time(first < 0 ? 6 : first, true);
            case "TIMESTAMP" -> new Type.Timestamp(first < 0 ? 6 : first, false);
            case "TIMESTAMPTZ" -> new Type.Timestamp(first < 0 ? 6 : first, true);
            case "UUID" -> Type.UUID;
            case "JSON_TEXT", "JSON" -> Type.JSON;
            default -> null;
        };
    }

    /** A declared precision binds nobody but us: beyond what we would declare so, any number may be there. */
    private static Type decimal(int precision, int scale) {
        Decimal decimal = new Decimal(Math.max(precision, 0), Math.max(scale, 0));
        return precision <= 0 || scale > precision || isText(decimal) ? Decimal.ANY : decimal;
    }

    /** SQLite's own rules, in its order. */
    private static Type byAffinity(String name) {
        if (name.contains("INT")) {
            return Type.INT64;
        }
        if (name.contains("CHAR") || name.contains("CLOB") || name.contains("TEXT")) {
            return Type.TEXT;
        }
        if (name.contains("BLOB")) {
            return Type.BYTES;
        }
        if (name.isEmpty()) {
            // Each row may hold what it likes, as the columns of a view do that are no table's.
            return Type.JSON;
        }
        return name.contains("REAL") || name.contains("FLOA") || name.contains("DOUB") ? Type.FLOAT64 : Decimal.ANY;
    }

    /** Whether it is only a guess what values look like: SQLite has no times, and programs write them in many ways. */
    static boolean isTimeOfAnyForm(String declared) {
        String words = declared.strip().toUpperCase(Locale.ROOT);
        return words.equals("DATE") || words.equals("DATETIME") || words.equals("TIMESTAMP");
    }
}
