package dev.leat.testkit;

import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.OptionalInt;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.FutureTask;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;

/** A program that runs, in a process of its own or on a thread of this one. */
interface Running {
    OutputStream stdin();

    InputStream stdout();

    InputStream stderr();

    /** The exit code, or nothing if it still runs after that time. */
    OptionalInt await(Duration patience) throws Exception;

    /** SIGKILL. */
    void kill();

    /** SIGTERM. */
    void terminate();

    long pid();

    /** Starts a process. */
    static Running process(List<String> command, Map<String, String> environment) throws IOException {
        ProcessBuilder builder = new ProcessBuilder(command);
        builder.environment().putAll(environment);
        Process process = builder.start();
        return new Running() {
            @Override
            public OutputStream stdin() {
                return process.getOutputStream();
            }

            @Override
            public InputStream stdout() {
                return process.getInputStream();
            }

            @Override
            public InputStream stderr() {
                return process.getErrorStream();
            }

            @Override
            public OptionalInt await(Duration patience) throws InterruptedException {
                boolean ended = process.waitFor(patience.toMillis(), TimeUnit.MILLISECONDS);
                return ended ? OptionalInt.of(process.exitValue()) : OptionalInt.empty();
            }

            @Override
            public void kill() {
                process.destroyForcibly();
            }

            @Override
            public void terminate() {
                // The handle only sends the signal; Process.destroy would close our ends of the pipes as well.
                process.toHandle().destroy();
            }

            @Override
            public long pid() {
                return process.pid();
            }
        };
    }

    /** Starts a thread. It cannot be killed, only interrupted. */
    static Running thread(Program program, String... args) {
        Pipe in = new Pipe();
        Pipe out = new Pipe();
        FutureTask<Integer> task = new FutureTask<>(() -> {
            try (InputStream input = in.reader();
                    OutputStream output = out.writer()) {
                return program.run(input, output, args);
            }
        });
        Thread thread =
                Thread.ofPlatform().name("connector-under-test").daemon().start(task);
        return new Running() {
            @Override
            public OutputStream stdin() {
                return in.writer();
            }

            @Override
            public InputStream stdout() {
                return out.reader();
            }

            @Override
            public InputStream stderr() {
                return InputStream.nullInputStream();
            }

            @Override
            public OptionalInt await(Duration patience) throws Exception {
                try {
                    return OptionalInt.of(task.get(patience.toMillis(), TimeUnit.MILLISECONDS));
                } catch (TimeoutException stillRunning) {
                    return OptionalInt.empty();
                } catch (ExecutionException e) {
                    throw new AssertionError("the program threw instead of answering an exit code", e.getCause());
                }
            }

            @Override
            public void kill() {
                thread.interrupt();
            }

            @Override
            public void terminate() {
                throw new IllegalStateException("only a process can be sent a signal: use asProcess()");
            }

            @Override
            public long pid() {
                return ProcessHandle.current().pid();
            }
        };
    }
}
