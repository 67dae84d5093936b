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
    private volatile Failure sourceFailure;
    private volatile Failure destinationFailure;
    private volatile boolean destinationEndedEarly;

    /** @param stopSource asks the source to stop, and kills it if it does not; called again and again */
    Watchdog(Child source, Child destination, Activity activity, Settings.Timeouts timeouts, Runnable stopSource) {
        this.source = source;
        this.destination = destination;
        this.activity = activity;
        this.timeouts = timeouts;
        this.stopSource = stopSource;
    }

    @Override
    public void run() {
        if (sourceFailure == null && activity.sourceSilence() > TimeUnit.SECONDS.toNanos(timeouts.sourceIdle())) {
            sourceFailure = new Failure(
                    Kind.TRANSIENT,
                    source.who() + ": sent nothing for " + timeouts.sourceIdle()
                            + " s and was stopped; see what its system is doing, or raise timeouts.source_idle_s");
            source.kill();
        }
        if (destinationFailure == null
                && activity.destinationSilence() > TimeUnit.SECONDS.toNanos(timeouts.destinationIdle())) {
            destinationFailure = stuck();
            destination.kill();
        }
        if (!destination.alive() && source.alive()) {
            destinationEndedEarly = true;
            stopSource.run();
        }
    }

    private Failure stuck() {
        return new Failure(
                Kind.TRANSIENT,
                destination.who() + ": neither took nor said anything for " + timeouts.destinationIdle()
                        + " s and was stopped; see what its system is doing (a lock, a full disk), or raise"
                        + " timeouts.destination_idle_s");
    }

    /** Waits for a destination that has all there is; within its idle time, as long as it says something. */
    void awaitDestination(StopSignal stop) {
        activity.destinationSpoke();
        long stopNanos = TimeUnit.SECONDS.toNanos(timeouts.stop());
        while (!destination.await(1)) {
            if (stop.requested() && activity.sinceDestinationSpoke() > stopNanos) {
                destination.stop(timeouts.stop());
            } else if (activity.sinceDestinationSpoke() > TimeUnit.SECONDS.toNanos(timeouts.destinationIdle())) {
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
