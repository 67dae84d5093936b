package dev.leat.dist;

import static org.assertj.core.api.Assertions.assertThat;

import dev.leat.dist.LeatRun.Victim;
import dev.leat.testkit.PostgresDatabase;
import dev.leat.testkit.PostgresServer;
import dev.leat.testkit.PostgresTables;
import dev.leat.testkit.SqliteTables;
import dev.leat.testkit.StoredTables;
import dev.leat.testkit.TableComparer;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.Statement;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The promises of the README, through the assembled product. */
class EndToEndTest {
    @TempDir
    Path folder;

    private PostgresDatabase source;
    private PostgresDatabase destination;

    @BeforeEach
    void databases() throws Exception {
        source = PostgresServer.database(EndToEndTest.class);
        destination = PostgresServer.database(EndToEndTest.class);
    }

    private static String connection(PostgresDatabase database) {
        return "{ connector: postgres, config: { host: \"" + database.host() + "\", port: " + database.port()
                + ", database: " + database.name() + ", user: " + database.user() + ", password: \""
                + database.password() + "\" } }";
    }

    private void settings(String streams) throws Exception {
        Files.writeString(
                folder.resolve("leat.yaml"),
                "connections:\n  from: " + connection(source) + "\n  to: " + connection(destination)
                        + "\nreplications:\n  copy:\n    source: from\n    destination: to\n    streams:\n" + streams);
    }

    private LeatRun sync(String... env) throws Exception {
        Map<String, String> environment = env.length == 0 ? Map.of() : Map.of(env[0], env[1]);
        return Product.run(folder, environment, "sync", "--progress", "none");
    }

    private static long count(PostgresDatabase database, String query) throws Exception {
        try (Connection connection = database.connect();
                Statement statement = connection.createStatement();
                ResultSet rows = statement.executeQuery(query)) {
            rows.next();
            return rows.getLong(1);
        }
    }

    private void assertEqual(String table) throws Exception {
        StoredTables from = new PostgresTables(source);
        StoredTables to = new PostgresTables(destination);
        TableComparer.assertEqual(from, "public", table, to, "public", table);
    }

    @Test
    void incrementalGoesOnWithoutAnyMemoryOfItsOwn() throws Exception {
        source.execute("CREATE TABLE orders (id bigserial PRIMARY KEY, total numeric(10,2), note text);"
                + "INSERT INTO orders (total, note) SELECT i / 3.0, 'n' || i FROM generate_series(1, 5000) i");
        settings("      - { name: public.orders, mode: incremental, rid: id }\n");
        assertThat(sync().succeeded().records()).isEqualTo(5000);
        source.execute("INSERT INTO orders (total, note) SELECT i, NULL FROM generate_series(1, 1000) i");
        assertThat(sync().succeeded().records()).isEqualTo(1000);
        Path elsewhere = Files.createDirectory(folder.resolve("elsewhere"));
        Files.move(folder.resolve("leat.yaml"), elsewhere.resolve("leat.yaml"));
        LeatRun third =
                Product.run(elsewhere, Map.of(), "sync", "--progress", "none").succeeded();
        assertThat(third.records()).isZero();
        assertThat(third.summary().path("status").asString()).isEqualTo("completed");
        assertEqual("orders");
    }

    /** Contract A9; the connectors' heap is the least there is at this limit. */
    @Test
    void rowsAsLongAsTheLimitPassInASmallHeap() throws Exception {
        source.execute(
                "CREATE TABLE letters (id int PRIMARY KEY, body text);"
                        + "ALTER TABLE letters ALTER body SET STORAGE EXTERNAL;"
                        + "INSERT INTO letters SELECT i, repeat('0123456789abcdef', 2000 * i * i) FROM generate_series(1, 31) i");
        settings("      - { name: public.letters, mode: full-refresh }\n");
        LeatRun run = sync("LEAT_LINE_BYTES_MAX", String.valueOf(32 << 20)).succeeded();
        assertThat(run.records()).isEqualTo(31);
        assertEqual("letters");
    }

    @Test
    void aKilledDestinationLosesAndDoublesNothing() throws Exception {
        int total = 300_000;
        source.execute("CREATE TABLE big (id bigserial PRIMARY KEY, a int, b text, c timestamptz DEFAULT now());"
                + "INSERT INTO big (a, b) SELECT i % 1000, repeat('b', 40) FROM generate_series(1, " + total + ") i");
        settings("      - { name: public.big, mode: incremental, rid: id }\n");
        LeatRun run = Product.start(
                folder,
                Map.of("LEAT_CHECKPOINT_BYTES", "1000000", "LEAT_COMMIT_BYTES", "4000000"),
                "sync",
                "--progress",
                "none");
        long committed = 0;
        while (committed == 0) {
            assertThat(run.endsWithin(5))
                    .as("the run is over before it could be killed")
                    .isFalse();
            boolean there = count(destination, "SELECT count(*) FROM pg_tables WHERE tablename = 'big'") == 1;
            committed = there ? count(destination, "SELECT count(*) FROM public.big") : 0;
        }
        assertThat(run.kill(Victim.DESTINATION)).isTrue();
        assertThat(run.exitCode()).isNotZero();
        committed = count(destination, "SELECT count(*) FROM public.big");
        assertThat(committed).isBetween(1L, total - 1L);
        assertThat(count(destination, "SELECT max(id) FROM public.big"))
                .as("a prefix")
                .isEqualTo(committed);
        assertThat(sync().succeeded().records()).as("only what was missing").isEqualTo(total - committed);
        assertEqual("big");
    }

    /** Rows of several parts come in no order, so that no part of them may stay: what is there would not be a beginning. */
    @Test
    void aFirstLoadInPartsIsThereWholeOrNotAtAll() throws Exception {
        long total = 300_000;
        source.execute("CREATE TABLE parcels (id bigserial PRIMARY KEY, a int, b text);"
                + "INSERT INTO parcels (a, b) SELECT i % 1000, repeat('b', 40) FROM generate_series(1, " + total
                + ") i");
        settings("      - { name: public.parcels, mode: incremental, rid: id, partitions: 4 }\n");
        long there = 0;
        for (Victim victim : List.of(Victim.SOURCE, Victim.DESTINATION, Victim.RUNNER)) {
            LeatRun run = Product.start(folder, Map.of(), "sync", "--progress", "none");
            while (count(destination, "SELECT count(*) FROM pg_stat_progress_copy WHERE tuples_processed > 20000")
                    == 0) {
                assertThat(run.endsWithin(5))
                        .as("the run is over before it could be killed")
                        .isFalse();
            }
            assertThat(run.kill(victim)).isTrue();
            assertThat(run.exitCode()).isNotZero();
            boolean made = count(destination, "SELECT count(*) FROM pg_tables WHERE tablename = 'parcels'") == 1;
            there = made ? count(destination, "SELECT count(*) FROM public.parcels") : 0;
            // Without the runner the two others may have come to the end all the same.
            assertThat(there).isIn(0L, victim == Victim.RUNNER ? total : 0L);
        }
        assertThat(sync().succeeded().records()).isEqualTo(total - there);
        source.execute("INSERT INTO parcels (a, b) SELECT i, 'late' FROM generate_series(1, 100) i");
        assertThat(sync().succeeded().records()).isEqualTo(100);
        assertEqual("parcels");
    }

    @Test
    void readersOfAReplacedTableSeeTheOldRowsOrTheNew() throws Exception {
        source.execute("CREATE TABLE stock (id int PRIMARY KEY, n int);"
                + "INSERT INTO stock SELECT i, 1 FROM generate_series(1, 40000) i");
        settings("      - { name: public.stock, mode: full-refresh }\n");
        sync().succeeded();
        destination.execute("CREATE VIEW shelf AS SELECT * FROM stock WHERE n > 0;"
                + "CREATE INDEX by_n ON stock (n); GRANT SELECT ON stock TO PUBLIC");
        source.execute("INSERT INTO stock SELECT i, 1 FROM generate_series(40001, 100000) i");
        CompletableFuture<LeatRun> run = CompletableFuture.supplyAsync(() -> {
            try {
                return sync();
            } catch (Exception e) {
                throw new IllegalStateException(e);
            }
        });
        Set<Long> seen = new TreeSet<>();
        while (!run.isDone()) {
            seen.add(count(destination, "SELECT count(*) FROM stock"));
            seen.add(count(destination, "SELECT count(*) FROM shelf"));
        }
        run.get(1, TimeUnit.MINUTES).succeeded();
        assertThat(seen).isSubsetOf(40_000L, 100_000L);
        assertThat(count(destination, "SELECT count(*) FROM shelf")).isEqualTo(100_000);
        assertThat(count(destination, "SELECT count(*) FROM pg_indexes WHERE indexname = 'by_n'"))
                .isEqualTo(1);
        assertThat(count(
                        destination,
                        "SELECT count(*) FROM information_schema.role_table_grants"
                                + " WHERE table_name = 'stock' AND grantee = 'PUBLIC'"))
                .isEqualTo(1);
        assertEqual("stock");
    }

    /** Session A takes its number first and commits last; a sync in between must not pass it by. */
    @Test
    void lateCommitsAreNotLost() throws Exception {
        source.execute("CREATE TABLE log (id bigserial PRIMARY KEY, at timestamptz DEFAULT now(), who text);"
                + "CREATE TABLE stamped (at timestamptz NOT NULL DEFAULT now(), who text)");
        settings("      - { name: public.log, mode: incremental, rid: id }\n"
                + "      - { name: public.stamped, mode: incremental, rid: at }\n");
        try (Connection late = source.connect();
                Statement first = late.createStatement()) {
            late.setAutoCommit(false);
            first.execute("INSERT INTO log (who) VALUES ('late'); INSERT INTO stamped (who) VALUES ('late')");
            source.execute("INSERT INTO log (who) VALUES ('early'); INSERT INTO stamped (who) VALUES ('early')");
            CompletableFuture<LeatRun> run = CompletableFuture.supplyAsync(() -> {
                try {
                    return sync();
                } catch (Exception e) {
                    throw new IllegalStateException(e);
                }
            });
            long waiting = 0;
            while (waiting == 0 && !run.isDone()) {
                waiting = count(source, "SELECT count(*) FROM pg_stat_activity WHERE application_name = 'leat source'");
            }
            late.commit();
            run.get(2, TimeUnit.MINUTES).succeeded();
        }
        sync().succeeded();
        assertEqual("log");
        assertEqual("stamped");
    }

    @Test
    void theQuickstart() throws Exception {
        Path quickstart = Path.of(System.getProperty("leat.root"), "examples", "quickstart", "leat.yaml");
        Files.copy(quickstart, folder.resolve("leat.yaml"));
        long first = sync().succeeded().records();
        assertThat(first).isPositive();
        LeatRun second = sync().succeeded();
        second.summary().path("streams").forEach(stream -> {
            boolean incremental = !stream.path("checkpoint").isEmpty();
            assertThat(stream.path("records").path("destination").asLong())
                    .as(stream.toString())
                    .matches(records ->
                            !incremental || records == 0 || stream.toString().contains("updated_at"));
        });
        try (var files = Files.list(folder)) {
            assertThat(files.filter(file -> file.toString().endsWith(".sqlite"))
                            .map(file -> new SqliteTables(file))
                            .toList())
                    .hasSize(1);
        }
    }
}
