package dev.leat.connector.mysql;

import dev.leat.connector.mysql.encode.Encoders;
import dev.leat.type.Type;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** What values a column of a declared type holds. */
final class DeclaredTypes {
    /**
     * The comment on a DATETIME that holds instants: TIMESTAMP, the type that is made for them, ends in 2038. Whoever
     * reads such a column finds instants again.
     */
    static final String INSTANT = "instant in UTC";

    /** The comment on a CHAR(36) that holds UUIDs. */
    static final String UUID = "uuid";

    private static final String UUID_TYPE = "char(36)";
    private static final String COMMENT = " COMMENT '";

    private static final Pattern NUMBERS = Pattern.compile("\\((\\d+)(?:,(\\d+))?\\)");
    private static final Pattern WIDTH = Pattern.compile("^((?:tiny|small|medium|big)?int|year)\\(\\d+\\)");
    private static final Pattern LABEL = Pattern.compile("'((?:[^']|'')*)'");
    private static final int WHOLE_TEXT = 0;

    private DeclaredTypes() {}

    /**
     * A type as statements and messages have it, from the catalog's columns: without what only says how wide numbers are
     * shown, but for the one that means BOOLEAN; with the comment, if it says what is held.
     *
     * @param charset null for what is no text
     */
    static String declared(String columnType, String charset, String collation, String comment) {
        Matcher width = WIDTH.matcher(columnType);
        String type = columnType.startsWith("tinyint(1)") || !width.find()
                ? columnType
                : width.group(1) + columnType.substring(width.end());
        boolean marked = INSTANT.equals(comment) && type.startsWith("datetime")
                || UUID.equals(comment) && type.equals(UUID_TYPE);
        return type
                + (charset == null ? "" : " CHARACTER SET " + charset + " COLLATE " + collation)
                + (marked ? COMMENT + comment + "'" : "");
    }

    /** What the column holds, before it is asked how it is to be read. */
    static Type of(String declared) {
        boolean unsigned = declared.contains("unsigned");
        boolean marked = declared.contains(COMMENT);
        int first = number(declared, 1);
        return switch (Encoders.name(declared)) {
            case "tinyint" -> new Type.Int(8, unsigned);
            case "smallint" -> new Type.Int(16, unsigned);
            case "mediumint" -> new Type.Int(24, unsigned);
            case "int" -> new Type.Int(32, unsigned);
            case "bigint" -> new Type.Int(64, unsigned);
            case "year" -> Type.INT16;
            case "bit" -> bits(Math.max(first, 1));
            case "decimal" -> new Type.Decimal(first, number(declared, 2));
            case "float" -> Type.FLOAT32;
            case "double" -> Type.FLOAT64;
            case "char" -> marked ? Type.UUID : new Type.Text(first, true);
            case "varchar" -> new Type.Text(first, false);
            case "uuid" -> Type.UUID;
            case "json" -> Type.JSON;
            case "enum" -> new Type.Enumeration(labels(declared));
            case "binary", "varbinary", "tinyblob", "blob", "mediumblob", "longblob", "vector" -> Type.BYTES;
            case "date" -> Type.DATE;
            case "time" -> new Type.Time(Math.max(first, 0), false);
            case "datetime" -> new Type.Timestamp(Math.max(first, 0), marked);
            case "timestamp" -> new Type.Timestamp(Math.max(first, 0), true);
            default -> new Type.Text(WHOLE_TEXT, false);
        };
    }

    /** Whether the server orders texts of the column by their UTF-8 bytes: those of an ENUM by their place in it. */
    static boolean isByteOrdered(String declared) {
        boolean hasLabels = declared.startsWith("enum(") || declared.startsWith("set(");
        return !hasLabels && (declared.contains("utf8mb4_0900_bin") || declared.contains("utf8mb4_nopad_bin"));
    }

    private static Type bits(int count) {
        return count == 1 ? Type.BOOL : new Type.Int(count <= 8 ? 8 : count <= 16 ? 16 : count <= 32 ? 32 : 64, true);
    }

    private static int number(String columnType, int group) {
        Matcher numbers = NUMBERS.matcher(columnType);
        return numbers.find() && numbers.group(group) != null ? Integer.parseInt(numbers.group(group)) : -1;
    }

    /** The labels of an ENUM or SET. */
    static List<String> labels(String columnType) {
        List<String> labels = new ArrayList<>();
        Matcher label = LABEL.matcher(columnType);
        while (label.find()) {
            labels.add(label.group(1).replace("''", "'"));
        }
        return labels;
    }
}
