package dev.leat.jdbc;

import dev.leat.protocol.Json;
import dev.leat.type.Type;
import java.util.Optional;
import java.util.function.BiFunction;
import tools.jackson.databind.JsonNode;

/** Gets the greatest RID out of a table, in the protocol's form. */
@FunctionalInterface
public interface LastRid {
    /**
     * The RID; empty if there is none.
     *
     * @param greatest a query for it, as {@code m}, of one row or none
     * @param attempted for a message, as it goes on from "cannot"
     */
    Optional<JsonNode> read(Sql sql, String greatest, Type type, String attempted);

    /** @param literal an expression for the JSON literal of a RID, from an expression for the RID and its type */
    static LastRid byLiteral(BiFunction<String, Type, String> literal) {
        return (sql, greatest, type, attempted) -> sql.text(
                        attempted, "SELECT " + literal.apply("m", type) + " FROM (" + greatest + ") AS last")
                .map(text -> exact(Json.parse(text), type));
    }

    /** Binary fractions are compared by their digits everywhere, so that both sides must write the same ones. */
    private static JsonNode exact(JsonNode value, Type type) {
        return switch (type) {
            case Type.Float32 _ when value.isNumber() -> Json.parse(Float.toString(value.floatValue()));
            case Type.Float64 _ when value.isNumber() -> Json.parse(Double.toString(value.doubleValue()));
            default -> value;
        };
    }
}
