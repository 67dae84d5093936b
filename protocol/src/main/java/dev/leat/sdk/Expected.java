package dev.leat.sdk;

import dev.leat.protocol.ConnectorException;
import dev.leat.protocol.StateMessage;
import dev.leat.protocol.StreamDescriptor;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import tools.jackson.databind.JsonNode;

/**
 * Where the source was told to go on from. A destination that has moved since was written to by another run, and taking
 * these rows too would double some of them.
 */
final class Expected {
    private final Map<StreamDescriptor, JsonNode> values;
    private final List<StateMessage> states;

    private Expected(Map<StreamDescriptor, JsonNode> values, List<StateMessage> states) {
        this.values = values;
        this.states = states;
    }

    /** Nobody said what the source was told; nothing is checked. */
    static Expected unknown() {
        return new Expected(null, List.of());
    }

    static Expected of(List<StateMessage> states) {
        Map<StreamDescriptor, JsonNode> values = new HashMap<>();
        for (StateMessage state : states) {
            if (state.kind() == StateMessage.Kind.STREAM && RidState.is(state.streamState())) {
                values.put(state.stream(), state.streamState().path("rid").path("value"));
            }
        }
        return new Expected(values, states);
    }

    /** Throws TRANSIENT if a state kept in the destination is not the one the source was told. */
    void verify(WritePlan plan, List<StateMessage> stored) {
        if (values == null) {
            return;
        }
        for (StateMessage now : stored) {
            boolean told = states.stream().anyMatch(then -> now.sameAs(then));
            if (!told) {
                throw ConnectorException.unavailable("stream \"" + plan.schema().stream() + "\": the state kept in the "
                        + "destination is not the one the source was told; another run wrote in between. Run again");
            }
        }
    }

    /** Throws TRANSIENT if the destination is not where it was when the run began. */
    void verify(WritePlan plan, Optional<JsonNode> last) {
        if (values == null) {
            return;
        }
        JsonNode expected = values.get(plan.schema().stream());
        boolean same = expected == null
                ? last.isEmpty()
                : last.isPresent() && plan.rid().orElseThrow().same(plan.schema().stream(), expected, last.get());
        if (!same) {
            throw ConnectorException.unavailable("stream \"" + plan.schema().stream() + "\": the destination is at RID "
                    + last.map(JsonNode::toString).orElse("none") + ", the source was told "
                    + (expected == null ? "none" : expected) + "; another run wrote in between. Run again");
        }
    }
}
