package dev.leat.runner;

import dev.leat.protocol.ConnectorException;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.io.SequenceInputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import java.util.function.Function;

/**
 * A connector's process. Its stderr is drained into the log. Ending is by handle rather than by
 * {@link Process#destroy()}, which would close the pipes and lose the last words of a process that ends well.
 */
final class Child implements AutoCloseable {
    private static final int SIGPIPE = 13;

    /** Time for a killed process's pipes to run dry. */
    private static final int DRAIN_SECONDS = 5;

    /** Missing only in images without a shell, where there is no Ctrl-C either. */
    private static final Path SHELL = Path.of("/bin/sh");

    /**
     * A terminal sends Ctrl-C to every process of the group. Connectors ignore it, as children inherit what is ignored:
     * the runner stops them in the right order, the source first.
     */
    private static final List<String> SHIELD = List.of(SHELL.toString(), "-c", "trap '' INT; exec \"$@\"", "leat");

    private final Process process;
    private final Body body;
    private final LogLines errors;
    private final Thread drain;
    private volatile String who;
    private InputStream out;

    private Child(String who, Process process, Body body, Log log) {
        this.who = who;
        this.process = process;
        this.body = body;
        this.out = body.out();
        this.errors = new LogLines(line -> {
            if (body.speaks()) {
                log.info(this.who, line);
            }
        });
        this.drain = errors.drain(process.getErrorStream(), who + " stderr");
    }

    /** Starts a connector as a process of this machine. */
    static Child start(String who, List<String> argv, Session session) {
        Path folder = session.file().document().folder();
        return start(who, argv, folder, session.connectorEnvironment(), session.log(), Body.Local::new);
    }

    /** Starts a process that is, or stands for, a connector. */
    static Child start(
            String who,
            List<String> argv,
            Path folder,
            Map<String, String> environment,
            Log log,
            Function<Process, Body> body) {
        List<String> shielded = new ArrayList<>(Files.exists(SHELL) ? SHIELD : List.of());
        shielded.addAll(argv);
        ProcessBuilder builder = new ProcessBuilder(shielded).directory(folder.toFile());
        builder.environment().clear();
        builder.environment().putAll(environment);
        try {
            Process process = builder.start();
            return new Child(who, process, body.apply(process), log);
        } catch (IOException failed) {
            throw ConnectorException.config(
                    who + ": cannot start " + argv.getFirst() + ": " + failed.getMessage(), failed);
        }
    }

    /** What messages call it: {@code source shop}. */
    String who() {
        return who;
    }

    /** Gives it another part to play. */
    void playing(String part) {
        who = part;
    }

    OutputStream in() {
        return body.in();
    }

    /** Tells it that nothing more comes. */
    void endInput() {
        try {
            in().close();
        } catch (IOException gone) {
            // It has ended by itself.
        }
    }

    InputStream out() {
        return out;
    }

    /** Gives back what was read from its output too early. */
    void unread(byte[] bytes) {
        if (bytes.length > 0) {
            out = new SequenceInputStream(new ByteArrayInputStream(bytes), out);
        }
    }

    /** What it said on stderr last. */
    List<String> lastWords() {
        return errors.last();
    }

    boolean alive() {
        return process.isAlive();
    }

    /** Asks it to stop. */
    void terminate() {
        body.terminate();
    }

    /** Ends it and whatever it started. */
    void kill() {
        body.kill();
    }

    /** Waits until it has ended; false if it has not within the time. */
    boolean await(int seconds) {
        try {
            return process.waitFor(seconds, TimeUnit.SECONDS);
        } catch (InterruptedException interrupted) {
            Thread.currentThread().interrupt();
            return false;
        }
    }

    /** Asks it to stop, and kills it if it does not within the time. */
    void stop(int seconds) {
        terminate();
        if (!await(seconds)) {
            kill();
            await(DRAIN_SECONDS);
        }
    }

    /** The exit code; 128 and the signal's number for one that was killed, as shells count. */
    int exitCode() {
        return process.exitValue();
    }

    /** Whether a signal ended it, other than that of a pipe that nobody reads. */
    boolean killed() {
        return exitCode() > 128 && exitCode() != 128 + SIGPIPE;
    }

    /**
     * Why it ended badly, if it did not say so itself.
     *
     * @param noise what it printed, for one that said nothing on stderr
     */
    Failure failure(Verb verb, List<String> noise) {
        drained();
        List<String> words = lastWords();
        return body.explain(who, exitCode(), words)
                .orElseGet(() -> Failure.ofExit(who, verb, exitCode(), words.isEmpty() ? noise : words));
    }

    /** Leaves nothing behind: kills what still runs and waits for the rest of its log. */
    @Override
    public void close() {
        if (process.isAlive()) {
            kill();
            await(DRAIN_SECONDS);
        }
        body.bury();
        drained();
    }

    private void drained() {
        try {
            drain.join(TimeUnit.SECONDS.toMillis(DRAIN_SECONDS));
        } catch (InterruptedException interrupted) {
            Thread.currentThread().interrupt();
        }
    }
}
