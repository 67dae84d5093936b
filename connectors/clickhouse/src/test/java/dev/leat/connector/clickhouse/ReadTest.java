package dev.leat.connector.clickhouse;

import static org.assertj.core.api.Assertions.assertThat;

import dev.leat.protocol.Message;
import dev.leat.protocol.TraceMessage.Status;
import dev.leat.testkit.ClickHouseDatabase;
import dev.leat.testkit.ClickHouseServer;
import dev.leat.testkit.ConnectorUnderTest;
import dev.leat.testkit.Outcome;
import dev.leat.testkit.StreamChoice;
import dev.leat.type.Type;
import java.util.List;
import org.junit.jupiter.api.Test;

/** What reading meets beside ordinary rows. */
class ReadTest {
    private final ClickHouseDatabase database = ClickHouseServer.database(ReadTest.class);
    private final Runs runs = Runs.on(database);

    @Test
    void aStringThatIsNoTextIsNamedWithItsRow() throws Exception {
        database.execute("""
                CREATE TABLE photos (id Int64, image String, mark FixedString(2)) ORDER BY id;
                INSERT INTO photos VALUES (1, 'text', 'ab'), (2, unhex('ff00'), 'cd');
                """);
        StreamChoice stream = runs.stream("photos");
        Outcome outcome = runs.read(stream.incremental("id", true));
        assertThat(outcome.exitCode()).isEqualTo(4);
        assertThat(outcome.errorText()).contains("photos", "id = 2", "\"image\"", "UTF-8", "bytes_columns");
        Runs told = runs.with("bytes_columns", List.of("photos.image", database.name() + ".photos.mark"));
        StreamChoice bytes = told.stream("photos");
        assertThat(bytes.schema().columns().get(1).type()).isEqualTo(Type.BYTES);
        Outcome read = told.read(bytes.incremental("id", true));
        assertThat(Runs.column(read, bytes, "image")).containsExactly("\"dGV4dA==\"", "\"/wA=\"");
        assertThat(Runs.column(read, bytes, "mark")).containsExactly("\"YWI=\"", "\"Y2Q=\"");
    }

    /** Larger than the heap: it is refused by its length, which comes before it. */
    @Test
    void aValueBeyondTheHeapIsADataError() throws Exception {
        database.execute("""
                CREATE TABLE huge (id Int64, t String) ORDER BY id;
                INSERT INTO huge VALUES (1, 'small');
                INSERT INTO huge SELECT 2, concat(repeat('x', 1000000), arrayStringConcat(
                    arrayMap(i -> repeat('x', 1000000), range(199))));
                """);
        StreamChoice stream = runs.stream("huge").incremental("id", true);
        Outcome outcome = ConnectorUnderTest.command(ConnectorUnderTest.java(ClickHouseConnector.class, "-Xmx64m")
                        .toArray(String[]::new))
                .with("LEAT_LINE_BYTES_MAX", "8388608")
                .invoke("read")
                .config(runs.config())
                .catalog(StreamChoice.catalog(stream))
                .run();
        assertThat(outcome.exitCode()).as(outcome.errorText()).isEqualTo(4);
        assertThat(outcome.errorText())
                .contains(
                        "huge\", row 2 of this read (id = 2), column \"t\": its value has a length of 200000000, and the"
                                + " whole row may have ",
                        "leave the column out, or raise LEAT_LINE_BYTES_MAX");
        assertThat(outcome.rows(stream.stream())).hasSize(1);
        assertThat(outcome.statuses(stream.stream())).endsWith(Status.INCOMPLETE);
    }

    @Test
    void bytesColumnsMustBeStrings() throws Exception {
        database.query("CREATE TABLE numbers_only (id Int64) ORDER BY id");
        Outcome outcome = runs.with("bytes_columns", List.of("numbers_only.id")).discovery();
        assertThat(outcome.exitCode()).isEqualTo(2);
        assertThat(outcome.errorText()).contains("bytes_columns", "numbers_only", "Int64");
    }

    @Test
    void statesOfAggregationsAreLeftOutByName() throws Exception {
        database.query("CREATE TABLE sums (id Int64, total AggregateFunction(sum, Int64)) ENGINE = AggregatingMergeTree"
                + " ORDER BY id");
        Outcome outcome = runs.discovery();
        assertThat(Runs.logs(outcome, Message.Log.Level.DEBUG)).contains("total", "sums", "AggregateFunction");
        StreamChoice stream = runs.stream("sums");
        assertThat(stream.schema().columns()).hasSize(1);
        Outcome asked = runs.read(stream.columns(List.of("id", "total")));
        assertThat(asked.exitCode()).isEqualTo(2);
        assertThat(asked.errorText()).contains("\"total\"");
    }

    /** A view whose query fails on some row: the rows before it must not look like all there are. */
    @Test
    void aQueryThatFailsHalfWayIsNoEnd() throws Exception {
        database.execute("""
                CREATE TABLE many (id UInt64, pad String) ORDER BY id;
                INSERT INTO many SELECT number, repeat('x', 100) FROM numbers(300000);
                CREATE VIEW trap AS SELECT id, pad, throwIf(id = 250000, 'the trap') AS sprung FROM many;
                """);
        Runs slow = runs.with("settings", java.util.Map.of("max_block_size", "1000", "max_threads", "1"));
        StreamChoice stream = slow.stream("trap");
        Outcome outcome = slow.read(stream);
        assertThat(outcome.exitCode()).as(outcome.errorText()).isIn(3, 4);
        assertThat(outcome.statuses(stream.stream())).doesNotContain(Status.COMPLETE);
        assertThat(outcome.rows(stream.stream())).isNotEmpty().hasSizeLessThan(300_000);
        assertThat(outcome.errorText()).contains("trap");
    }

    @Test
    void ridsThatNoRangeFindsAreRefused() throws Exception {
        database.execute("""
                CREATE TABLE holes (id Int64, at Nullable(DateTime), weight Float64) ORDER BY id;
                INSERT INTO holes VALUES (1, '2026-01-01 00:00:00', 1), (2, NULL, nan);
                """);
        StreamChoice stream = runs.stream("holes");
        for (String column : List.of("at", "weight")) {
            Outcome outcome = runs.read(stream.incremental(column, false));
            assertThat(outcome.exitCode()).isEqualTo(4);
            assertThat(outcome.errorText()).contains("holes", column, "1 row(s)");
        }
    }

    @Test
    void rowsInTheFutureAreWarnedOf() throws Exception {
        database.execute("""
                CREATE TABLE dated (id Int64, at DateTime64(3, 'UTC')) ORDER BY id;
                INSERT INTO dated VALUES (1, '2099-01-01 00:00:00');
                """);
        Outcome outcome = runs.read(runs.stream("dated").incremental("at", false));
        assertThat(Runs.logs(outcome, Message.Log.Level.WARN)).contains("2099-01-01", "at");
    }

    @Test
    void aReadCanStayBehindThePresent() throws Exception {
        database.execute("""
                CREATE TABLE lagging (id Int64, at DateTime64(3, 'UTC')) ORDER BY id;
                INSERT INTO lagging VALUES (1, now64() - 7200), (2, now64());
                """);
        StreamChoice stream = runs.stream("lagging").incremental("at", false);
        Outcome outcome = runs.with("rid_lag_seconds", 3600).read(stream);
        assertThat(Runs.column(outcome, stream, "id")).containsExactly("1");
    }

    @Test
    void mergedRowsCanBeReadAsMerged() throws Exception {
        database.execute("""
                CREATE TABLE versions (id Int64, version Int64) ENGINE = ReplacingMergeTree(version) ORDER BY id;
                SYSTEM STOP MERGES versions;
                INSERT INTO versions VALUES (1, 1);
                INSERT INTO versions VALUES (1, 2);
                """);
        StreamChoice stream = runs.stream("versions");
        assertThat(runs.read(stream).rows(stream.stream())).hasSize(2);
        assertThat(Runs.column(runs.with("read_final", true).read(stream), stream, "version"))
                .containsExactly("2");
    }

    /** Sorted by their text, as the protocol sorts them, not by their second half, as ClickHouse does. */
    @Test
    void uuidsServeAsRid() throws Exception {
        database.execute("""
                CREATE TABLE marked (id UUID) ORDER BY id;
                INSERT INTO marked VALUES ('10000000-0000-0000-0000-000000000001'),
                    ('00000000-0000-0000-ffff-000000000002'), ('20000000-0000-0000-0000-000000000000');
                """);
        StreamChoice stream = runs.stream("marked").incremental("id", true);
        Outcome outcome = runs.read(stream);
        assertThat(outcome.exitCode()).as(outcome.errorText()).isZero();
        assertThat(Runs.column(outcome, stream, "id")).isSorted().hasSize(3);
    }

    @Test
    void columnsThatAreComputedAndOwnTablesAreKnown() throws Exception {
        database.execute("""
                CREATE TABLE computed (id Int64, twice Int64 MATERIALIZED id * 2, next Int64 ALIAS id + 1,
                    passing Int64 EPHEMERAL) ORDER BY id;
                INSERT INTO computed (id) VALUES (5);
                CREATE TABLE computed_1_leat_new_01234567 (id Int64) ORDER BY id;
                """);
        StreamChoice stream = runs.stream("computed");
        Outcome outcome = runs.read(stream);
        assertThat(Runs.column(outcome, stream, "twice")).containsExactly("10");
        assertThat(Runs.column(outcome, stream, "next")).containsExactly("6");
        assertThat(stream.schema().indexOf("passing")).isNegative();
        assertThat(runs.discovery().lines().toString()).doesNotContain("_leat_new_01234567");
    }
}
