package dev.leat.connector.sqlite;

import static org.assertj.core.api.Assertions.assertThat;

import dev.leat.protocol.Catalog;
import dev.leat.protocol.Message;
import dev.leat.protocol.StreamDescriptor;
import dev.leat.testkit.ConnectorUnderTest;
import dev.leat.testkit.Outcome;
import dev.leat.testkit.Runs;
import dev.leat.testkit.StreamChoice;
import dev.leat.type.Column;
import dev.leat.type.StreamSchema;
import dev.leat.type.Type;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Files that other programs have made, where a column's type is a hint and a unique index may have a condition. */
class ForeignFileTest {
    @TempDir
    Path folder;

    private Database database(String sql) throws Exception {
        Database database = new Database(folder.resolve("foreign.db"));
        database.execute(sql);
        return database;
    }

    private Runs runs() {
        return new Runs(
                ConnectorUnderTest.of(SqliteConnector.CONNECTOR, SqliteConnector.class),
                Map.of("path", folder.resolve("foreign.db").toString()));
    }

    @Test
    void valuesTellTheFormOfTimes() throws Exception {
        database("""
                CREATE TABLE t (id INTEGER PRIMARY KEY, a DATETIME, b TIMESTAMP, c TIMESTAMP, d DATETIME, e DATE, f DATE);
                INSERT INTO t VALUES (1, '2026-11-20 13:45:00', '2026-11-20T13:45:00.50Z', 1700000000, 2461365.5, '2026-11-20',
                    '20/11/2026');
                """);
        assertThat(runs().stream("t").schema().columns().stream().map(Column::type))
                .containsExactly(
                        Type.INT64,
                        new Type.Timestamp(6, false),
                        new Type.Timestamp(6, true),
                        Type.INT64,
                        Type.FLOAT64,
                        Type.DATE,
                        Type.TEXT);
        assertThat(runs().rows("t"))
                .isEqualTo("{\"id\":1,\"a\":\"2026-11-20T13:45:00\",\"b\":\"2026-11-20T13:45:00.5Z\",\"c\":1700000000,"
                        + "\"d\":2461365.5,\"e\":\"2026-11-20\",\"f\":\"20/11/2026\"}");
    }

    @Test
    void numbersComeWithTheDigitsTheyWereWrittenWith() throws Exception {
        database("""
                CREATE TABLE t (a DECIMAL(10,2), b NUMERIC, c DECIMAL(30,10), d REAL, e);
                INSERT INTO t VALUES (0.1 + 0.2, 0.1, 12345678901, 1, 'text'), (5, 9e15, 0.5, 1e300, 7), (NULL, NULL, NULL, NULL, x'00ff');
                """);
        assertThat(runs().rows("t")).isEqualTo("""
                        {"a":0.30,"b":0.1,"c":12345678901,"d":1.0,"e":"text"}
                        {"a":5.00,"b":9000000000000000,"c":0.5,"d":1.0E+300,"e":7}
                        {"a":null,"b":null,"c":null,"d":null,"e":"AP8="}""");
    }

    /** The driver has a value whole or not at all; the stream after it is read all the same. */
    @Test
    void aValueBeyondTheHeapIsADataError() throws Exception {
        database("""
                CREATE TABLE huge (id INTEGER PRIMARY KEY, t TEXT, b BLOB);
                INSERT INTO huge VALUES (1, 'small', NULL), (2, NULL, zeroblob(200000000));
                CREATE TABLE other (id INTEGER PRIMARY KEY);
                INSERT INTO other VALUES (7);
                """);
        StreamChoice huge = runs().stream("huge").incremental("id", true);
        StreamChoice other = runs().stream("other");
        Outcome outcome = ConnectorUnderTest.command(ConnectorUnderTest.java(SqliteConnector.class, "-Xmx64m")
                        .toArray(String[]::new))
                .with("LEAT_LINE_BYTES_MAX", "8388608")
                .invoke("read")
                .config(runs().config())
                .catalog(StreamChoice.catalog(huge, other))
                .run();
        assertThat(outcome.exitCode()).as(outcome.errorText()).isEqualTo(4);
        assertThat(outcome.errorText())
                .contains(
                        "cannot read the stream \"huge\" in ",
                        "foreign.db: a row does not fit the heap of 6",
                        " MB; leave the stream's large columns out, or raise -Xmx");
        assertThat(outcome.rows(huge.stream())).hasSize(1);
        assertThat(outcome.states(huge.stream())
                        .getLast()
                        .streamState()
                        .at("/rid/value")
                        .asInt())
                .isEqualTo(1);
        assertThat(outcome.rows(other.stream())).hasSize(1);
    }

    @Test
    void aValueOfAnotherKindThanItsColumnIsNamed() throws Exception {
        database("CREATE TABLE t (id INTEGER PRIMARY KEY, n INT); INSERT INTO t VALUES (1, 5), (4711, 'five');");
        Outcome outcome = runs().read(runs().stream("t"));
        assertThat(outcome.exitCode()).isEqualTo(4);
        assertThat(outcome.errorText())
                .contains("stream \"t\"", "id = 4711", "column \"n\"", "five is not a whole number");
    }

    @Test
    void onlyAnIndexOverAllRowsMakesAUniqueRid() throws Exception {
        database("""
                CREATE TABLE t (a INT NOT NULL, b INT NOT NULL, c INT NOT NULL, d INT NOT NULL, updated_at TIMESTAMP(3));
                CREATE UNIQUE INDEX partly ON t (a) WHERE b > 0;
                CREATE UNIQUE INDEX expression ON t (b + 1);
                CREATE UNIQUE INDEX pair ON t (c, d);
                CREATE UNIQUE INDEX whole ON t (d);
                """);
        assertThat(runs().stream("t").schema().rids())
                .containsExactly(
                        new Catalog.RidCandidate("d", true, false),
                        new Catalog.RidCandidate("updated_at", false, true));
    }

    @Test
    void rowsWithoutARidAreCounted() throws Exception {
        database(
                "CREATE TABLE t (id INT, at TIMESTAMP(0)); INSERT INTO t VALUES (1, NULL), (2, '2026-01-01T00:00:00'), (3, NULL);");
        Outcome outcome = runs().read(runs().stream("t").incremental("at", false));
        assertThat(outcome.exitCode()).isEqualTo(4);
        assertThat(outcome.errorText()).contains("stream \"t\": 2 row(s)", "\"at\"", "full-refresh");
    }

    @Test
    void aRowFromTheFutureIsToldOf() throws Exception {
        database(
                "CREATE TABLE t (at TIMESTAMP(0) NOT NULL); INSERT INTO t VALUES ('2099-01-01T00:00:00'), ('2026-01-01T00:00:00');");
        Outcome outcome = runs().read(runs().stream("t").incremental("at", false));
        assertThat(outcome.exitCode()).as(outcome.errorText()).isZero();
        assertThat(outcome.lines().stream()
                        .flatMap(line -> line.message().stream())
                        .filter(Message.Log.class::isInstance)
                        .map(Object::toString))
                .anyMatch(log -> log.contains("2099-01-01T00:00:00") && log.contains("RID column \"at\""));
    }

    /**
     * With a blank between day and time, as SQLite itself writes them, and digits of a second only where there are any.
     */
    @Test
    void timesInSqlitesOwnFormAreResumedExactly() throws Exception {
        database("""
                CREATE TABLE t (id INT, at DATETIME NOT NULL);
                INSERT INTO t VALUES (1, '2026-01-01 10:00:00'), (2, '2026-01-01 10:00:00.5'), (3, '2026-01-01 10:00:01'),
                    (4, '2026-01-02 00:00:00');
                """);
        StreamChoice choice = runs().stream("t").incremental("at", false);
        for (var from : Map.of(
                        "2026-01-01T10:00:00",
                        4,
                        "2026-01-01T10:00:00.500000",
                        3,
                        "2026-01-01T10:00:01",
                        2,
                        "2026-01-03T00:00:00",
                        0)
                .entrySet()) {
            Outcome outcome = runs().invoke("read", choice)
                    .text(
                            "state",
                            "[{\"type\":\"STREAM\",\"stream\":{\"stream_descriptor\":{\"name\":\"t\"},\"stream_state\":"
                                    + "{\"rid\":{\"column\":\"at\",\"value\":\"" + from.getKey() + "\"}}}}]")
                    .run();
            assertThat(outcome.exitCode()).as(outcome.errorText()).isZero();
            assertThat(outcome.rows(choice.stream())).as(from.getKey()).hasSize(from.getValue());
        }
    }

    @Test
    void leatsOwnTablesAreNoStreams() throws Exception {
        database("CREATE TABLE t (id INT); CREATE TABLE _leat_state (x); CREATE TABLE t_leat_new_0123abcd (x);"
                + " CREATE TABLE _leat_notes (x)");
        assertThat(runs().catalog().streams().stream().map(Catalog.Stream::name))
                .containsExactly("_leat_notes", "t");
    }

    @Test
    void aBrokenViewHidesNothingElse() throws Exception {
        database("CREATE TABLE t (id INT); CREATE VIEW v AS SELECT id FROM gone;");
        assertThat(runs().stream("t").schema().columns()).hasSize(1);
    }

    @Test
    void aRowThatAConstraintRefusesIsNamed() throws Exception {
        Database database =
                database("CREATE TABLE t (id INTEGER PRIMARY KEY, label TEXT NOT NULL CHECK (label <> 'x'));");
        StreamChoice choice = StreamChoice.of(StreamSchema.of(
                                StreamDescriptor.of("t"),
                                List.of(Column.required("id", Type.INT64), Column.of("label", Type.TEXT)))
                        .withKey("id"))
                .withoutTechnicalColumns();
        for (String bad :
                List.of("{\"id\":3,\"label\":\"x\"}", "{\"id\":3,\"label\":null}", "{\"id\":2,\"label\":\"b\"}")) {
            assertThat(runs().refused(4, choice, "{\"id\":2,\"label\":\"a\"}", bad))
                    .contains("line 2, id = " + bad.charAt(6), "stream \"t\"", "constraint");
        }
        assertThat(database.query("SELECT count(*) FROM t")).isEqualTo("0");
    }

    @Test
    void aTableThatDoesNotFitIsRefused() throws Exception {
        database("CREATE TABLE t (id TEXT, n DECIMAL(5,1), must INT NOT NULL);");
        StreamChoice choice = StreamChoice.of(StreamSchema.of(
                StreamDescriptor.of("t"),
                List.of(
                        Column.required("id", Type.INT64),
                        Column.of("n", new Type.Decimal(6, 2)),
                        Column.of("more", Type.BOOL))));
        assertThat(runs().refused(2, choice, "{\"id\":1}"))
                .contains(
                        "table \"t\" cannot take the stream \"t\"",
                        "column \"id\" of type TEXT",
                        "column \"n\" of type DECIMAL(5,1)",
                        "ALTER TABLE \"t\" ADD COLUMN \"more\" BOOLEAN",
                        "\"must\" must have a value",
                        "rename the table away");
    }
}
