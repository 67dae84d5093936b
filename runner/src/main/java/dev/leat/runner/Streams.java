package dev.leat.runner;

import dev.leat.protocol.StreamDescriptor;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/** The streams of one run, found by either of their names. */
final class Streams {
    private final List<StreamRun> all;
    private final Map<StreamDescriptor, StreamRun> bySource = new HashMap<>();
    private final Map<StreamDescriptor, StreamRun> byDestination = new HashMap<>();
    private volatile Runnable onFailure = () -> {};

    Streams(Plan plan) {
        all = plan.streams().stream()
                .map(planned -> new StreamRun(planned, () -> onFailure.run()))
                .toList();
        for (StreamRun stream : all) {
            bySource.put(stream.plan.source(), stream);
            byDestination.put(stream.plan.destination(), stream);
        }
    }

    /** Has something done, on whatever thread notices, each time a stream fails. */
    void onFailure(Runnable action) {
        onFailure = action;
    }

    /** The name of the first stream that failed, in the order of the plan; null if none has. */
    String firstFailed() {
        return all.stream()
                .filter(StreamRun::failed)
                .map(StreamRun::name)
                .findFirst()
                .orElse(null);
    }

    /** Whether each stream has failed, or is whole at the destination. For the thread that listens to the destination. */
    boolean allSettled() {
        return all.stream().allMatch(stream -> stream.failed() || stream.completeAtDestination);
    }

    List<StreamRun> all() {
        return all;
    }

    /** By the source's name; null if it is not part of this run. */
    StreamRun atSource(StreamDescriptor name) {
        return bySource.get(name);
    }

    /** By the destination's name; null if it is not part of this run. */
    StreamRun atDestination(StreamDescriptor name) {
        return byDestination.get(name);
    }
}
