package dev.leat.runner;

import java.util.concurrent.TimeUnit;

/**
 * What the pump is waiting for and since when, and how long it has waited for each side in all: the side it waits for
 * most is the bottleneck. Written by the pump, read by the watchdog and the progress display.
 */
final class Activity {
    /** What the pump is doing. */
    enum Phase {
        WORKING,
        READING,
        WRITING
    }

    private final long begin = System.nanoTime();
    private volatile Phase phase = Phase.WORKING;
    private volatile long since = System.nanoTime();
    private volatile boolean finishing;
    private volatile long readNanos;
    private volatile long writeNanos;
    private volatile long destinationSpoke = System.nanoTime();

    // Only the pump's thread calls the three below, so that reading and writing back a volatile is safe.

    void reading() {
        since = System.nanoTime();
        phase = Phase.READING;
    }

    void writing() {
        since = System.nanoTime();
        phase = Phase.WRITING;
    }

    @SuppressWarnings("NonAtomicVolatileUpdate")
    void working() {
        long waited = System.nanoTime() - since;
        if (phase == Phase.READING) {
            readNanos += waited;
        } else if (phase == Phase.WRITING) {
            writeNanos += waited;
        }
        phase = Phase.WORKING;
    }

    /** Where rows do not pass through here: how long the source has waited for the destination in all, as it says. */
    void sourceWaited(long millis) {
        if (millis >= 0) {
            long waited = TimeUnit.MILLISECONDS.toNanos(millis);
            writeNanos = waited;
            readNanos = Math.max(0, System.nanoTime() - begin - waited);
        }
    }

    /** All has been sent; what remains is the destination's to do. */
    void finishing() {
        finishing = true;
    }

    boolean isFinishing() {
        return finishing;
    }

    /** The destination printed something: it is alive. */
    void destinationSpoke() {
        destinationSpoke = System.nanoTime();
    }

    /** Nanoseconds the source has sent nothing while the pump was waiting for it; 0 if it is not. */
    long sourceSilence() {
        return phase == Phase.READING ? System.nanoTime() - since : 0;
    }

    /** Nanoseconds the destination has neither taken nor said anything; 0 while it is being fed. */
    long destinationSilence() {
        return phase == Phase.WRITING ? Math.min(System.nanoTime() - since, sinceDestinationSpoke()) : 0;
    }

    long sinceDestinationSpoke() {
        return System.nanoTime() - destinationSpoke;
    }

    /** Who is waited for. */
    String bottleneck() {
        long read = readNanos;
        long write = writeNanos;
        if (read + write < 50_000_000) {
            return "";
        }
        return read > 2 * write ? "source" : write > 2 * read ? "destination" : "both";
    }
}
