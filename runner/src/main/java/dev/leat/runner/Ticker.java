package dev.leat.runner;

import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;

/** Does things again and again while a transfer runs, on one thread. Closing it ends them all. */
final class Ticker implements AutoCloseable {
    private final Log log;
    private final ScheduledExecutorService thread = Executors.newSingleThreadScheduledExecutor(
            Thread.ofPlatform().daemon().name("leat-ticker").factory());

    Ticker(Log log) {
        this.log = log;
    }

    void every(long millis, Runnable action) {
        Future<?> forever = thread.scheduleWithFixedDelay(() -> attempt(action), millis, millis, TimeUnit.MILLISECONDS);
        if (forever.isDone()) {
            throw new IllegalStateException("the ticker is closed");
        }
    }

    /** An action that throws would never be called again, and nobody would know: a watchdog must not end like that. */
    private void attempt(Runnable action) {
        try {
            action.run();
        } catch (RuntimeException bug) {
            log.error("leat", "unexpected " + bug + " at " + bug.getStackTrace()[0]);
        }
    }

    @Override
    public void close() {
        thread.shutdownNow();
        thread.close();
    }
}
