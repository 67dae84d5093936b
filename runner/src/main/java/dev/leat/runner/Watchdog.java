package dev.leat.runner;

import dev.leat.protocol.ConnectorException.Kind;
import java.util.concurrent.TimeUnit;

/** Sees to it that a transfer never waits for ever: for a silent source, a stuck destination, or a dead one. */
final class Watchdog implements Runnable {
    /** Time between two looks. */
    static final int LOOK_MILLIS = 100;

    private final Child source;
    private final Child destination;
    private final Activity activity;
    private final Settings.Timeouts timeouts;
    private final Runnable stopSource;
    private final DataPipe pipe;
    private long endedWellNanos;
    private volatile Failure sourceFailure;
    private volatile Failure destinationFailure;
    private volatile boolean destinationEndedEarly;

    /**
     * @param stopSource asks the source to stop, and kills it if it does not; called again and again
     * @param pipe through which rows go; null if they pass through this process
     */
    Watchdog(
            Child source,
            Child destination,
            Activity activity,
            Settings.Timeouts timeouts,
            Runnable stopSource,
            DataPipe pipe) {
        this.pipe = pipe;
        this.source = source;
        this.destination = destination;
        this.activity = activity;
        this.timeouts = timeouts;
        this.stopSource = stopSource;
    }

    @Override
    public void run() {
        if (sourceFailure == null && activity.sourceSilence() > TimeUnit.SECONDS.toNanos(timeouts.sourceIdleS())) {
            sourceFailure = new Failure(
                    Kind.TRANSIENT,
                    source.who() + ": sent nothing for " + timeouts.sourceIdleS()
                            + " s and was stopped; see what its system is doing, or raise timeouts.source_idle_s");
            source.kill();
        }
        if (destinationFailure == null
                && activity.destinationSilence() > TimeUnit.SECONDS.toNanos(timeouts.destinationIdleS())) {
            destinationFailure = stuck();
            destination.kill();
        }
        if (!destination.alive() && source.alive() && !sourceIsEnding()) {
            destinationEndedEarly = true;
            stopSource.run();
        }
    }

    /**
     * A destination that ends well has seen the end of the rows, so the source is about to end; of a container that is
     * learned late.
     */
    private boolean sourceIsEnding() {
        if (pipe == null || destination.exitCode() != 0) {
            return false;
        }
        if (endedWellNanos == 0) {
            endedWellNanos = System.nanoTime();
        }
        // If it has not seen it after all, the source is told so by a broken pipe.
        pipe.destinationEnded();
        return System.nanoTime() - endedWellNanos < TimeUnit.SECONDS.toNanos(timeouts.exitS());
    }

    private Failure stuck() {
        return new Failure(
                Kind.TRANSIENT,
                destination.who() + ": neither took nor said anything for " + timeouts.destinationIdleS()
                        + " s and was stopped; see what its system is doing (a lock, a full disk), or raise"
                        + " timeouts.destination_idle_s");
    }

    /** Waits for a destination that has all there is; within its idle time, as long as it says something. */
    void awaitDestination(StopSignal stop) {
        activity.destinationSpoke();
        long stopNanos = TimeUnit.SECONDS.toNanos(timeouts.stopS());
        while (!destination.await(1)) {
            if (stop.requested() && activity.sinceDestinationSpoke() > stopNanos) {
                destination.stop(timeouts.stopS());
            } else if (activity.sinceDestinationSpoke() > TimeUnit.SECONDS.toNanos(timeouts.destinationIdleS())) {
                destinationFailure = stuck();
                destination.kill();
            }
        }
    }

    /** Whether the destination was gone before the source. */
    boolean destinationEndedEarly() {
        return destinationEndedEarly;
    }

    /** Why the source was stopped; null if it was not. */
    Failure sourceFailure() {
        return sourceFailure;
    }

    /** Why the destination was stopped; null if it was not. */
    Failure destinationFailure() {
        return destinationFailure;
    }
}
