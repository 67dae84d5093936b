package dev.leat.runner;

import dev.leat.protocol.ConnectorException;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;

/** Ctrl-C and SIGTERM: tells whoever runs something to end it, and lets the program finish in order. Thread-safe. */
final class StopSignal {
    /** What is running and must be told; closing it is saying that it has ended. */
    interface Registration extends AutoCloseable {
        @Override
        void close();
    }

    private final List<Runnable> running = new ArrayList<>();
    private final CountDownLatch finished = new CountDownLatch(1);
    private volatile int graceSeconds = 10;
    private boolean requested;

    /** Makes the signals come here. The exit code is then the signal's own, 130 or 143. */
    void install() {
        Runtime.getRuntime().addShutdownHook(new Thread(this::onSignal, "leat-signal"));
    }

    /** How long a signal waits for everything to end in order. */
    void grace(int seconds) {
        graceSeconds = seconds;
    }

    private void onSignal() {
        request();
        try {
            finished.await(graceSeconds, TimeUnit.SECONDS);
        } catch (InterruptedException interrupted) {
            Thread.currentThread().interrupt();
        }
    }

    /** The program has said its last word; a signal need not wait any longer. */
    void finished() {
        finished.countDown();
    }

    void request() {
        List<Runnable> told;
        synchronized (this) {
            if (requested) {
                return;
            }
            requested = true;
            told = List.copyOf(running);
        }
        told.forEach(Runnable::run);
    }

    synchronized boolean requested() {
        return requested;
    }

    /** Refuses to begin anything more once a stop was asked for. */
    void check() {
        if (requested()) {
            throw ConnectorException.unavailable(
                    "interrupted; run the same command again, it goes on where this ended");
        }
    }

    /** Has {@code onStop} run, once, when a stop is asked for; at once if it already was. */
    Registration whileRunning(Runnable onStop) {
        boolean now;
        synchronized (this) {
            running.add(onStop);
            now = requested;
        }
        if (now) {
            onStop.run();
        }
        return () -> forget(onStop);
    }

    private synchronized void forget(Runnable onStop) {
        running.remove(onStop);
    }
}
