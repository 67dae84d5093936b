package dev.leat.runner;

import dev.leat.protocol.StateMessage;
import java.util.concurrent.atomic.AtomicReference;

/**
 * A stream on its way. The fields of the source's side belong to the pump's thread, those of the destination's side to
 * the thread that listens to the destination; both are read when the threads have ended.
 */
final class StreamRun {
    final Plan.PlannedStream plan;

    // The source's side.
    long rows;
    long bytes;
    long rowsSinceState;
    /** What the source's own counts add up to; -1 if it gives none. */
    long sourceRows = -1;

    boolean stateSeen;
    StateMessage lastState;
    boolean complete;
    /** Whether the destination was told how the stream ended. */
    boolean ended;

    long startNanos;
    long endNanos;

    // The destination's side.
    boolean completeAtDestination;
    StateMessage checkpoint;

    // For the progress display, which may lag behind.
    volatile long rowsShown;
    volatile long bytesShown;
    volatile long rowsExpected = -1;
    volatile boolean running;

    private final AtomicReference<Failure> failure = new AtomicReference<>();
    private final Runnable onFailure;

    /** @param onFailure called once, on the thread that noticed, when the stream has failed */
    StreamRun(Plan.PlannedStream plan, Runnable onFailure) {
        this.plan = plan;
        this.onFailure = onFailure;
        if (plan.rowEstimate() != null) {
            rowsExpected = plan.rowEstimate();
        }
    }

    String name() {
        return plan.source().toString();
    }

    /** Notes the first thing that went wrong; later ones mostly follow from it. */
    void fail(Failure reason) {
        if (failure.compareAndSet(null, reason)) {
            onFailure.run();
        }
    }

    boolean failed() {
        return failure.get() != null;
    }

    Failure failure() {
        return failure.get();
    }

    void count(long more, long moreBytes) {
        rows += more;
        rowsSinceState += more;
        bytes += moreBytes;
    }

    /** Shows the progress display how far the stream is. */
    void publish() {
        rowsShown = rows;
        bytesShown = bytes;
    }

    /** How long it took, or has been going on. */
    double seconds() {
        long end = endNanos == 0 ? System.nanoTime() : endNanos;
        return startNanos == 0 ? 0 : (end - startNanos) / 1e9;
    }
}
