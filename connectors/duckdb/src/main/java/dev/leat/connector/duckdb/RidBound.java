package dev.leat.connector.duckdb;

import dev.leat.type.Type;
import tools.jackson.databind.JsonNode;

/** RIDs between DuckDB and the protocol. */
final class RidBound {
    private RidBound() {}

    /** What a RID is ordered by: a column of text may have been declared with a collation of its own. */
    static String ordered(String expression, Type type) {
        return type instanceof Type.Text || type instanceof Type.Enumeration
                ? "CAST(" + expression + " AS VARCHAR) COLLATE POSIX"
                : expression;
    }

    /** What {@code WHERE rid >= ?} compares with: DuckDB casts it to the column's type. */
    static Object of(Type type, JsonNode from, String greatest) {
        return from.isNumber() ? from.decimalValue().toPlainString() : from.asString();
    }

    /** The JSON literal of a RID that is not null. */
    static String literal(String expression, Type type) {
        String text = "CAST(" + expression + " AS VARCHAR)";
        return switch (type) {
            case Type.Int _, Type.Decimal _ -> text;
            case Type.Float32 _, Type.Float64 _ ->
                "CASE WHEN isfinite(" + expression + ") THEN " + text + " WHEN isnan(" + expression
                        + ") THEN '\"NaN\"' WHEN " + expression + " > 0 THEN '\"Infinity\"' ELSE '\"-Infinity\"' END";
            case Type.Date _ -> quoted(text);
            case Type.Timestamp(int _, boolean zoned) ->
                quoted(zoned ? "CAST(" + expression + " AT TIME ZONE 'UTC' AS VARCHAR)" : text, zoned ? "Z" : "");
            default -> "CAST(to_json(" + text + ") AS VARCHAR)";
        };
    }

    private static String quoted(String text) {
        return "'\"' || replace(" + text + ", ' (BC)', ' BC') || '\"'";
    }

    /** {@code 0044-03-15 (BC) 12:00:00} becomes {@code 0044-03-15T12:00:00 BC}. */
    private static String quoted(String text, String zone) {
        return "'\"' || regexp_replace(" + text + ", '^(\\S+?)( \\(BC\\))? (\\S+)$', '\\1T\\3" + zone
                + "') || CASE WHEN contains(" + text + ", '(BC)') THEN ' BC' ELSE '' END || '\"'";
    }
}
