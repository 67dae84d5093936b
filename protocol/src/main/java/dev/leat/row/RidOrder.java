package dev.leat.row;

import dev.leat.protocol.ConnectorException;
import dev.leat.type.Type;
import java.nio.charset.StandardCharsets;
import tools.jackson.databind.JsonNode;

/**
 * The order of RIDs, told from their JSON literals, the same on both sides: numbers by value, times by time, everything
 * else by its UTF-8 bytes. Each owner has one of its own: it may keep room to work in.
 */
public sealed interface RidOrder permits RidNumbers, RidTimes, RidTexts {

    /** The order of a column's values; throws CONFIG for a type that has none. */
    static RidOrder of(Type type) {
        if (!type.isOrdered()) {
            throw ConnectorException.config(
                    "a column of type " + type + " has no order that two systems agree on; choose another RID column");
        }
        return switch (type) {
            case Type.Int _, Type.Decimal _, Type.Float32 _, Type.Float64 _ -> new RidNumbers();
            case Type.Date _, Type.Timestamp _, Type.Time _ -> new RidTimes();
            default -> new RidTexts();
        };
    }

    /** Compares two JSON literals of the column's form. */
    int compare(byte[] a, int aFrom, int aTo, byte[] b, int bFrom, int bTo);

    /** Compares two values read as trees. */
    default int compare(JsonNode a, JsonNode b) {
        byte[] x = literal(a);
        byte[] y = literal(b);
        return compare(x, 0, x.length, y, 0, y.length);
    }

    /** The JSON literal of a value. */
    static byte[] literal(JsonNode value) {
        return value.toString().getBytes(StandardCharsets.UTF_8);
    }
}
