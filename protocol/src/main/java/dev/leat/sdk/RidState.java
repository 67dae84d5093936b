package dev.leat.sdk;

import dev.leat.protocol.ConnectorException;
import dev.leat.protocol.Json;
import dev.leat.protocol.StreamDescriptor;
import java.util.Optional;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ObjectNode;

/** The state of a stream that is resumed by its RID: {@code {"rid":{"column":"id","value":42}}}. */
final class RidState {
    private RidState() {}

    static ObjectNode of(Rid rid, JsonNode value) {
        ObjectNode state = Json.MAPPER.createObjectNode();
        state.putObject("rid").put("column", rid.name()).set("value", value);
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
            throw ConnectorException.config(
                    "stream \"" + stream + "\": the state was made for the RID column \"" + column
                            + "\", the catalog says \"" + rid.name() + "\"; go back to \"" + column
                            + "\", or drop the destination's table to start over");
        }
        return Optional.of(state.path("rid").path("value"));
    }
}
