package dev.leat.runner;

import static java.nio.charset.StandardCharsets.UTF_8;

import dev.leat.protocol.ConnectorException;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;

/** The Docker engine, spoken to through its command line, which knows where it is and who may use it. Thread-safe. */
final class DockerEngine {
    /** For everything but pulling: an engine that takes longer hangs. */
    private static final int ANSWER_SECONDS = 60;

    private static final int PULL_SECONDS = 3600;

    private final String program;
    private final Map<String, String> environment;
    private final AtomicBoolean fifosRefused = new AtomicBoolean();

    /** What it said to a command. */
    record Said(int exit, String out, String err) {
        boolean well() {
            return exit == 0;
        }

        List<String> errors() {
            return err.lines().toList();
        }
    }

    private DockerEngine(String program, Map<String, String> environment) {
        this.program = program;
        this.environment = environment;
    }

    static DockerEngine of(Surroundings machine) {
        String searchPath = machine.environment().getOrDefault("PATH", "/usr/bin:/bin");
        for (String folder : searchPath.split(":", -1)) {
            Path candidate = Path.of(folder).resolve("docker").toAbsolutePath();
            if (Files.isExecutable(candidate) && !Files.isDirectory(candidate)) {
                return new DockerEngine(candidate.toString(), machine.environment());
            }
        }
        throw ConnectorException.config("containers need Docker's command line, and there is no \"docker\" on the PATH;"
                + " install it (apt-get install docker.io, for example), or use connectors that are processes");
    }

    /** The program, for a command that is more than a question. */
    String program() {
        return program;
    }

    /** Where the program learns where the engine is. */
    Map<String, String> environment() {
        return environment;
    }

    /** Asks; refuses if the engine cannot be asked at all. */
    Said ask(String... words) {
        Said said = run(ANSWER_SECONDS, List.of(words));
        if (!said.well()) {
            refusal(said.errors()).ifPresent(refused -> {
                throw refused.exception();
            });
        }
        return said;
    }

    Said pull(String image) {
        return run(PULL_SECONDS, List.of("pull", "-q", image));
    }

    private Said run(int seconds, List<String> words) {
        List<String> argv = new ArrayList<>(List.of(program));
        argv.addAll(words);
        ProcessBuilder builder = new ProcessBuilder(argv);
        builder.environment().clear();
        builder.environment().putAll(environment);
        try {
            Process process = builder.start();
            process.getOutputStream().close();
            CompletableFuture<String> out = CompletableFuture.supplyAsync(() -> text(process.getInputStream()));
            CompletableFuture<String> err = CompletableFuture.supplyAsync(() -> text(process.getErrorStream()));
            if (!process.waitFor(seconds, TimeUnit.SECONDS)) {
                process.destroyForcibly();
                throw ConnectorException.unavailable("the Docker engine did not answer \"docker " + words.getFirst()
                        + "\" within " + seconds + " s; see what it is doing, or restart it");
            }
            return new Said(process.exitValue(), out.join(), err.join());
        } catch (IOException failed) {
            throw ConnectorException.config("cannot start " + program + ": " + failed.getMessage(), failed);
        } catch (InterruptedException interrupted) {
            Thread.currentThread().interrupt();
            throw ConnectorException.unavailable("interrupted while waiting for the Docker engine");
        }
    }

    private static String text(InputStream stream) {
        try (stream) {
            return new String(stream.readAllBytes(), UTF_8);
        } catch (IOException ended) {
            return "";
        }
    }

    /** Why the engine cannot be used, if that is what these lines say. */
    Optional<Failure> refusal(List<String> lines) {
        for (String line : lines) {
            if (line.contains("permission denied while trying to connect")
                    || line.contains("connect: permission denied")) {
                return Optional.of(new Failure(
                        ConnectorException.Kind.CONFIG,
                        "this user may not use the Docker engine: add it to the group docker (usermod -aG docker USER,"
                                + " then log in again), or set DOCKER_HOST to an engine it may use (" + line.strip()
                                + ")"));
            }
            if (line.contains("Cannot connect to the Docker daemon")
                    || line.contains("error during connect")
                    || line.contains("Is the docker daemon running")) {
                return Optional.of(new Failure(
                        ConnectorException.Kind.TRANSIENT,
                        "the Docker engine does not answer: start it (systemctl start docker, for example), or correct"
                                + " DOCKER_HOST (" + line.strip() + ")"));
            }
        }
        return Optional.empty();
    }

    /** Whether containers can open FIFOs of this machine, as far as is known. */
    boolean takesFifos() {
        return !fifosRefused.get();
    }

    /** Takes note that they cannot; true for the first to notice. */
    boolean refuseFifos() {
        return fifosRefused.compareAndSet(false, true);
    }

    /** Sends a signal to a container; false if there is none that runs. */
    boolean signal(String name, String container) {
        return run(ANSWER_SECONDS, List.of("kill", "--signal", name, container)).well();
    }

    /** Kills containers and removes them, with what volumes they made. */
    boolean remove(List<String> containers) {
        List<String> words = new ArrayList<>(List.of("rm", "--force", "--volumes"));
        words.addAll(containers);
        return containers.isEmpty() || run(ANSWER_SECONDS, words).well();
    }

    /** The containers of a run, in whatever state; null if the engine cannot say. */
    List<String> containersOf(String run) {
        Said said = run(
                ANSWER_SECONDS,
                List.of("ps", "--all", "--quiet", "--filter", "label=" + DockerRun.RUN_LABEL + "=" + run));
        return said.well() ? said.out.lines().toList() : null;
    }

    /** Whether a container went beyond its memory since a time (seconds since the epoch, with decimals). */
    boolean wentBeyondMemory(String container, String since, String until) {
        Said said = run(
                ANSWER_SECONDS,
                List.of(
                        "events",
                        "--since",
                        since,
                        "--until",
                        until,
                        "--filter",
                        "container=" + container,
                        "--filter",
                        "event=oom",
                        "--format",
                        "{{.Action}}"));
        return said.well() && said.out.contains("oom");
    }
}
