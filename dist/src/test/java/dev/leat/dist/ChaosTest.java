package dev.leat.dist;

import static org.assertj.core.api.Assertions.assertThat;

import dev.leat.testkit.ConnectorImages;
import dev.leat.testkit.Docker;
import dev.leat.testkit.PostgresDatabase;
import dev.leat.testkit.PostgresServer;
import dev.leat.testkit.PostgresTables;
import dev.leat.testkit.StoredTables;
import dev.leat.testkit.TableComparer;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.api.parallel.Execution;
import org.junit.jupiter.api.parallel.ExecutionMode;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/**
 * Contract A6: whatever is killed, whenever, the same command run again ends with source and destination equal. Each pair
 * is moved in full and incrementally, by a unique RID, by RIDs that are shared and have no key, and by time stamps, while
 * other sessions insert.
 */
@Execution(ExecutionMode.CONCURRENT)
class ChaosTest {
    private static final List<String> STREAMS = List.of("catalogue", "events", "ticks", "stamps");

    @TempDir
    Path folder;

    private static void fill(PostgresDatabase source) throws Exception {
        source.execute("""
                CREATE TABLE catalogue (id int PRIMARY KEY, name text NOT NULL, price numeric(12,2), added date);
                INSERT INTO catalogue SELECT i, 'product "' || i || '" \\ é', i * 1.25, date '2020-01-01' + i % 900
                  FROM generate_series(1, 12000) i;
                CREATE TABLE events (id bigserial PRIMARY KEY, at timestamptz NOT NULL DEFAULT clock_timestamp(), body jsonb);
                INSERT INTO events (body) SELECT jsonb_build_object('n', i, 'text', repeat('x', i % 50))
                  FROM generate_series(1, 10000) i;
                CREATE TABLE ticks (tick int NOT NULL, value double precision, note text);
                CREATE INDEX ON ticks (tick);
                INSERT INTO ticks SELECT i / 100, i / 7.0, CASE WHEN i % 3 = 0 THEN NULL ELSE 'note ' || i END
                  FROM generate_series(1, 10000) i;
                CREATE TABLE stamps (updated_at timestamptz NOT NULL DEFAULT now(), who text, amount numeric);
                INSERT INTO stamps SELECT now() - i * interval '1 second', 'w' || i % 7, i / 3.0
                  FROM generate_series(10000, 1, -1) i
                """);
    }

    private static void write(Writers writers) {
        String event = "INSERT INTO events (body) VALUES ('{\"live\": true}')";
        String stamp = "INSERT INTO stamps (who, amount) VALUES ('live', random())";
        writers.session(event, stamp);
        writers.session(stamp, event, event);
        // One session: what others would add to a tick after it was passed is what late commits are, tested elsewhere.
        writers.session(
                "INSERT INTO ticks SELECT max(tick), random(), 'same tick' FROM ticks",
                "INSERT INTO ticks SELECT max(tick) + 1, random(), 'next tick' FROM ticks");
    }

    /** @param catalogue how the stream that is replaced elsewhere is written where nothing can be */
    private void settings(Place source, Place destination, String catalogue) throws Exception {
        Files.writeString(folder.resolve("leat.yaml"), """
                docker: { network: host }
                connections:
                  from: SOURCE
                  to: DESTINATION
                replications:
                  all:
                    source: from
                    destination: to
                    destination_namespace: ""
                    streams:
                      - { name: public.catalogue, CATALOGUE }
                      - { name: public.events, mode: incremental, rid: id }
                      - { name: public.ticks, mode: incremental, rid: tick }
                      - { name: public.stamps, mode: incremental, rid: updated_at }
                """.replace("SOURCE", source.connection())
                .replace("DESTINATION", destination.connection())
                .replace("CATALOGUE", catalogue));
    }

    static Stream<Engine> destinations() {
        return Stream.of(Engine.values()).filter(Engine::hasTypes);
    }

    @ParameterizedTest
    @MethodSource("destinations")
    void postgresTo(Engine engine) throws Exception {
        postgresTo(engine, "postgres to " + engine.title(), "sync", "--progress", "none");
    }

    /** The engine's command kills a side, and the runner's end is theirs; nothing of the kind is left in the end. */
    @Test
    void betweenContainers() throws Exception {
        ConnectorImages.need("source-postgres");
        ConnectorImages.need("destination-postgres");
        String volumes = Docker.run("volume", "ls", "--quiet").worked();
        postgresTo(
                Engine.POSTGRES, "postgres to postgres in containers", "sync", "--progress=none", "--launcher=docker");
        for (String connection : List.of("from", "to")) {
            String label = "label=dev.leat.connection=" + connection;
            assertThat(Docker.run("ps", "--all", "--quiet", "--filter", label).worked())
                    .as("containers that are left")
                    .isEmpty();
        }
        assertThat(Docker.run("volume", "ls", "--quiet").worked()).isEqualTo(volumes);
    }

    private void postgresTo(Engine engine, String title, String... sync) throws Exception {
        PostgresDatabase database = PostgresServer.database(ChaosTest.class);
        fill(database);
        Place source = Engine.of(database);
        Place destination = engine.place(Files.createDirectory(folder.resolve("to")));
        settings(
                source,
                destination,
                engine.replaces() ? "mode: full-refresh, partitions: 3" : "mode: incremental, rid: id");
        Chaos chaos = new Chaos(folder, title);
        chaos.calm(sync);
        try (Writers writers = new Writers(database, chaos.random())) {
            write(writers);
            chaos.rage(kills -> checkCatalogue(engine, destination.tables()), sync);
        }
        chaos.calm(sync);
        for (String stream : STREAMS) {
            TableComparer.assertEqual(source.tables(), "public", stream, destination.tables(), null, stream);
        }
        assertThat(destination.tables().names())
                .as("no work tables are left")
                // Where there are no locks to be had, a table of them stays.
                .filteredOn(name -> !name.endsWith("._leat_locks"))
                .containsExactlyInAnyOrderElementsOf(
                        STREAMS.stream().map(destination.listed()::formatted).toList());
    }

    static Stream<Engine> sources() {
        return Stream.of(Engine.values()).filter(engine -> engine.hasTables() && engine != Engine.POSTGRES);
    }

    /** Between the runs the source grows: by new rows, and by rows that share the last RID. */
    @ParameterizedTest
    @MethodSource("sources")
    void toPostgres(Engine engine) throws Exception {
        Place source = engine.place(Files.createDirectory(folder.resolve("from")));
        PostgresDatabase database = PostgresServer.database(ChaosTest.class);
        GrowingTables tables = new GrowingTables(source);
        tables.make(8_000);
        Files.writeString(folder.resolve("leat.yaml"), """
                connections:
                  from: SOURCE
                  to: DESTINATION
                replications:
                  all:
                    source: from
                    destination: to
                    destination_namespace: ""
                    streams:
                      - { name: "CATALOGUE", mode: full-refresh }
                      - { name: "EVENTS", mode: incremental, rid: id }
                      - { name: "TICKS", mode: incremental, rid: v }
                """.replace("SOURCE", source.connection())
                .replace("DESTINATION", Engine.of(database).connection())
                .replace("CATALOGUE", source.stream("catalogue"))
                .replace("EVENTS", source.stream("events"))
                .replace("TICKS", source.stream("ticks")));
        Chaos chaos = new Chaos(folder, engine.title() + " to postgres");
        String[] sync = {"sync", "--progress", "none"};
        chaos.calm(sync);
        chaos.rage(kills -> tables.grow(400), sync);
        chaos.calm(sync);
        PostgresTables destination = new PostgresTables(database);
        for (String table : GrowingTables.NAMES) {
            TableComparer.assertEqual(source.tables(), source.namespace(), table, destination, null, table);
        }
        assertThat(destination.names())
                .as("no work tables are left")
                .containsExactlyInAnyOrder("public.catalogue", "public.events", "public.ticks");
    }

    /** The table that is replaced is whole at any time. */
    private static void checkCatalogue(Engine engine, StoredTables destination) throws Exception {
        if (!engine.replaces()) {
            return;
        }
        long[] rows = new long[1];
        destination.table(null, "catalogue").orElseThrow().scan(row -> rows[0]++);
        assertThat(rows[0]).isEqualTo(12_000);
    }

    /** The shop grows between the runs; in the end it must be the file that one run left alone would have written. */
    @Test
    void sampleToFiles() throws Exception {
        Files.writeString(folder.resolve("leat.yaml"), """
                connections:
                  from: { connector: sample, config: { rows: 5000 } }
                  to: { connector: files, config: { path: out, format: jsonl } }
                replications:
                  all:
                    source: from
                    destination: to
                    technical_columns: false
                    streams:
                      - { name: products, mode: full-refresh }
                      - { name: orders, mode: incremental, rid: id }
                      - { name: customers, mode: incremental, rid: updated_at }
                      - { name: events, mode: incremental, rid: id }
                """);
        Chaos chaos = new Chaos(folder, "sample to files");
        int[] rows = {5000};
        chaos.calm(sample(rows[0], "out"));
        String[] sync = sample(rows[0], "out");
        chaos.rage(
                kills -> {
                    rows[0] += 1500;
                    sync[3] = "connections.from.config.rows=" + rows[0];
                },
                sync);
        chaos.calm(sync);
        chaos.calm(sample(rows[0], "clean"));
        for (String stream : List.of("products", "orders", "customers", "events")) {
            assertThat(folder.resolve("out").resolve(stream + ".jsonl"))
                    .hasSameBinaryContentAs(folder.resolve("clean").resolve(stream + ".jsonl"));
        }
        assertThat(names("out")).isEqualTo(names("clean"));
    }

    private static String[] sample(int rows, String path) {
        return new String[] {
            "sync",
            "--progress=none",
            "--set",
            "connections.from.config.rows=" + rows,
            "--set",
            "connections.to.config.path=" + path
        };
    }

    private List<String> names(String path) throws Exception {
        try (Stream<Path> files = Files.list(folder.resolve(path))) {
            return files.map(file -> file.getFileName().toString())
                    .filter(name -> !name.startsWith("."))
                    .sorted()
                    .toList();
        }
    }
}
