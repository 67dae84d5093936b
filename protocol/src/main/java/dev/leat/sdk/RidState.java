package dev.leat.sdk;

import dev.leat.protocol.ConnectorException;
import dev.leat.protocol.Json;
import dev.leat.protocol.StreamDescriptor;
import java.util.Optional;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ObjectNode;

/**
 * The state of a stream that is resumed by its RID: {@code {"rid":{"column":"id","value":42}}}; where the RID is counted
 * per partition, {@code {"rid":{"column":"offset","per":"partition","value":{"0":41,"1":7}}}}.
 */
final class RidState {
    private RidState() {}

    static ObjectNode of(Rid rid, JsonNode value) {
        ObjectNode state = Json.object();
        ObjectNode inner = state.putObject("rid").put("column", rid.name());
        rid.per().ifPresent(per -> inner.put("per", per.name()));
        inner.set("value", value);
        return state;
    }

    static boolean is(JsonNode state) {
        return state.path("rid").has("value");
    }

    /** The RID in a state; empty if the state is of another kind. A state made for another column is refused. */
    static Optional<JsonNode> value(JsonNode state, Rid rid, StreamDescriptor stream) {
        if (!is(state)) {
            return Optional.empty();
        }
        String column = state.path("rid").path("column").asString(rid.name());
        if (!column.equals(rid.name())) {
            throw otherwise(
                    stream,
                    "was made for the RID column \"" + column + "\"",
                    "the catalog says \"" + rid.name() + "\"");
        }
        JsonNode value = state.path("rid").path("value");
        if (value.isObject() != rid.per().isPresent()) {
            throw otherwise(
                    stream,
                    value.isObject() ? "has a RID for each partition" : "has one RID for all partitions",
                    "which the catalog's \"" + rid.name() + "\" is not counted by");
        }
        return Optional.of(value);
    }

    private static ConnectorException otherwise(StreamDescriptor stream, String then, String now) {
        return ConnectorException.config("stream \"" + stream + "\": the state " + then + ", " + now
                + "; undo the change, or drop the destination's table to start over");
    }
}
