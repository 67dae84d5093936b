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
    private final LogLines errors;
    private final Thread drain;
    private volatile String who;
    private InputStream out;

    private Child(String who, Process process, Log log) {
        this.who = who;
        this.process = process;
        this.out = process.getInputStream();
        this.errors = new LogLines(line -> log.info(this.who, line));
        this.drain = errors.drain(process.getErrorStream(), who + " stderr");
    }

    static Child start(String who, List<String> argv, Path folder, Map<String, String> environment, Log log) {
        List<String> shielded = new ArrayList<>(Files.exists(SHELL) ? SHIELD : List.of());
        shielded.addAll(argv);
        ProcessBuilder builder = new ProcessBuilder(shielded).directory(folder.toFile());
        builder.environment().clear();
        builder.environment().putAll(environment);
        try {
            return new Child(who, builder.start(), log);
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
        return process.getOutputStream();
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
        process.toHandle().destroy();
    }

    /** Ends it and whatever it started. */
    void kill() {
        process.descendants().forEach(ProcessHandle::destroyForcibly);
        process.toHandle().destroyForcibly();
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

    /** Leaves nothing behind: kills what still runs and waits for the rest of its log. */
    @Override
    public void close() {
        if (process.isAlive()) {
            kill();
            await(DRAIN_SECONDS);
        }
        try {
            drain.join(TimeUnit.SECONDS.toMillis(DRAIN_SECONDS));
        } catch (InterruptedException interrupted) {
            Thread.currentThread().interrupt();
        }
    }
}
