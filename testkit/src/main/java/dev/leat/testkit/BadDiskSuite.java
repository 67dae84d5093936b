package dev.leat.testkit;

import static org.assertj.core.api.Assertions.assertThat;

import dev.leat.protocol.Json;
import dev.leat.protocol.StreamDescriptor;
import dev.leat.type.Column;
import dev.leat.type.StreamSchema;
import dev.leat.type.Type;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Assumptions;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import tools.jackson.databind.node.ObjectNode;

/**
 * What a connector whose database is one file does on a disk that is full, or may not be written to: a suite beside
 * {@link DestinationSuite}, with the key {@code path} as its whole configuration.
 */
public abstract class BadDiskSuite {
    private static final StreamChoice ADDED = StreamChoice.of(StreamSchema.of(
                    StreamDescriptor.of("t"), List.of(Column.required("id", Type.INT32), Column.of("text", Type.TEXT))))
            .withoutTechnicalColumns();

    private static final List<ObjectNode> OLD = List.of(row(-1, "old"));
    private static final List<ObjectNode> MANY = new ArrayList<>();

    static {
        for (int i = 0; i < 2000; i++) {
            MANY.add(row(i, "x".repeat(1000)));
        }
    }

    @TempDir
    Path folder;

    private SmallDisk disk;
    private Path file;

    protected abstract ConnectorUnderTest connector();

    /** Reads a file without the connector. */
    protected abstract StoredTables tables(Path file);

    /** The size of a disk that has room for the suite's two thousand rows of a thousand bytes, twice over. */
    protected abstract int megabytes();

    /** How much room is left when a write is to fail: enough for a first part of it, and less. */
    protected abstract List<Integer> bytesLeft();

    private static ObjectNode row(int id, String text) {
        return Json.object().put("id", id).put("text", text);
    }

    private void mount() throws Exception {
        disk = SmallDisk.mount(Files.createTempDirectory(folder, "disk"), megabytes());
        file = disk.folder().resolve("shop.db");
    }

    @AfterEach
    void unmount() throws Exception {
        if (disk != null) {
            disk.close();
            disk = null;
        }
    }

    private Outcome write(StreamChoice choice, List<ObjectNode> rows) throws Exception {
        Feed feed = new Feed().rows(choice.stream(), rows).state(choice.stream(), Json.object());
        return connector()
                .invoke("write")
                .config(Map.of("path", file.toString()))
                .catalog(StreamChoice.catalog(choice))
                .input(feed.complete(choice.stream()))
                .run();
    }

    private void deliver(StreamChoice choice, List<ObjectNode> rows) throws Exception {
        Case.ended(write(choice, rows), 0);
    }

    private void refused(int exitCode, StreamChoice choice, String... words) throws Exception {
        Outcome outcome = Case.refused(write(choice, MANY), exitCode, words);
        assertThat(outcome.errorText()).contains(file.toString());
    }

    private void assertStored(List<ObjectNode> rows) throws Exception {
        assertThat(StoredRows.of(tables(file).table(null, "t"), ADDED.schema()))
                .isEqualTo(StoredRows.expected(rows, ADDED.schema()));
    }

    @Test
    void aFullDiskLeavesTheOldRows() throws Exception {
        for (int left : bytesLeft()) {
            mount();
            deliver(ADDED, OLD);
            for (StreamChoice choice : List.of(ADDED, ADDED.replace())) {
                disk.fillBut(left);
                refused(3, choice, "disk is full", "Make room and run again");
                disk.free();
                assertStored(OLD);
                assertThat(tables(file).names()).noneMatch(name -> name.contains("leat_new"));
            }
            deliver(ADDED, MANY);
            List<ObjectNode> all = new ArrayList<>(OLD);
            all.addAll(MANY);
            assertStored(all);
            deliver(ADDED.replace(), MANY);
            assertStored(MANY);
            unmount();
        }
    }

    @Test
    void aDatabaseIsNotMadeByHalves() throws Exception {
        mount();
        disk.fillBut(0);
        refused(3, ADDED, "Make room and run again");
        disk.free();
        deliver(ADDED, MANY);
    }

    @Test
    void aDiskThatIsReadOnlyCanBeRead() throws Exception {
        mount();
        deliver(ADDED, OLD);
        disk.makeReadOnly();
        refused(2, ADDED, "read-only", "change the permissions, or choose another \"path\"");
        Outcome read = connector()
                .invoke("read")
                .config(Map.of("path", file.toString()))
                .catalog(StreamChoice.catalog(ADDED))
                .run();
        assertThat(Case.ended(read, 0).rows(ADDED.stream())).isEqualTo(OLD);
    }

    @Test
    void aDatabaseIsNotMadeOnADiskThatIsReadOnly() throws Exception {
        mount();
        disk.makeReadOnly();
        refused(2, ADDED, "check the permissions of the file and of its folder");
    }

    @Test
    void aFileThatIsReadOnlyIsNotWritten() throws Exception {
        file = folder.resolve("shop.db");
        deliver(ADDED, OLD);
        assertThat(file.toFile().setWritable(false)).isTrue();
        Assumptions.assumeFalse(Files.isWritable(file), "root may write to every file");
        refused(2, ADDED, "read-only", "change the permissions");
    }
}
