package dev.leat.runner;

import dev.leat.protocol.Json;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.PrintStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import tools.jackson.databind.JsonNode;

/** A folder with the test connectors in it, in which {@code leat} is run as from a shell. */
final class Sandbox {
    /** Short enough that a test which hangs is seen to, long enough for a busy machine. */
    static final String SHORT_TIMEOUTS =
            "timeouts: { answer_s: 30, source_idle_s: 30, destination_idle_s: 30, exit_s: 15, stop_s: 1 }\n";

    /** Where the interpreter itself is: version managers put a slow script before it, and tests start it very often. */
    private static final String PYTHON_FOLDER = pythonFolder();

    final Path folder;
    final Map<String, String> environment = new TreeMap<>(System.getenv());
    Path lib = Path.of("no-connectors-here");
    String input = "";
    boolean terminal;

    /** What a command came to. */
    record Run(int exit, String out, String err) {
        /** The last line of stdout. */
        JsonNode summary() {
            return Json.parse(out.strip().lines().reduce((a, b) -> b).orElseThrow());
        }

        JsonNode stream(String name) {
            for (JsonNode stream : summary().path("streams")) {
                if (stream.path("name").asString().equals(name)) {
                    return stream;
                }
            }
            throw new AssertionError("no stream " + name + " in " + out);
        }

        /** What the summary says went wrong, with a stream or with a whole replication. */
        String errors() {
            List<String> errors = new ArrayList<>();
            summary().findValues("error").forEach(error -> errors.add(error.asString()));
            return String.join("\n", errors);
        }
    }

    Sandbox(Path folder) {
        this.folder = folder;
        environment.keySet().removeIf(name -> name.startsWith("LEAT_"));
        environment.merge("PATH", PYTHON_FOLDER, (path, python) -> python + ":" + path);
        for (String script : List.of("source.py", "destination.py")) {
            try (InputStream in = Sandbox.class.getResourceAsStream("/connectors/" + script)) {
                Files.write(folder.resolve(script), in.readAllBytes());
            } catch (IOException failed) {
                throw new UncheckedIOException(failed);
            }
        }
    }

    private static String pythonFolder() {
        try {
            Process python = new ProcessBuilder("python3", "-c", "import sys; print(sys.executable)").start();
            String executable = new String(python.getInputStream().readAllBytes(), StandardCharsets.UTF_8).strip();
            return Path.of(executable).getParent().toString();
        } catch (IOException missing) {
            throw new UncheckedIOException("these tests need python3; install it", missing);
        }
    }

    /** Puts rows at the destination as an earlier run would have. */
    Sandbox given(String stream, int rows) {
        try {
            Path out = Files.createDirectories(folder.resolve("out"));
            List<String> lines = new ArrayList<>();
            for (int id = 1; id <= rows; id++) {
                lines.add("{\"id\": " + id + "}");
            }
            Files.write(out.resolve(stream + ".jsonl"), lines);
            return this;
        } catch (IOException failed) {
            throw new UncheckedIOException(failed);
        }
    }

    /** Makes the source one that speaks the protocol without Leat's additions. */
    Sandbox foreignSource() {
        environment.put("STYLE", "foreign");
        return this;
    }

    /** Has rows go from the source to the destination without passing through the runner. */
    Sandbox dataChannel() {
        environment.put("DATA_CHANNEL", "yes");
        return this;
    }

    Sandbox foreignDestination() {
        environment.put("DESTINATION_STYLE", "foreign");
        return this;
    }

    /** Writes a {@code leat.yaml} with one replication; configurations and streams in YAML's flow style. */
    Sandbox settings(String sourceConfig, String destinationConfig, String streams, String... more) {
        return write(
                "leat.yaml",
                """
                connections:
                  shop: { command: [python3, source.py], config: %s }
                  lake: { command: python3 destination.py, config: %s }
                replications:
                  shop-to-lake:
                    source: shop
                    destination: lake
                    streams: %s
                    %s
                """.formatted(sourceConfig, destinationConfig, streams, String.join("\n    ", more)) + SHORT_TIMEOUTS);
    }

    Sandbox write(String name, String text) {
        try {
            Files.writeString(folder.resolve(name), text);
            return this;
        } catch (IOException failed) {
            throw new UncheckedIOException(failed);
        }
    }

    Run leat(String... args) {
        ByteArrayOutputStream out = new ByteArrayOutputStream();
        ByteArrayOutputStream err = new ByteArrayOutputStream();
        Surroundings machine = new Surroundings(
                environment,
                folder,
                lib,
                new ByteArrayInputStream(input.getBytes(StandardCharsets.UTF_8)),
                new PrintStream(out, true, StandardCharsets.UTF_8),
                new PrintStream(err, true, StandardCharsets.UTF_8),
                new Masking(),
                terminal);
        int exit = Leat.run(args, machine, new StopSignal());
        return new Run(exit, out.toString(StandardCharsets.UTF_8), err.toString(StandardCharsets.UTF_8));
    }

    /** The rows a stream has at the destination. */
    List<String> rows(String stream) {
        Path file = folder.resolve("out").resolve(stream + ".jsonl");
        try {
            return Files.exists(file) ? Files.readAllLines(file) : List.of();
        } catch (IOException failed) {
            throw new UncheckedIOException(failed);
        }
    }
}
