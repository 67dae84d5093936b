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

    /** The order of values of a type, for comparing outside of a stream. */
    static RidOrder of(Type type) {
        return of(type, "the RID column");
    }

    /**
     * The order of a column's values; throws CONFIG for a type that has none.
     *
     * @param column what messages call it: {@code stream "orders": the RID column "id"}
     */
    static RidOrder of(Type type, String column) {
        if (!type.isOrdered()) {
            throw ConnectorException.config(column + " is " + type
                    + ", which has no order that two systems agree on; choose another RID column, or use mode"
                    + " full-refresh");
        }
        return switch (type) {
            case Type.Int _, Type.Decimal _, Type.Float32 _, Type.Float64 _ -> new RidNumbers(column);
            case Type.Date _, Type.Timestamp _, Type.Time _ -> new RidTimes(column);
            default -> new RidTexts(column);
        };
    }

    /** What messages call the column. */
    String column();

    /** Compares two JSON literals; throws DATA for one that is not of the column's form. */
    int compare(byte[] a, int aFrom, int aTo, byte[] b, int bFrom, int bTo);

    /** Compares two values read as trees. */
    default int compare(JsonNode a, JsonNode b) {
        byte[] x = literal(a);
        byte[] y = literal(b);
        return compare(x, 0, x.length, y, 0, y.length);
    }

    /** The error for a literal that is no {@code kind} of value. */
    default ConnectorException misfit(byte[] literal, int from, int to, String kind, Throwable cause) {
        int shown = Math.min(to, from + 80);
        return ConnectorException.data(
                column() + " holds " + new String(literal, from, shown - from, StandardCharsets.UTF_8)
                        + (shown < to ? "…" : "") + ", which is no " + kind
                        + " and has no place in their order. Mend the"
                        + " value, choose another RID column, or use mode full-refresh",
                cause);
    }

    /** The JSON literal of a value. */
    static byte[] literal(JsonNode value) {
        return value.toString().getBytes(StandardCharsets.UTF_8);
    }
}
