package dev.leat.connector.postgres;

import dev.leat.protocol.ConnectorException;
import dev.leat.protocol.StreamDescriptor;
import dev.leat.sdk.ReadPlan;
import java.util.HashMap;
import java.util.Map;

/** Streams that cannot be read, known before their turn: one stream's failure must not keep the others from being read. */
final class FailedStreams {
    private final Map<StreamDescriptor, ConnectorException> failures = new HashMap<>();

    void add(ReadPlan plan, ConnectorException failure) {
        failures.putIfAbsent(plan.schema().stream(), failure);
    }

    boolean contains(ReadPlan plan) {
        return failures.containsKey(plan.schema().stream());
    }

    /** Throws the stream's failure, if it has one. */
    void check(ReadPlan plan) {
        ConnectorException failure = failures.get(plan.schema().stream());
        if (failure != null) {
            throw failure;
        }
    }
}
