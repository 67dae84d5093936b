package dev.leat.runner;

import dev.leat.protocol.TraceMessage;
import java.util.concurrent.TimeUnit;

/**
 * Which side is waited for and since when, and how long each has been waited for in all: the one waited for most is the
 * bottleneck. The pump tells by what it does, or, where rows do not pass through it, by what the source says of itself.
 * Written by the pump's thread, read by the watchdog and the progress display.
 */
final class Activity {
    /** What the pump is doing, or would be if the rows passed through it. */
    enum Phase {
        WORKING,
        READING,
        WRITING
    }

    private final boolean direct;
    private final long begin = System.nanoTime();
    private volatile Phase phase;
    private volatile long since = System.nanoTime();
    private volatile boolean finishing;
    private volatile long readNanos;
    private volatile long writeNanos;
    private volatile long destinationSpoke = System.nanoTime();
    private TraceMessage.Progress told;

    /** @param direct whether rows go past the pump */
    Activity(boolean direct) {
        this.direct = direct;
        phase = direct ? Phase.READING : Phase.WORKING;
    }

    // Only the pump's thread calls what follows up to finishing, so that reading and writing back a volatile is safe.

    /** The pump waits for the source. Of a source whose rows go elsewhere that says nothing. */
    void reading() {
        if (!direct) {
            since = System.nanoTime();
            phase = Phase.READING;
        }
    }

    void writing() {
        since = System.nanoTime();
        phase = Phase.WRITING;
    }

    @SuppressWarnings("NonAtomicVolatileUpdate")
    void working() {
        if (direct) {
            return;
        }
        long waited = System.nanoTime() - since;
        if (phase == Phase.READING) {
            readNanos += waited;
        } else if (phase == Phase.WRITING) {
            writeNanos += waited;
        }
        phase = Phase.WORKING;
    }

    /** The source said something other than how far it is. */
    void sourceSpoke() {
        if (direct && phase == Phase.READING) {
            since = System.nanoTime();
        }
    }

    /** The source said how far it is; time counts from when that last changed. */
    void sourceTold(TraceMessage.Progress progress) {
        Phase now = progress.waiting() ? Phase.WRITING : Phase.READING;
        boolean moved = told == null
                || told.bytes() != progress.bytes()
                || !told.streamDescriptor().equals(progress.streamDescriptor());
        if (moved || now != phase) {
            since = System.nanoTime();
            phase = now;
        }
        told = progress;
        writeNanos = TimeUnit.MILLISECONDS.toNanos(progress.waitMs());
        readNanos = Math.max(0, System.nanoTime() - begin - writeNanos);
    }

    /** The source has ended: nobody waits for it any more. */
    void sourceEnded() {
        phase = Phase.WORKING;
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
