package dev.leat.sdk;

import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.FutureTask;

/** The parts of one stream, each read on a thread of its own into the stream's one {@link StreamEmitter}. */
final class Parts {
    private final ReadPlan plan;
    private final StreamEmitter stream;
    private final Stop stop;
    private final Limits limits;
    private volatile boolean failed;

    Parts(ReadPlan plan, StreamEmitter stream, Stop stop, Limits limits) {
        this.plan = plan;
        this.stream = stream;
        this.stop = stop;
        this.limits = limits;
    }

    /** Reads all; if one fails the others are told to stop, and its failure is thrown when they have. */
    void read(List<PartitionedSource.Part> parts) throws Exception {
        List<PartEmitter> emitters = new ArrayList<>();
        List<FutureTask<Void>> tasks = new ArrayList<>();
        for (PartitionedSource.Part part : parts) {
            PartEmitter emitter = new PartEmitter(plan, stream, limits, () -> failed || stop.requested());
            FutureTask<Void> task = new FutureTask<>(() -> read(part, emitter), null);
            Thread.ofPlatform().daemon().name("leat-part-" + tasks.size()).start(task);
            emitters.add(emitter);
            tasks.add(task);
        }
        Throwable first = null;
        for (FutureTask<Void> task : tasks) {
            try {
                task.get();
            } catch (ExecutionException e) {
                first = first == null ? e.getCause().getCause() : first;
            }
        }
        switch (first) {
            case null -> emitters.forEach(emitter -> stream.reached(emitter.greatest()));
            case Exception exception -> throw exception;
            case Error error -> throw error;
            default -> throw new IllegalStateException(first);
        }
    }

    private void read(PartitionedSource.Part part, PartEmitter emitter) {
        try {
            part.read(emitter);
            emitter.finish();
        } catch (Throwable thrown) {
            failed = true;
            throw new PartFailure(thrown);
        }
    }

    /** Carries what a part threw to the thread that waits for it. */
    private static final class PartFailure extends RuntimeException {
        private static final long serialVersionUID = 1;

        PartFailure(Throwable cause) {
            super(cause);
        }
    }
}
