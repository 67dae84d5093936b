package dev.leat.connector.mysql;

import dev.leat.jdbc.Reading;
import dev.leat.jdbc.Table;
import dev.leat.type.Type;
import java.math.BigDecimal;
import tools.jackson.databind.JsonNode;

/** RIDs between the servers and the protocol. */
final class RidBound implements Reading.Bound {

    /** What a RID is ordered by. */
    static String ordered(String expression, Type type) {
        return switch (type) {
            case Type.Text _, Type.Enumeration _, Type.Uuid _ ->
                "CAST(CONVERT(" + expression + " USING utf8mb4) AS BINARY)";
            // Of a FLOAT the server shows six digits, of a DOUBLE all.
            case Type.Float32 _ -> "(" + expression + " + 0e0)";
            default -> expression;
        };
    }

    @Override
    public boolean isOrdered(Table.Column column) {
        return DeclaredTypes.isByteOrdered(column.declared());
    }

    @Override
    public Object of(Type type, JsonNode from, String greatest) {
        return of(type, from.isString() ? from.stringValue() : from.toString());
    }

    /** What a RID is compared with, from the protocol's text or the server's own. */
    static Object of(Type type, String text) {
        return switch (type) {
            case Type.Int _, Type.Decimal _ -> new BigDecimal(text);
            // As the DOUBLE that the FLOAT is, or a value would be greater than itself.
            case Type.Float32 _ -> (double) Float.parseFloat(text);
            case Type.Float64 _ -> Double.valueOf(text);
            case Type.Date _, Type.Time _, Type.Timestamp _ ->
                text.replace('T', ' ').replace("Z", "");
            default -> text;
        };
    }
}
