package dev.leat.sdk;

import dev.leat.protocol.ConfiguredCatalog.StateKind;
import dev.leat.protocol.StateMessage;
import java.util.ArrayList;
import java.util.List;

/** How far a destination is: the answer to {@code rid}. */
final class LastStates {
    private LastStates() {}

    /** One state per stream that has one. Streams that are replaced have none: they start over each time. */
    static List<StateMessage> of(Destination destination, List<WritePlan> plans) throws Exception {
        List<StateMessage> states = new ArrayList<>();
        List<WritePlan> stored = new ArrayList<>();
        for (WritePlan plan : plans) {
            if (plan.rid().isPresent()) {
                ((RidReader) destination)
                        .lastRid(plan)
                        .ifPresent(value -> states.add(StateMessage.ofStream(
                                plan.schema().stream(), RidState.of(plan.rid().get(), value))));
            } else if (plan.state() == StateKind.STORED && plan.mode() == WriteMode.APPEND) {
                stored.add(plan);
            }
        }
        if (!stored.isEmpty() && destination instanceof StateStore store) {
            states.addAll(store.storedStates(stored));
        }
        return states;
    }
}
