package dev.leat.connector.anyjdbc;

import dev.leat.jdbc.UnfitValue;
import dev.leat.protocol.ConnectorException;
import dev.leat.type.Type;
import java.util.UUID;
import tools.jackson.databind.JsonNode;

/** RIDs between any database and the protocol. */
final class RidBound {
    private RidBound() {}

    /**
     * What a RID is ordered by.
     *
     * @param textOrder as {@link JdbcConfig#textOrder} has it
     */
    static String ordered(String textOrder, String expression, Type type) {
        if (!(type instanceof Type.Text) && !(type instanceof Type.Enumeration)) {
            return expression;
        }
        if (textOrder.isEmpty()) {
            throw ConnectorException.config("a RID is of text, and databases order texts in many ways: a RID of a run"
                    + " might not be the last one of the next. Choose a RID of numbers or times; or see \"text_rids\"");
        }
        return textOrder.replace("{}", expression);
    }

    /** What {@code WHERE rid >= ?} compares with. */
    static Object of(Type type, JsonNode from, String greatest) {
        try {
            return switch (type) {
                case Type.Int _, Type.Decimal _ -> from.decimalValue();
                case Type.Float32 _, Type.Float64 _ -> Double.valueOf(from.asString());
                case Type.Date _ -> Iso.date(from.asString());
                case Type.Time _ -> Iso.time(from.asString(), 9);
                case Type.Timestamp(int _, boolean zoned) ->
                    zoned ? Iso.instant(from.asString(), 9) : Iso.timestamp(from.asString(), 9);
                case Type.Uuid _ -> UUID.fromString(from.asString());
                default -> from.asString();
            };
        } catch (UnfitValue unfit) {
            throw ConnectorException.config("the last RID, " + from + ", " + unfit.getMessage(), unfit);
        }
    }
}
