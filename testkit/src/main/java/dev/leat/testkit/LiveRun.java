package dev.leat.testkit;

import dev.leat.protocol.Message;
import dev.leat.protocol.StateMessage;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStream;
import java.io.InputStreamReader;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;
import java.util.function.Predicate;

/**
 * A command while it runs: lines go in step by step, messages are awaited, every wait is bounded. For one test thread.
 * Closing it kills a program that still runs.
 */
public final class LiveRun implements AutoCloseable {
    /** How long anything may take before a test gives up on it; far more than it takes on a busy machine. */
    static final Duration PATIENCE = Duration.ofSeconds(Long.getLong("leat.patience", 90));

    private static final Duration CLOSING = Duration.ofSeconds(10);

    private final String what;
    private final Running program;
    private final FaultyPipe pipe;
    private final BlockingQueue<Optional<byte[]>> input = new LinkedBlockingQueue<>();
    private final List<Line> lines = new ArrayList<>();
    private final StringBuilder stderr = new StringBuilder();
    private final Thread output;
    private final Thread errors;
    private boolean listening;
    private boolean outputEnded;
    private int looked;
    private long sent;
    private long taken;

    LiveRun(String what, Running program, FaultyPipe pipe, boolean listening) {
        this.what = what;
        this.program = program;
        this.pipe = pipe;
        this.listening = listening;
        // Threads of their own: a test that blocks on a pipe could not tell what it waits for.
        Thread.ofPlatform().name("stdin of " + what).daemon().start(this::writeAll);
        output = Thread.ofPlatform().name("stdout of " + what).daemon().start(this::readAll);
        errors = Thread.ofPlatform().name("stderr of " + what).daemon().start(this::readErrors);
    }

    private void writeAll() {
        try (OutputStream stdin = pipe == null ? program.stdin() : pipe.writing(program.stdin())) {
            Optional<byte[]> bytes;
            long count = 0;
            while ((bytes = input.take()).isPresent()) {
                stdin.write(bytes.get());
                stdin.flush();
                inputTaken(++count);
            }
        } catch (IOException brokenPipe) {
            // The program has stopped reading; what it said on its way out is what the test looks at.
            input.clear();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        } finally {
            inputTaken(Long.MAX_VALUE);
        }
    }

    private synchronized void inputTaken(long count) {
        taken = count;
        notifyAll();
    }

    private void readAll() {
        InputStream stdout = pipe == null ? program.stdout() : pipe.reading(program.stdout());
        try (BufferedReader reader = new BufferedReader(new InputStreamReader(stdout, StandardCharsets.UTF_8))) {
            awaitListening();
            String text;
            while ((text = reader.readLine()) != null) {
                heard(Line.of(text));
            }
        } catch (IOException closed) {
            // Killed, or this end was closed: there is nothing more to hear.
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        } finally {
            ended();
        }
    }

    private void readErrors() {
        try (InputStream in = program.stderr()) {
            byte[] bytes = new byte[8192];
            int count;
            while ((count = in.read(bytes)) >= 0) {
                synchronized (stderr) {
                    stderr.append(new String(bytes, 0, count, StandardCharsets.UTF_8));
                }
            }
        } catch (IOException killed) {
            // As above.
        }
    }

    private synchronized void awaitListening() throws InterruptedException {
        while (!listening) {
            wait();
        }
    }

    private synchronized void heard(Line line) {
        lines.add(line);
        notifyAll();
    }

    private synchronized void ended() {
        outputEnded = true;
        notifyAll();
    }

    /** Begins to read standard output, of a run that was started without anybody listening. */
    public synchronized void listen() {
        listening = true;
        notifyAll();
    }

    /** Waits until so many bytes lie in its standard output, to which nobody listens yet. */
    public LiveRun awaitUnheard(int bytes) throws IOException {
        long deadline = System.nanoTime() + PATIENCE.toNanos();
        while (program.stdout().available() < bytes) {
            if (System.nanoTime() - deadline > 0) {
                throw new AssertionError("waited for " + bytes + " bytes of output for " + PATIENCE + ", in vain\n"
                        + soFar(-1).story());
            }
            // There is no other way to be told of what is in a pipe without taking it out.
            LockSupport.parkNanos(1_000_000);
        }
        return this;
    }

    /**
     * Closes our end of its standard output, as a consumer that goes away does. A read that is waiting keeps it open until
     * the program writes once more: then {@link #awaitOutputEnd}.
     */
    public void closeOutput() throws IOException {
        program.stdout().close();
        listen();
    }

    /** Waits until nobody reads its standard output any more. */
    public LiveRun awaitOutputEnd() throws InterruptedException {
        output.join(PATIENCE);
        if (output.isAlive()) {
            throw new AssertionError("the output has not ended for " + PATIENCE + "\n"
                    + soFar(-1).story());
        }
        return this;
    }

    /** Sends lines, or a part of one; returns at once. */
    public LiveRun send(byte[] bytes) {
        sent++;
        input.add(Optional.of(bytes.clone()));
        return this;
    }

    public LiveRun send(Feed feed) {
        return send(feed.bytes());
    }

    /** Waits until the program has taken all that was sent off our hands, or has stopped reading. */
    public synchronized LiveRun awaitSent() throws InterruptedException {
        long deadline = System.nanoTime() + PATIENCE.toNanos();
        while (taken < sent) {
            long left = deadline - System.nanoTime();
            if (left <= 0) {
                throw new AssertionError("the program has not read its input for " + PATIENCE + "\n"
                        + soFar(-1).story());
            }
            TimeUnit.NANOSECONDS.timedWait(this, left);
        }
        return this;
    }

    /** Ends its input. */
    public LiveRun closeInput() {
        input.add(Optional.empty());
        return this;
    }

    /** Waits for the next line that was not awaited yet and matches. */
    public Line await(String description, Predicate<Line> wanted) throws InterruptedException {
        long deadline = System.nanoTime() + PATIENCE.toNanos();
        synchronized (this) {
            while (true) {
                while (looked < lines.size()) {
                    Line line = lines.get(looked++);
                    if (wanted.test(line)) {
                        return line;
                    }
                }
                long left = deadline - System.nanoTime();
                if (outputEnded || left <= 0) {
                    throw new AssertionError("waited for " + description + ", "
                            + (outputEnded ? "but the output ended" : "for " + PATIENCE + ", in vain") + "\n"
                            + soFar(-1).story());
                }
                TimeUnit.NANOSECONDS.timedWait(this, left);
            }
        }
    }

    /** Waits for the next STATE. */
    public StateMessage awaitState(String description) throws InterruptedException {
        Line line = await(description, it -> it.as(Message.State.class).isPresent());
        return line.as(Message.State.class).orElseThrow().state();
    }

    /** Waits for the end. */
    public Outcome awaitExit() throws Exception {
        listen();
        OptionalInt code = program.await(PATIENCE);
        if (code.isEmpty()) {
            String stuck = "did not end within " + PATIENCE + "\n" + soFar(-1).story();
            program.kill();
            throw new AssertionError(stuck);
        }
        output.join(PATIENCE);
        errors.join(PATIENCE);
        return soFar(code.getAsInt());
    }

    /** SIGKILL, and waits until the process is gone. */
    public Outcome kill() throws Exception {
        program.kill();
        return awaitExit();
    }

    /** SIGTERM; returns at once. */
    public LiveRun terminate() {
        program.terminate();
        return this;
    }

    public long pid() {
        return program.pid();
    }

    private Outcome soFar(int exitCode) {
        String said;
        synchronized (stderr) {
            said = stderr.toString();
        }
        synchronized (this) {
            return new Outcome(what, exitCode, List.copyOf(lines), said);
        }
    }

    /** Waits a little for the end: a test's folder cannot be removed while somebody still writes into it. */
    @Override
    public void close() {
        program.kill();
        input.add(Optional.empty());
        listen();
        try {
            program.await(CLOSING);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        } catch (Exception | AssertionError failed) {
            // What the test had to say of it is said.
        }
    }
}
