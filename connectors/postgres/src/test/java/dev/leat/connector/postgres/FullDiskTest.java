package dev.leat.connector.postgres;

import static org.assertj.core.api.Assertions.assertThat;

import dev.leat.testkit.PostgresDatabase;
import dev.leat.testkit.SmallDisk;
import dev.leat.testkit.StreamChoice;
import dev.leat.type.Column;
import dev.leat.type.Type;
import io.zonky.test.db.postgres.embedded.EmbeddedPostgres;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Random;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A database that lies on a small disk of its own: its server is one of our own too, the tests' may be in a container. */
class FullDiskTest {
    private static final int DISK_MB = 48;
    private static final int ROWS = 3000;

    @TempDir
    static Path folder;

    private static SmallDisk disk;
    private static EmbeddedPostgres server;
    private static PostgresDatabase database;
    private static Loading loading;

    @BeforeAll
    static void prepare() throws Exception {
        disk = SmallDisk.mount(Files.createDirectory(folder.resolve("disk")), DISK_MB);
        server = OwnServer.start(folder.resolve("data"));
        PostgresDatabase all = OwnServer.database(server, "postgres");
        all.execute("CREATE TABLESPACE small LOCATION '" + disk.folder() + "'");
        all.execute("CREATE DATABASE small TEMPLATE template0 TABLESPACE small");
        database = OwnServer.database(server, "small");
        loading = Loading.into(database);
    }

    @AfterAll
    static void end() throws Exception {
        if (server != null) {
            server.close();
        }
        if (disk != null) {
            disk.close();
        }
    }

    private static StreamChoice stream(String table) {
        return Loading.stream(table, Column.required("id", Type.INT32), Column.of("text", Type.TEXT))
                .withoutTechnicalColumns();
    }

    /** Some megabytes that cannot be compressed. */
    private static String[] manyRows() {
        Random random = new Random(7);
        String[] rows = new String[ROWS];
        for (int i = 0; i < ROWS; i++) {
            StringBuilder text = new StringBuilder();
            for (int c = 0; c < 1500; c++) {
                text.append((char) ('a' + random.nextInt(26)));
            }
            rows[i] = "{\"id\":" + i + ",\"text\":\"" + text + "\"}";
        }
        return rows;
    }

    private static String count(String table) throws Exception {
        return loading.query("SELECT count(*) || ' ' || max(text) FROM " + table);
    }

    private static void fullIn(StreamChoice choice, String table, long bytesLeft) throws Exception {
        disk.fillBut(bytesLeft);
        try {
            assertThat(loading.refused(3, choice, manyRows()))
                    .contains("\"public." + table + "\"", "No space left", "Make room on the server's disk");
            assertThat(count(table)).isEqualTo("1 old");
            assertThat(loading.query("SELECT relname FROM pg_class WHERE relname ~ '_leat_new'"))
                    .isEmpty();
        } finally {
            disk.free();
        }
    }

    @Test
    void nothingIsAddedByHalves() throws Exception {
        loading.deliver(stream("added"), "{\"id\":-1,\"text\":\"old\"}");
        fullIn(stream("added"), "added", 1 << 20);
        fullIn(stream("added"), "added", 0);
        loading.deliver(stream("added"), manyRows());
        assertThat(loading.query("SELECT count(*) FROM added")).isEqualTo(String.valueOf(ROWS + 1));
    }

    @Test
    void theOldRowsStayUntilTheNewOnesAreThere() throws Exception {
        StreamChoice choice = stream("replaced").replace();
        loading.deliver(choice, "{\"id\":-1,\"text\":\"old\"}");
        fullIn(choice, "replaced", 1 << 20);
        fullIn(choice, "replaced", 0);
        loading.deliver(choice, manyRows());
        assertThat(loading.query("SELECT count(*) FROM replaced")).isEqualTo(String.valueOf(ROWS));
    }

    /** Where something hangs on the table its rows are written twice, the second time when all have come. */
    @Test
    void theOldRowsStayWhereTheTableStays() throws Exception {
        StreamChoice choice = stream("viewed").replace();
        loading.deliver(choice, "{\"id\":-1,\"text\":\"old\"}");
        database.execute("CREATE VIEW seen AS SELECT * FROM viewed");
        fullIn(choice, "viewed", 7 << 20);
    }
}
