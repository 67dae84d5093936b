package dev.leat.testkit;

import dev.leat.protocol.ConfiguredCatalog;
import dev.leat.protocol.Json;
import dev.leat.protocol.StateMessage;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import tools.jackson.databind.node.ArrayNode;

/** One command about to be run, with the files it is given. Files are written to a temporary folder as they are named. */
public final class Invocation {
    private static final Path FOLDER = temporaryFolder();

    private final ConnectorUnderTest connector;
    private final List<String> args = new ArrayList<>();
    private byte[] input = new byte[0];
    private FaultyPipe pipe;

    Invocation(ConnectorUnderTest connector, String word) {
        this.connector = connector;
        args.add(word);
    }

    private static Path temporaryFolder() {
        try {
            Path folder = Files.createTempDirectory("leat-testkit");
            folder.toFile().deleteOnExit();
            return folder;
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** Where the files of all invocations are. */
    static Path folder() {
        return FOLDER;
    }

    /** A fresh file in the tests' temporary folder, gone when the tests end. */
    public static Path file(String content, String suffix) {
        try {
            Path file = Files.createTempFile(FOLDER, "given", suffix);
            file.toFile().deleteOnExit();
            return Files.writeString(file, content);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** A fresh FIFO in the tests' temporary folder. */
    public static Path fifo() throws Exception {
        Path path = file("", ".fifo");
        Files.delete(path);
        int code = new ProcessBuilder("mkfifo", path.toString()).start().waitFor();
        if (code != 0) {
            throw new IOException("mkfifo " + path + " ended with exit code " + code);
        }
        path.toFile().deleteOnExit();
        return path;
    }

    public Invocation config(Map<String, ?> config) {
        return flag("config", file(Json.text(config), ".json"));
    }

    public Invocation catalog(ConfiguredCatalog catalog) {
        return flag("catalog", file(Json.text(catalog), ".json"));
    }

    /** {@code --state} with these states; an empty list says that there are none yet. */
    public Invocation state(List<StateMessage> states) {
        ArrayNode array = Json.array();
        states.forEach(state -> array.add(state.body()));
        return flag("state", file(array.toString(), ".json"));
    }

    /** A flag with any text as its file's content. */
    public Invocation text(String flag, String content) {
        return flag(flag, file(content, ".json"));
    }

    public Invocation flag(String flag, Path file) {
        args.add("--" + flag);
        args.add(file.toString());
        return this;
    }

    /** A flag whose value is no file. */
    Invocation word(String flag, String value) {
        args.add(flag);
        args.add(value);
        return this;
    }

    /** The command as a line of a session. */
    String inSession() {
        return Json.text(args);
    }

    /** What {@link #run} sends on standard input. */
    public Invocation input(byte[] input) {
        this.input = input.clone();
        return this;
    }

    public Invocation input(Feed feed) {
        return input(feed.bytes());
    }

    /** Puts a pipe that misbehaves before its input and behind its output. */
    public Invocation through(FaultyPipe pipe) {
        this.pipe = pipe;
        return this;
    }

    /** Runs the command to its end. */
    public Outcome run() throws Exception {
        try (LiveRun live = start()) {
            return live.send(input).closeInput().awaitExit();
        }
    }

    /** Starts the command and leaves its input open. */
    public LiveRun start() throws IOException {
        return new LiveRun(name(), connector.start(args), pipe, true);
    }

    /** Starts the command while nobody reads its output yet. */
    public LiveRun startUnheard() throws IOException {
        return new LiveRun(name(), connector.start(args), pipe, false);
    }

    private String name() {
        return connector + " " + String.join(" ", args) + (pipe == null ? "" : " through a " + pipe);
    }
}
