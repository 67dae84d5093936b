package dev.leat.runner;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.function.BooleanSupplier;

/** {@code leat} as a process of its own, for what a process alone can show: signals, children, argument lists. */
final class LeatProcess implements AutoCloseable {
    /**
     * Whoever started the tests in the background may have had SIGINT ignored, which programs inherit. In a group of its
     * own, as a shell starts it, it can be sent what a terminal sends.
     */
    private static final String HEARS_SIGINT =
            "import os, signal, sys; signal.signal(signal.SIGINT, signal.SIG_DFL); os.setpgrp(); os.execv(sys.argv[1], sys.argv[1:])";

    private static final int WAIT_SECONDS = 30;

    final Process process;
    final Path out;
    final Path err;

    private LeatProcess(Process process, Path out, Path err) {
        this.process = process;
        this.out = out;
        this.err = err;
    }

    static LeatProcess start(Sandbox sandbox, String... args) throws IOException {
        return startBehind(List.of(), sandbox, args);
    }

    /** @param before a program that starts the one whose words follow it, and its words */
    static LeatProcess startBehind(List<String> before, Sandbox sandbox, String... args) throws IOException {
        List<String> argv = new ArrayList<>(before);
        argv.addAll(List.of(
                "python3",
                "-c",
                HEARS_SIGINT,
                Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                "-cp",
                System.getProperty("java.class.path"),
                Leat.class.getName()));
        argv.addAll(List.of(args));
        Path out = sandbox.folder.resolve("stdout");
        Path err = sandbox.folder.resolve("stderr");
        ProcessBuilder builder = new ProcessBuilder(argv)
                .directory(sandbox.folder.toFile())
                .redirectOutput(out.toFile())
                .redirectError(err.toFile());
        builder.environment().clear();
        builder.environment().putAll(sandbox.environment);
        return new LeatProcess(builder.start(), out, err);
    }

    /** The processes it started. */
    List<ProcessHandle> children() {
        return process.descendants().toList();
    }

    /** Sends a signal by name. */
    void signal(String name) throws IOException, InterruptedException {
        new ProcessBuilder("kill", "-" + name, String.valueOf(process.pid()))
                .start()
                .waitFor();
    }

    /** Sends a signal to it and to all that it started, as a terminal does. */
    void signalGroup(String name) throws IOException, InterruptedException {
        new ProcessBuilder("kill", "-" + name, "--", "-" + process.pid())
                .start()
                .waitFor();
    }

    int await() throws InterruptedException {
        if (!process.waitFor(WAIT_SECONDS, TimeUnit.SECONDS)) {
            throw new AssertionError("leat did not end within " + WAIT_SECONDS + " s");
        }
        return process.exitValue();
    }

    /** Waits for something to come true, looking again each time the process has had a moment. */
    void until(BooleanSupplier condition) throws IOException, InterruptedException {
        long end = System.nanoTime() + TimeUnit.SECONDS.toNanos(WAIT_SECONDS);
        while (!condition.getAsBoolean()) {
            if (System.nanoTime() > end || !process.isAlive()) {
                throw new AssertionError("it did not come true within " + WAIT_SECONDS + " s: " + text(err));
            }
            process.waitFor(20, TimeUnit.MILLISECONDS);
        }
    }

    String text(Path file) throws IOException {
        return Files.readString(file);
    }

    @Override
    public void close() {
        process.descendants().forEach(ProcessHandle::destroyForcibly);
        process.destroyForcibly();
    }
}
