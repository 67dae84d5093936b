package dev.leat.testkit;

import dev.leat.protocol.StateMessage;
import tools.jackson.databind.node.ObjectNode;

/** A state without what a destination may add to it. */
record StateEcho(ObjectNode body) {
    static StateEcho of(StateMessage state) {
        ObjectNode body = state.body().deepCopy();
        body.remove("destinationStats");
        return new StateEcho(body);
    }
}
