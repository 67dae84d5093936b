package dev.leat.dist;

import static org.assertj.core.api.Assertions.assertThat;

import dev.leat.testkit.PostgresDatabase;
import dev.leat.testkit.PostgresServer;
import dev.leat.testkit.PostgresTables;
import dev.leat.testkit.TableComparer;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/**
 * Contract A9: at a limit of 32 MiB for a line every connector has a heap of 128 MB, and what passes in it is rows up to
 * that limit as well as many small ones.
 */
class SmallHeapTest {
    private static final Map<String, String> LIMIT = Map.of("LEAT_LINE_BYTES_MAX", String.valueOf(32 << 20));

    @TempDir
    Path folder;

    @ParameterizedTest
    @EnumSource(Engine.class)
    void longRowsAndManyRowsPass(Engine engine) throws Exception {
        PostgresDatabase from = PostgresServer.database(SmallHeapTest.class);
        from.execute("CREATE TABLE letters (id int PRIMARY KEY, body text);"
                + "ALTER TABLE letters ALTER body SET STORAGE EXTERNAL;"
                + "INSERT INTO letters SELECT i, repeat('0123456789abcdef', "
                + megabytes(engine) + " * 65000 * (i % 5) / 4) FROM generate_series(1, 10) i");
        from.execute("CREATE TABLE lines (id int PRIMARY KEY, body text);"
                + "INSERT INTO lines SELECT i, 'line ' || i FROM generate_series(1, 50000) i");
        Place source = Engine.of(from);
        Place middle = engine.place(Files.createDirectory(folder.resolve("place")));
        PostgresDatabase to = PostgresServer.database(SmallHeapTest.class);
        carry(source, middle, engine.replaces() ? "full-refresh" : "incremental, rid: id");
        if (!engine.hasTypes()) {
            return;
        }
        carry(middle, Engine.of(to), engine.replaces() ? "full-refresh" : "incremental");
        // Rows of messages are another matter: a message is a value in them.
        if (engine.hasTables()) {
            for (String table : new String[] {"letters", "lines"}) {
                TableComparer.assertEqual(source.tables(), "public", table, new PostgresTables(to), null, table);
            }
        }
    }

    /**
     * How long rows may be. NATS takes no longer messages; Kafka's client holds several answers of the broker's, with a
     * message each, and copies of those; DuckDB reads two thousand rows at a time, and what it holds is bounded by its
     * own setting; H2 loses pages of its file when larger ones come (seen with 2.5).
     */
    private static int megabytes(Engine engine) {
        return switch (engine) {
            case NATS -> 6;
            case DUCKDB -> 4;
            case KAFKA, H2 -> 8;
            default -> 31;
        };
    }

    private void carry(Place from, Place to, String mode) throws Exception {
        Files.writeString(folder.resolve("leat.yaml"), """
                connections:
                  from: SOURCE
                  to: DESTINATION
                replications:
                  all:
                    source: from
                    destination: to
                    destination_namespace: ""
                    technical_columns: false
                    streams:
                      - { name: "LETTERS", mode: MODE }
                      - { name: "LINES", mode: MODE }
                """.replace("SOURCE", from.connection())
                .replace("DESTINATION", to.connection())
                .replace("LETTERS", from.listed().formatted("letters"))
                .replace("LINES", from.listed().formatted("lines"))
                .replace("MODE", mode));
        LeatRun run = Product.run(folder, LIMIT, "sync", "--progress", "none").succeeded();
        assertThat(run.records()).isEqualTo(50_010);
    }
}
