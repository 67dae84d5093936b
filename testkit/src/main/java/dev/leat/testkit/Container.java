package dev.leat.testkit;

import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.OptionalInt;
import java.util.concurrent.atomic.AtomicInteger;

/**
 * How an image is run for a test: as its users are told to, with nothing that it can write but what it is given, and as
 * whoever runs the tests.
 */
record Container(List<String> options, String image) {
    private static final AtomicInteger NAMES = new AtomicInteger();

    static Container of(String image, Path... folders) {
        List<String> options = new ArrayList<>(List.of(
                "--network", "host", "--log-driver", "none", "--read-only", "--tmpfs", "/tmp", "--cap-drop", "ALL"));
        options.addAll(List.of("--security-opt", "no-new-privileges", "--user", user()));
        for (Path folder : folders) {
            options.addAll(List.of("--volume", folder + ":" + folder));
        }
        options.addAll(List.of("--volume", Invocation.folder() + ":" + Invocation.folder()));
        return new Container(List.copyOf(options), image);
    }

    private static String user() {
        try {
            Path own = Invocation.folder();
            return Files.getAttribute(own, "unix:uid") + ":" + Files.getAttribute(own, "unix:gid");
        } catch (IOException e) {
            throw new IllegalStateException("whose folder is " + Invocation.folder() + "?", e);
        }
    }

    Running start(List<String> args, Map<String, String> environment) throws IOException {
        String name = "leat-testkit-" + ProcessHandle.current().pid() + "-" + NAMES.incrementAndGet();
        List<String> command = new ArrayList<>(List.of("docker", "run", "--rm", "-i", "--name", name));
        command.addAll(options);
        environment.forEach((variable, value) -> command.addAll(List.of("--env", variable + "=" + value)));
        command.add(image);
        command.addAll(args);
        return new Signalled(Running.process(command, Map.of()), name);
    }

    /** The engine's command, with signals for the container: its own would leave that behind. */
    private record Signalled(Running command, String name) implements Running {
        private static final Duration AGAIN = Duration.ofMillis(50);
        private static final Duration PATIENCE = Duration.ofSeconds(10);

        @Override
        public OutputStream stdin() {
            return command.stdin();
        }

        @Override
        public InputStream stdout() {
            return command.stdout();
        }

        @Override
        public InputStream stderr() {
            return command.stderr();
        }

        @Override
        public OptionalInt await(Duration patience) throws Exception {
            return command.await(patience);
        }

        @Override
        public void kill() {
            signal("KILL");
            try {
                // The command may have ended alone, when nobody took its output: the engine does not tell the
                // container.
                if (command.await(PATIENCE).orElse(-1) != 0) {
                    Docker.run("rm", "--force", name);
                }
            } catch (Exception e) {
                throw new IllegalStateException("cannot remove the container " + name, e);
            }
        }

        @Override
        public void terminate() {
            signal("TERM");
        }

        @Override
        public long pid() {
            return command.pid();
        }

        /** Until it has arrived: the container may be about to start. */
        private void signal(String signal) {
            try {
                Duration pause = Duration.ZERO;
                while (command.await(pause).isEmpty()) {
                    if (Docker.run("kill", "--signal", signal, name).code() == 0) {
                        return;
                    }
                    pause = AGAIN;
                }
            } catch (Exception e) {
                throw new IllegalStateException("cannot send " + signal + " to the container " + name, e);
            }
        }
    }
}
