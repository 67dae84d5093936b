package dev.leat.runner;

import java.io.InputStream;
import java.io.OutputStream;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;

/**
 * A container in which a connector runs, behind the process of {@code docker run} that waits for its end. It is spoken to
 * through FIFOs, or, where {@code reading} and {@code writing} are null, through that process and the engine.
 */
final class Container implements Body {
    private final Containers containers;
    private final String name;
    private final DockerFailure failure;
    private final Process process;
    private final FifoEnd<InputStream> reading;
    private final InputStream out;
    private final OutputStream in;
    private final Instant start = Instant.now();
    private final CompletableFuture<?> released;

    Container(
            Containers containers,
            String name,
            DockerFailure failure,
            Process process,
            FifoEnd<InputStream> reading,
            FifoEnd<OutputStream> writing) {
        this.containers = containers;
        this.name = name;
        this.failure = failure;
        this.process = process;
        this.reading = reading;
        this.out = reading == null ? process.getInputStream() : FifoEnd.input(reading);
        this.in = writing == null ? process.getOutputStream() : FifoEnd.output(writing);
        this.released = reading == null
                ? CompletableFuture.completedFuture(null)
                : process.onExit().thenRun(() -> {
                    writing.abandon();
                    reading.abandon();
                });
    }

    @Override
    public OutputStream in() {
        return in;
    }

    @Override
    public InputStream out() {
        return out;
    }

    /** Waits until the program in it has been started; false if the container ended before, or took too long. */
    boolean started(int seconds) {
        try {
            reading.opened().get(seconds, TimeUnit.SECONDS);
        } catch (ExecutionException | TimeoutException never) {
            return false;
        } catch (InterruptedException interrupted) {
            Thread.currentThread().interrupt();
        }
        return reading.met();
    }

    @Override
    public void terminate() {
        boolean told = containers.engine().signal("TERM", name);
        // One that was there and is gone has ended by itself; else it may be about to be made.
        if (!told && (reading == null || !reading.met())) {
            containers.doubt();
            process.toHandle().destroy();
        }
    }

    @Override
    public void kill() {
        containers.doubt();
        containers.engine().remove(List.of(name));
        process.toHandle().destroyForcibly();
    }

    @Override
    public void bury() {
        if (process.isAlive() || process.exitValue() != 0) {
            containers.doubt();
        }
        if (!process.isAlive()) {
            released.join();
        }
    }

    @Override
    public boolean speaks() {
        return reading == null || reading.met();
    }

    @Override
    public Optional<Failure> explain(String who, int exitCode, List<String> lastWords) {
        return failure.explain(new DockerFailure.End(who, name, start, exitCode, speaks(), lastWords));
    }
}
