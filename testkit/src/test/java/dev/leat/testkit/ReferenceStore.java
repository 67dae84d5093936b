package dev.leat.testkit;

import dev.leat.protocol.Json;
import dev.leat.protocol.StreamDescriptor;
import java.io.IOException;
import java.nio.channels.FileChannel;
import java.nio.channels.FileLock;
import java.nio.channels.OverlappingFileLockException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.UnaryOperator;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.ObjectNode;

/** Tables and states in one JSON file. */
final class ReferenceStore {
    private final Path folder;
    private final Path file;

    ReferenceStore(Path folder) {
        this.folder = folder;
        this.file = folder.resolve("store.json");
    }

    /** A table: its stream as in a catalog, and its rows. */
    record Table(ObjectNode stream, List<ObjectNode> rows) {}

    /** Everything there is. */
    record Content(Map<StreamDescriptor, Table> tables, Map<String, ObjectNode> states) {
        static Content empty() {
            return new Content(new LinkedHashMap<>(), new LinkedHashMap<>());
        }
    }

    Content read() throws IOException {
        Content content = Content.empty();
        if (Files.exists(file)) {
            JsonNode json = Json.parse(Files.readAllBytes(file));
            for (JsonNode table : json.path("tables")) {
                List<ObjectNode> rows = new ArrayList<>();
                table.path("rows").forEach(row -> rows.add((ObjectNode) row));
                ObjectNode stream = (ObjectNode) table.path("stream");
                content.tables().put(descriptor(stream), new Table(stream, rows));
            }
            json.path("states").forEachEntry((name, state) -> content.states().put(name, (ObjectNode) state));
        }
        return content;
    }

    static StreamDescriptor descriptor(JsonNode stream) {
        return new StreamDescriptor(
                stream.path("name").asString(), stream.path("namespace").asString(null));
    }

    /** Changes the file in one step that survives a power cut. Others change it too: only one at a time. */
    void update(UnaryOperator<Content> change) throws IOException {
        try (FileChannel lock = open("store.lock")) {
            synchronized (ReferenceStore.class) {
                FileLock held = lock.lock();
                write(change.apply(read()));
                held.release();
            }
        }
    }

    private void write(Content content) throws IOException {
        ObjectNode json = Json.object();
        ArrayNode tables = json.putArray("tables");
        for (Table table : content.tables().values()) {
            ObjectNode entry = tables.addObject();
            entry.set("stream", table.stream());
            entry.putArray("rows").addAll(table.rows());
        }
        ObjectNode states = json.putObject("states");
        content.states().forEach(states::set);
        Path beside = folder.resolve("store.json.new");
        try (FileChannel channel = FileChannel.open(
                beside, StandardOpenOption.CREATE, StandardOpenOption.WRITE, StandardOpenOption.TRUNCATE_EXISTING)) {
            channel.write(java.nio.ByteBuffer.wrap(Json.bytes(json)));
            channel.force(true);
        }
        Files.move(beside, file, StandardCopyOption.ATOMIC_MOVE, StandardCopyOption.REPLACE_EXISTING);
    }

    /** Takes a stream's lock; empty if another run has it. */
    Optional<FileChannel> lock(StreamDescriptor stream) throws IOException {
        FileChannel channel = open("lock-" + Integer.toHexString(stream.hashCode()));
        try {
            if (channel.tryLock() != null) {
                return Optional.of(channel);
            }
        } catch (OverlappingFileLockException heldByThisProcess) {
            // The same answer as for another process.
        }
        channel.close();
        return Optional.empty();
    }

    private FileChannel open(String name) throws IOException {
        return FileChannel.open(folder.resolve(name), StandardOpenOption.CREATE, StandardOpenOption.WRITE);
    }
}
