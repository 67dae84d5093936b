package dev.leat.connector.sqlite;

import dev.leat.type.Type;
import tools.jackson.databind.JsonNode;

/** RIDs between SQLite and the protocol. */
final class RidBound {
    /** The collation that {@link NumberOrder} is. */
    static final String NUMBERS = "leat_numbers";

    private RidBound() {}

    /** What a RID is ordered by. */
    static String ordered(String expression, Type type) {
        return switch (type) {
            case Type.Int _, Type.Decimal _ when isText(type) -> "CAST(" + expression + " AS TEXT) COLLATE " + NUMBERS;
            case Type.Text _, Type.Enumeration _ -> expression + " COLLATE BINARY";
            default -> expression;
        };
    }

    /** Whether some values are kept as text, which is not ordered as numbers are. */
    private static boolean isText(Type type) {
        return DeclaredTypes.isMixed(type) || type instanceof Type.Decimal decimal && DeclaredTypes.isText(decimal);
    }

    /** What {@code WHERE rid >= ?} compares with. */
    static Object of(Type type, JsonNode from, String greatest) {
        return switch (type) {
            case Type.Int _, Type.Decimal _
            when isText(type) -> from.decimalValue().toPlainString();
            case Type.Int _ -> from.decimalValue().longValueExact();
            case Type.Decimal decimal
            when DeclaredTypes.isInteger(decimal) -> from.decimalValue().longValueExact();
            case Type.Decimal _, Type.Float32 _, Type.Float64 _ ->
                from.decimalValue().doubleValue();
            case Type.Timestamp _, Type.Time _ -> time(from.asString(), greatest);
            default -> from.asString();
        };
    }

    /**
     * Whatever number of digits a program writes after the second: the text without those that say nothing is ordered
     * before all others of the same moment.
     */
    private static String time(String from, String greatest) {
        String text = from.endsWith("Z") ? from.substring(0, from.length() - 1) : from;
        int end = text.length();
        if (text.indexOf('.') >= 0) {
            while (text.charAt(end - 1) == '0') {
                end--;
            }
            end = text.charAt(end - 1) == '.' ? end - 1 : end;
        }
        boolean spaced = greatest.length() > 10 && greatest.charAt(10) == ' ';
        return spaced ? text.substring(0, end).replace('T', ' ') : text.substring(0, end);
    }

    /** The JSON literal of a RID that is not null. */
    static String literal(String expression, Type type) {
        return switch (type) {
            case Type.Int _, Type.Decimal _ -> "CAST(" + expression + " AS TEXT)";
            // SQLite's own text has 15 digits, which is two too few to give every number back.
            case Type.Float32 _, Type.Float64 _ -> "printf('%!.17g', " + expression + ")";
            default -> "json_quote(" + expression + ")";
        };
    }
}
