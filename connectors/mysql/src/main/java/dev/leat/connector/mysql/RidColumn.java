package dev.leat.connector.mysql;

import dev.leat.type.Type;
import java.nio.charset.StandardCharsets;
import java.util.HexFormat;
import tools.jackson.databind.JsonNode;

/**
 * The RID column of a stream, and how the server is made to compare it as {@link dev.leat.row.RidOrder} does.
 *
 * @param expression what rows are ordered and bounded by; the column itself wherever its index can be used
 */
record RidColumn(MysqlColumn column, Type type, String expression) {

    static RidColumn of(MysqlColumn column, Type type) {
        String name = SqlText.name(column.name());
        boolean byBytes = isText(type) && !column.isByteOrdered();
        return new RidColumn(column, type, byBytes ? "CAST(CONVERT(" + name + " USING utf8mb4) AS BINARY)" : name);
    }

    /** The greatest value in this order is asked for by this expression, whose text {@link #literal(String)} takes. */
    static String shown(String name, Type type) {
        if (isText(type)) {
            // Two digits for each byte keep the order of the bytes.
            return "HEX(CONVERT(" + name + " USING utf8mb4))";
        }
        return type instanceof Type.Float32 ? "(" + name + " + 0e0)" : name;
    }

    private static boolean isText(Type type) {
        return type instanceof Type.Text || type instanceof Type.Enumeration || type instanceof Type.Uuid;
    }

    /** Whether it tells when, so that it can be held against the clock. */
    boolean isTime() {
        return type instanceof Type.Timestamp || type instanceof Type.Date;
    }

    /** A value that {@link #shown} has shown. */
    String literal(String shown) {
        return switch (type) {
            case Type.Int _, Type.Decimal _, Type.Float32 _, Type.Float64 _ -> shown;
            case Type.Date _, Type.Time _, Type.Timestamp _ -> SqlText.literal(shown);
            default -> (column.isByteOrdered() ? "_utf8mb4 " : "") + "x'" + shown + "'";
        };
    }

    /** A value in the protocol's form. */
    String literal(JsonNode value) {
        return switch (type) {
            // As the DOUBLE that the FLOAT is, or a value would be greater than itself.
            case Type.Float32 _ -> String.valueOf((double) value.floatValue());
            case Type.Int _, Type.Decimal _, Type.Float64 _ -> value.toString();
            case Type.Date _, Type.Time _, Type.Timestamp _ ->
                SqlText.literal(value.stringValue().replace('T', ' ').replace("Z", ""));
            default -> literal(HexFormat.of().formatHex(value.stringValue().getBytes(StandardCharsets.UTF_8)));
        };
    }
}
