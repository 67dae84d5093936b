package dev.leat.connector.duckdb;

import static org.assertj.core.api.Assertions.assertThat;

import dev.leat.protocol.Json;
import dev.leat.protocol.StreamDescriptor;
import dev.leat.testkit.ConnectorUnderTest;
import dev.leat.testkit.Feed;
import dev.leat.testkit.Outcome;
import dev.leat.testkit.SmallDisk;
import dev.leat.testkit.StreamChoice;
import dev.leat.type.Column;
import dev.leat.type.StreamSchema;
import dev.leat.type.Type;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Assumptions;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Databases on a disk that is full, or may not be written to. */
class BadDiskTest {
    private static final ConnectorUnderTest CONNECTOR =
            ConnectorUnderTest.of(DuckdbConnector.CONNECTOR, DuckdbConnector.class);

    private static final StreamChoice ADDED = StreamChoice.of(StreamSchema.of(
                    StreamDescriptor.of("t"), List.of(Column.required("id", Type.INT32), Column.of("text", Type.TEXT))))
            .withoutTechnicalColumns();

    private static final String OLD = "{\"id\":-1,\"text\":\"old\"}";
    private static final String[] MANY_ROWS = new String[2000];

    static {
        for (int i = 0; i < MANY_ROWS.length; i++) {
            MANY_ROWS[i] = "{\"id\":" + i + ",\"text\":\"" + "x".repeat(1000) + "\"}";
        }
    }

    @TempDir
    Path folder;

    private SmallDisk disk;
    private Database database;

    private void mount() throws Exception {
        disk = SmallDisk.mount(folder, 16);
        database = new Database(disk.folder().resolve("shop.duckdb"));
    }

    @AfterEach
    void unmount() throws Exception {
        if (disk != null) {
            disk.close();
        }
    }

    private static Outcome write(Path file, StreamChoice choice, String... rows) throws Exception {
        Feed feed = new Feed();
        for (String row : rows) {
            feed.row(choice.stream(), row);
        }
        feed.state(choice.stream(), Json.MAPPER.createObjectNode()).complete(choice.stream());
        return CONNECTOR
                .invoke("write")
                .config(Map.of("path", file.toString()))
                .catalog(StreamChoice.catalog(choice))
                .input(feed)
                .run();
    }

    private void delivered(StreamChoice choice, String... rows) throws Exception {
        Outcome outcome = write(database.file(), choice, rows);
        assertThat(outcome.exitCode()).as(outcome.errorText()).isZero();
    }

    private void refused(int exitCode, StreamChoice choice, String... words) throws Exception {
        Outcome outcome = write(database.file(), choice, MANY_ROWS);
        assertThat(outcome.exitCode()).as(outcome.errorText()).isEqualTo(exitCode);
        assertThat(outcome.errorText()).contains(words).contains(database.file().toString());
    }

    @ParameterizedTest
    @ValueSource(ints = {0, 300_000, 1_000_000})
    void aFullDiskLeavesTheOldRows(int bytesLeft) throws Exception {
        mount();
        delivered(ADDED, OLD);
        for (StreamChoice choice : List.of(ADDED, ADDED.replace())) {
            disk.fillBut(bytesLeft);
            refused(3, choice, "disk is full", "Make room and run again");
            disk.free();
            assertThat(database.query("SELECT id || text FROM t")).isEqualTo("-1old");
            assertThat(database.query("SELECT table_name FROM duckdb_tables() WHERE table_name LIKE '%leat_new%'"))
                    .isEmpty();
        }
        delivered(ADDED, MANY_ROWS);
        assertThat(database.query("SELECT count(*) FROM t")).isEqualTo("2001");
        delivered(ADDED.replace(), MANY_ROWS);
        assertThat(database.query("SELECT count(*) FROM t")).isEqualTo("2000");
    }

    @Test
    void aDatabaseIsNotMadeByHalves() throws Exception {
        mount();
        disk.fillBut(0);
        refused(3, ADDED, "Make room and run again");
        disk.free();
        delivered(ADDED, MANY_ROWS);
    }

    @Test
    void aDiskThatIsReadOnlyCanBeRead() throws Exception {
        mount();
        delivered(ADDED, OLD);
        disk.makeReadOnly();
        refused(2, ADDED, "read-only", "change the permissions, or choose another \"path\"");
        Outcome read = CONNECTOR
                .invoke("read")
                .config(Map.of("path", database.file().toString()))
                .catalog(StreamChoice.catalog(ADDED))
                .run();
        assertThat(read.exitCode()).as(read.errorText()).isZero();
        assertThat(read.rows(ADDED.stream())).hasSize(1);
    }

    @Test
    void aDatabaseIsNotMadeOnADiskThatIsReadOnly() throws Exception {
        mount();
        disk.makeReadOnly();
        refused(2, ADDED, "check the permissions of the file and of its folder");
    }

    @Test
    void aFileThatIsReadOnlyIsNotWritten() throws Exception {
        database = new Database(folder.resolve("shop.duckdb"));
        delivered(ADDED, OLD);
        assertThat(database.file().toFile().setWritable(false)).isTrue();
        Assumptions.assumeFalse(Files.isWritable(database.file()), "root may write to every file");
        refused(2, ADDED, "read-only", "change the permissions");
    }
}
