package dev.leat.dist;

import dev.leat.protocol.Json;
import dev.leat.testkit.Docker;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import tools.jackson.databind.JsonNode;

/** One run of {@code leat}, which tests can wait for or shoot at. */
final class LeatRun {
    /** Longer than any run of a test takes on a busy machine. */
    private static final long PATIENCE_SECONDS = 300;

    /** Whom to kill. */
    enum Victim {
        SOURCE("from"),
        DESTINATION("to"),
        RUNNER("");

        private final String connection;

        Victim(String connection) {
            this.connection = connection;
        }

        /** Whether this is its command line, or that of its container. */
        boolean has(List<String> words) {
            return words.contains("-Dleat.connection=" + connection)
                    || words.contains("dev.leat.connection=" + connection);
        }
    }

    private final Process process;
    private final Path out;
    private final Path err;

    LeatRun(Process process, Path out, Path err) {
        this.process = process;
        this.out = out;
        this.err = err;
    }

    /** Waits for the runner and everything it started. */
    LeatRun await() throws Exception {
        if (!process.waitFor(PATIENCE_SECONDS, TimeUnit.SECONDS)) {
            process.descendants().forEach(ProcessHandle::destroyForcibly);
            process.destroyForcibly();
            throw new AssertionError("leat did not end within " + PATIENCE_SECONDS + " s\n" + stderr());
        }
        return this;
    }

    /** Whether it ended within the time. */
    boolean endsWithin(long millis) throws InterruptedException {
        return process.waitFor(millis, TimeUnit.MILLISECONDS);
    }

    /** The process that plays a part right now. */
    Optional<ProcessHandle> find(Victim victim) {
        if (victim == Victim.RUNNER) {
            return process.isAlive() ? Optional.of(process.toHandle()) : Optional.empty();
        }
        return process.descendants().filter(child -> victim.has(words(child))).findFirst();
    }

    private static List<String> words(ProcessHandle process) {
        return process.info().arguments().map(List::of).orElse(List.of());
    }

    /** The name of the container that a process waits for. */
    private static Optional<String> container(ProcessHandle process) {
        List<String> words = words(process);
        int name = words.indexOf("--name");
        return name < 0 ? Optional.empty() : Optional.of(words.get(name + 1));
    }

    private static boolean kill(ProcessHandle process) throws Exception {
        Optional<String> container = container(process);
        // The end of the engine's command would not be the container's.
        return container.isEmpty()
                ? process.destroyForcibly()
                : Docker.run("kill", container.get()).code() == 0;
    }

    /** Kills a part with SIGKILL; false if there was none. The others must come to an end by themselves. */
    boolean kill(Victim victim) throws Exception {
        List<ProcessHandle> family = process.descendants().toList();
        Optional<ProcessHandle> target = find(victim);
        if (target.isEmpty() || !kill(target.get())) {
            return false;
        }
        await();
        for (ProcessHandle member : family) {
            if (container(member).isPresent()) {
                // One that was about to start waits for this runner, until the next removes it.
                continue;
            }
            member.onExit().get(PATIENCE_SECONDS, TimeUnit.SECONDS);
        }
        return true;
    }

    int exitCode() {
        return process.exitValue();
    }

    String stderr() throws IOException {
        return Files.readString(err);
    }

    /** The last line of standard output, the summary. */
    JsonNode summary() throws IOException {
        List<String> lines = Files.readAllLines(out);
        if (lines.isEmpty()) {
            throw new AssertionError("leat printed no summary\n" + stderr());
        }
        return Json.parse(lines.getLast());
    }

    /** Rows moved, by the summary. */
    long records() throws IOException {
        return summary().path("records_synced").asLong();
    }

    /** Fails with what was said unless the run succeeded. */
    LeatRun succeeded() throws IOException {
        if (exitCode() != 0) {
            throw new AssertionError("leat ended with exit code " + exitCode() + "\n" + stderr());
        }
        return this;
    }
}
