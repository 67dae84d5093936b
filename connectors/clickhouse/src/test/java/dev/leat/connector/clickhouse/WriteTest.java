package dev.leat.connector.clickhouse;

import static org.assertj.core.api.Assertions.assertThat;

import dev.leat.protocol.Json;
import dev.leat.protocol.Message;
import dev.leat.protocol.StateMessage;
import dev.leat.testkit.ClickHouseDatabase;
import dev.leat.testkit.ClickHouseServer;
import dev.leat.testkit.Feed;
import dev.leat.testkit.Outcome;
import dev.leat.testkit.StreamChoice;
import dev.leat.type.Column;
import dev.leat.type.Type;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Assumptions;
import org.junit.jupiter.api.Test;
import tools.jackson.databind.node.IntNode;

/** Tables that somebody else has made or described, and what ClickHouse would mend in silence. */
class WriteTest {
    private final ClickHouseDatabase database = ClickHouseServer.database(WriteTest.class);
    private final Runs runs = Runs.on(database);

    private static StreamChoice choice(String name, Type type) {
        StreamChoice choice = Runs.choice(name, Column.required("id", Type.INT64), Column.required("v", type));
        return StreamChoice.of(choice.schema().withKey("id")).withoutTechnicalColumns();
    }

    /** Each value fits the stream's type, and not quite the column that is there. */
    @Test
    void whatTheServerWouldMendIsRefused() throws Exception {
        record Misfit(String column, Type type, String value, String word) {}
        List<Misfit> misfits = List.of(
                new Misfit("Enum8('a' = 1)", Type.TEXT, "\"b\"", "labels"),
                new Misfit("FixedString(2)", Type.TEXT, "\"abc\"", "FixedString(2)"),
                new Misfit("FixedString(3)", Type.TEXT, "\"a\\u0000\"", "NUL"),
                new Misfit("Date", Type.DATE, "\"1969-12-31\"", "1970"),
                new Misfit("Date32", Type.DATE, "\"1899-12-31\"", "1900"),
                new Misfit("Date32", Type.DATE, "\"2300-01-01\"", "2299"),
                new Misfit("DateTime", new Type.Timestamp(0, true), "\"2106-02-07T06:28:16Z\"", "2106"),
                new Misfit("DateTime64(6, 'UTC')", new Type.Timestamp(6, true), "\"1899-12-31T23:59:59Z\"", "1900"),
                new Misfit("DateTime64(9, 'UTC')", new Type.Timestamp(9, true), "\"2262-04-12T00:00:00Z\"", "2262"),
                new Misfit(
                        "DateTime64(3, 'UTC')", new Type.Timestamp(3, true), "\"2026-01-01T00:00:00.0001Z\"", "digits"),
                new Misfit("Int256", Type.Decimal.INTEGER, "6e76", "Int256"),
                new Misfit("Decimal(76, 2)", new Type.Decimal(76, 2), "1.005", "digits"),
                new Misfit("UInt64", new Type.Int(64, true), "-1", "UInt64"),
                new Misfit("UInt8", new Type.Int(8, true), "256", "UInt8"));
        int number = 0;
        for (Misfit misfit : misfits) {
            String table = "misfit_" + number++;
            database.query("CREATE TABLE " + table + " (id Int64, v " + misfit.column() + ") ORDER BY id");
            String said = runs.refused(4, choice(table, misfit.type()), "{\"id\":4711,\"v\":" + misfit.value() + "}");
            assertThat(said).as(misfit.toString()).contains(table, "4711", "\"v\"", misfit.word());
            assertThat(database.query("SELECT count() FROM " + table)).isEqualTo("0\n");
        }
    }

    @Test
    void valuesGoIntoColumnsOfOtherKinds() throws Exception {
        database.query("CREATE TABLE kinds (id Int64, label Enum16('x' = 300, 'y' = -1), code FixedString(3),"
                + " day Date, at DateTime('Asia/Tokyo'), uid UUID, big UInt128, low LowCardinality(String),"
                + " twice Int64 MATERIALIZED id * 2, note String DEFAULT 'none') ORDER BY id");
        StreamChoice choice = Runs.choice(
                        "kinds",
                        Column.required("id", Type.INT64),
                        Column.required("label", Type.TEXT),
                        Column.required("code", Type.TEXT),
                        Column.required("day", Type.DATE),
                        Column.required("at", new Type.Timestamp(0, true)),
                        Column.required("uid", Type.UUID),
                        Column.required("big", new Type.Int(64, true)),
                        Column.required("low", Type.TEXT))
                .withoutTechnicalColumns();
        runs.deliver(choice, """
                {"id":1,"label":"y","code":"ab","day":"2026-01-02","at":"2026-01-01T02:00:00+02:00",\
                "uid":"0190B2C4-7d1e-7abc-8def-0123456789ab","big":18446744073709551615,"low":"l"}""");
        assertThat(database.query("SELECT *, twice, toUnixTimestamp(at) FROM kinds"))
                .isEqualTo("1\ty\tab\\0\t2026-01-02\t2026-01-01 09:00:00\t0190b2c4-7d1e-7abc-8def-0123456789ab\t"
                        + "18446744073709551615\tl\tnone\t2\t1767225600\n");
    }

    /** More than one INSERT takes, so that one is still being written while the next takes in its rows. */
    @Test
    void aLongStreamIsThereToItsEnd() throws Exception {
        StreamChoice choice = choice("lengthy", Type.TEXT);
        Feed feed = new Feed();
        String pad = "x".repeat(1 << 20);
        for (int i = 0; i < 160; i++) {
            feed.row(choice.stream(), "{\"id\":" + i + ",\"v\":\"" + pad + "\"}");
        }
        feed.state(choice.stream(), Json.object()).complete(choice.stream());
        Outcome outcome = runs.writing(choice).input(feed).run();
        assertThat(outcome.exitCode()).as(outcome.errorText()).isZero();
        assertThat(database.query("SELECT count(), uniqExact(id), sum(length(v)) FROM lengthy"))
                .isEqualTo("160\t160\t" + (160L << 20) + "\n");
    }

    @Test
    void tablesThatRowsCannotBePutIntoAreRefused() throws Exception {
        database.execute("""
                CREATE TABLE base (id Int64, v String) ORDER BY id;
                CREATE VIEW looking AS SELECT * FROM base;
                CREATE TABLE remembering (id Int64, v String) ENGINE = Memory;
                CREATE TABLE logging (id Int64, v String) ENGINE = Log;
                """);
        for (String table : List.of("looking", "remembering", "logging")) {
            for (StreamChoice choice :
                    List.of(choice(table, Type.TEXT), choice(table, Type.TEXT).replace())) {
                assertThat(runs.refused(2, choice, "{\"id\":1,\"v\":\"x\"}")).contains(table, "MergeTree");
            }
        }
    }

    @Test
    void aColumnThatMustHaveAValueIsNamed() throws Exception {
        database.query("CREATE TABLE strict (id Int64, v String, must Int64) ORDER BY id");
        assertThat(runs.refused(2, choice("strict", Type.TEXT), "{\"id\":1,\"v\":\"x\"}"))
                .contains("strict", "\"must\"");
    }

    @Test
    void aNullableSortingKeyIsRefusedWithTheCure() throws Exception {
        StreamChoice choice = Runs.choice("sorted", Column.required("id", Type.INT64), Column.of("at", Type.DATE));
        Runs ordered = runs.with("tables", Map.of("sorted", Map.of("order_by", "at")));
        assertThat(ordered.refused(2, choice, "{\"id\":1,\"at\":null}"))
                .contains("cannot make the table", "sorted", "order_by", "never null", "allow_nullable_key");
        assertThat(database.column("SHOW TABLES")).as("nothing is left of it").doesNotContain("sorted");
        assertThat(database.column("SHOW TABLES").toString()).doesNotContain("sorted");
        Runs allowed = runs.with("tables", Map.of("*", Map.of("order_by", "at", "settings", "allow_nullable_key = 1")));
        allowed.deliver(choice, "{\"id\":1,\"at\":null}");
        assertThat(database.query("SELECT id, at FROM sorted")).isEqualTo("1\t\\N\n");
    }

    /** The engine merges in its own time; what is put in is all there at first, however often a key comes. */
    @Test
    void enginesThatMergeGetEveryRow() throws Exception {
        Runs replacing = runs.with("tables", Map.of("merged", Map.of("engine", "ReplacingMergeTree(version)")));
        StreamChoice choice =
                Runs.choice("merged", Column.required("id", Type.INT64), Column.required("version", Type.INT64));
        StreamChoice keyed = StreamChoice.of(choice.schema().withKey("id"));
        replacing.deliver(keyed, "{\"id\":1,\"version\":1}", "{\"id\":1,\"version\":2}");
        assertThat(database.query("SELECT engine FROM system.tables WHERE database = '" + database.name()
                        + "' AND name = 'merged'"))
                .isEqualTo("ReplacingMergeTree\n");
        assertThat(database.query("SELECT count() >= 1, max(version) FROM merged FINAL"))
                .isEqualTo("1\t2\n");
        replacing.deliver(keyed, "{\"id\":1,\"version\":3}");
        assertThat(database.query("SELECT version FROM merged FINAL")).isEqualTo("3\n");
    }

    /** One commit into many partitions, boundary included. */
    @Test
    void partitionsAreWrittenTogether() throws Exception {
        Runs parted = runs.with("tables", Map.of("parted", Map.of("partition_by", "id % 7")));
        StreamChoice choice = Runs.choice(
                        "parted", Column.required("id", Type.INT64), Column.required("at", Type.INT64))
                .incremental("at", false);
        Outcome first = parted.writing(choice)
                .state(List.of())
                .input(Runs.feed(choice, rows(0, 50)))
                .run();
        assertThat(first.exitCode()).as(first.errorText()).isZero();
        List<StateMessage> states = Runs.CONNECTOR
                .invoke("rid")
                .config(parted.config())
                .catalog(StreamChoice.catalog(choice))
                .run()
                .states();
        assertThat(states.getFirst().streamState().at("/rid/value")).isEqualTo(IntNode.valueOf(16));
        Outcome next = parted.writing(choice)
                .state(states)
                .input(Runs.feed(choice, rows(48, 60)))
                .run();
        assertThat(next.exitCode()).as(next.errorText()).isZero();
        assertThat(database.query("SELECT count(), uniqExact(id), uniqExact(_partition_id) FROM parted"))
                .isEqualTo("60\t60\t7\n");
    }

    /** Rows of such a table cannot be masked, as they are elsewhere. */
    @Test
    void theBoundaryIsSettledBesideProjections() throws Exception {
        database.query("CREATE TABLE projected (id Int64, at Int64, PROJECTION sums (SELECT at, count() GROUP BY at))"
                + " ORDER BY id");
        StreamChoice choice = Runs.choice(
                        "projected", Column.required("id", Type.INT64), Column.required("at", Type.INT64))
                .incremental("at", false)
                .withoutTechnicalColumns();
        for (int end : new int[] {50, 60}) {
            List<StateMessage> states = Runs.CONNECTOR
                    .invoke("rid")
                    .config(runs.config())
                    .catalog(StreamChoice.catalog(choice))
                    .run()
                    .states();
            Outcome outcome = runs.writing(choice)
                    .state(states)
                    .input(Runs.feed(choice, rows(end == 50 ? 0 : 48, end)))
                    .run();
            assertThat(outcome.exitCode()).as(outcome.errorText()).isZero();
        }
        assertThat(database.query("SELECT count(), uniqExact(id) FROM projected"))
                .isEqualTo("60\t60\n");
    }

    private static String[] rows(int from, int to) {
        String[] rows = new String[to - from];
        for (int i = 0; i < rows.length; i++) {
            int id = from + i;
            rows[i] = "{\"id\":" + id + ",\"at\":" + id / 3 + "}";
        }
        return rows;
    }

    @Test
    void aReplacementKeepsWhatTheTableIsLike() throws Exception {
        database.execute("""
                CREATE TABLE kept (id Int64, v String, INDEX words v TYPE bloom_filter GRANULARITY 1)
                    PARTITION BY id % 2 ORDER BY (v, id) COMMENT 'mine';
                INSERT INTO kept VALUES (1, 'old');
                """);
        runs.deliver(choice("kept", Type.TEXT).replace(), "{\"id\":2,\"v\":\"new\"}", "{\"id\":3,\"v\":\"new\"}");
        assertThat(database.query("SELECT id, v FROM kept ORDER BY id")).isEqualTo("2\tnew\n3\tnew\n");
        assertThat(database.query("SHOW CREATE TABLE kept")).contains("bloom_filter", "id % 2", "(v, id)");
    }

    @Test
    void viewsThatWouldMissRowsAreToldOf() throws Exception {
        database.execute("""
                CREATE TABLE fed (id Int64, v String) ORDER BY id;
                CREATE MATERIALIZED VIEW counting ENGINE = MergeTree ORDER BY n AS SELECT count() AS n FROM fed;
                """);
        Outcome outcome = runs.write(choice("fed", Type.TEXT), "{\"id\":1,\"v\":\"x\"}");
        assertThat(outcome.exitCode()).as(outcome.errorText()).isZero();
        assertThat(Runs.logs(outcome, Message.Log.Level.WARN)).contains("fed", "counting");
    }

    @Test
    void aMissingPrivilegeIsNamed() throws Exception {
        Assumptions.assumeTrue(ClickHouseServer.isLibrary(), "a server has users of its own");
        Runs limited = runs.with("user", "limited");
        assertThat(limited.refused(2, choice("unmade", Type.TEXT), "{\"id\":1,\"v\":\"x\"}"))
                .contains("unmade", "privilege", "GRANT", "CREATE TABLE");
    }

    @Test
    void settingsThatTheServerDoesNotKnowAreRefused() throws Exception {
        database.query("CREATE TABLE kept (id Int64, v String) ORDER BY id");
        Runs wrong = runs.with("settings", Map.of("max_thread", "1"));
        assertThat(wrong.refused(2, choice("kept", Type.TEXT), "{\"id\":1,\"v\":\"x\"}"))
                .contains("max_thread", "check \"settings\"");
        Outcome outcome = wrong.read(runs.stream("kept"));
        assertThat(outcome.exitCode()).as(outcome.errorText()).isEqualTo(2);
        assertThat(outcome.errorText()).contains("max_thread", "check \"settings\"");
        assertThat(database.query("SELECT count() FROM kept")).isEqualTo("0\n");
    }

    @Test
    void oldServersAreRefused() {
        assertThat(org.assertj.core.api.Assertions.catchThrowable(() -> ServerVersion.check("23.8.16.16", "here")))
                .hasMessage("cannot use here: the server is ClickHouse 23.8.16.16, 24.8 or newer is needed; upgrade it")
                .extracting(refused -> ((dev.leat.protocol.ConnectorException) refused).kind())
                .isEqualTo(dev.leat.protocol.ConnectorException.Kind.CONFIG);
        ServerVersion.check("24.8.1.1", "here");
        ServerVersion.check("25.3.2.39.altinitystable", "here");
    }
}
