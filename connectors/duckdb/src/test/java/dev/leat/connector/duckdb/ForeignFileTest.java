package dev.leat.connector.duckdb;

import static org.assertj.core.api.Assertions.assertThat;

import dev.leat.protocol.Catalog;
import dev.leat.protocol.StreamDescriptor;
import dev.leat.testkit.ConnectorUnderTest;
import dev.leat.testkit.Outcome;
import dev.leat.testkit.Runs;
import dev.leat.testkit.StreamChoice;
import dev.leat.type.Column;
import dev.leat.type.StreamSchema;
import dev.leat.type.Type;
import dev.leat.type.Type.Decimal;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.sql.Connection;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Files that others have made: every type that DuckDB has, tables with indexes and constraints, files that are none. */
class ForeignFileTest {
    @TempDir
    Path folder;

    private Database database(String sql) throws Exception {
        Database database = new Database(folder.resolve("foreign.duckdb"));
        database.execute(sql);
        return database;
    }

    private Runs runs() {
        return new Runs(
                ConnectorUnderTest.of(DuckdbConnector.CONNECTOR, DuckdbConnector.class),
                Map.of("path", folder.resolve("foreign.duckdb").toString()));
    }

    private static StreamChoice choice(Column... columns) {
        return StreamChoice.of(StreamSchema.of(new StreamDescriptor("t", "main"), List.of(columns)))
                .withoutTechnicalColumns();
    }

    @Test
    void eachTypeIsWhatItIs() throws Exception {
        database("""
                CREATE TABLE t (a HUGEINT, b UHUGEINT, c UBIGINT, d DECIMAL(38,10), e BIGNUM, f TIMESTAMP_S, g TIMESTAMP_MS,
                    h TIMESTAMP_NS, i TIMETZ, j TIME_NS, k INTERVAL, l BIT, m ENUM('it''s', 'b'), n INTEGER[], o DOUBLE[3],
                    p STRUCT(x INTEGER, y VARCHAR), q MAP(INTEGER, VARCHAR), r UNION(i INTEGER, s VARCHAR), s JSON, u DATE[]);
                INSERT INTO t VALUES (-170141183460469231731687303715884105728, 340282366920938463463374607431768211455,
                    18446744073709551615, 1234567890123456789012345678.1234567890, 99999999999999999999999999999999999999999,
                    '2026-11-20 13:45:00', '2026-11-20 13:45:00.123', '2026-11-20 13:45:00.123456789', '13:45:00.5+05:30',
                    '13:45:00.123456789', INTERVAL '1 month 2 days 03:00:00', '0101', 'it''s', [1, NULL], [1.5, NULL, 2],
                    {'x': 1, 'y': 'a"b'}, MAP {1: 'one'}, union_value(s := 'text'), '{"a": 1.50,\n "b": [ ]}', [DATE '2026-01-01']);
                """);
        assertThat(runs().stream("t").schema().columns().stream().map(Column::type))
                .containsExactly(
                        new Decimal(39, 0),
                        new Decimal(39, 0),
                        new Type.Int(64, true),
                        new Decimal(38, 10),
                        Decimal.INTEGER,
                        new Type.Timestamp(0, false),
                        new Type.Timestamp(3, false),
                        new Type.Timestamp(9, false),
                        new Type.Time(6, true),
                        new Type.Time(9, false),
                        Type.TEXT,
                        Type.TEXT,
                        new Type.Enumeration(List.of("it's", "b")),
                        new Type.Array(Type.INT32),
                        new Type.Array(Type.FLOAT64),
                        Type.JSON,
                        Type.JSON,
                        Type.JSON,
                        Type.JSON,
                        Type.JSON);
        assertThat(runs().rows("t"))
                .isEqualTo("{\"a\":-170141183460469231731687303715884105728,"
                        + "\"b\":340282366920938463463374607431768211455,\"c\":18446744073709551615,"
                        + "\"d\":1234567890123456789012345678.1234567890,"
                        + "\"e\":99999999999999999999999999999999999999999,\"f\":\"2026-11-20T13:45:00\","
                        + "\"g\":\"2026-11-20T13:45:00.123\",\"h\":\"2026-11-20T13:45:00.123456789\","
                        + "\"i\":\"13:45:00.5+05:30\",\"j\":\"13:45:00.123456789\","
                        + "\"k\":\"1 month 2 days 03:00:00\",\"l\":\"0101\",\"m\":\"it's\",\"n\":[1,null],"
                        + "\"o\":[1.5,null,2.0],\"p\":{\"x\":1,\"y\":\"a\\\"b\"},\"q\":{\"1\":\"one\"},"
                        + "\"r\":{\"s\":\"text\"},\"s\":{\"a\":1.50,\"b\":[]},\"u\":[\"2026-01-01\"]}");
    }

    @Test
    void theEdgesOfTypesAreSentAsTheyAre() throws Exception {
        database("""
                CREATE TABLE t (a DOUBLE, b FLOAT, c DATE, d TIMESTAMP, e TIMESTAMPTZ, f TIMETZ, g VARCHAR, h BLOB, i BOOLEAN);
                INSERT INTO t VALUES
                    ('nan', 'inf', '0044-03-15 (BC)', '0044-03-15 (BC) 12:00:00', '0044-03-15 (BC) 12:00:00+00', '01:00:00-11',
                        chr(31) || chr(0) || chr(10) || '"' || chr(92), unhex('00FF'), true),
                    ('-inf', 0.1, '12026-01-01', '12026-01-01 00:00:00.5', '12026-01-01 00:00:00+00', NULL, '', unhex(''), NULL);
                """);
        assertThat(runs().rows("t"))
                .isEqualTo("{\"a\":\"NaN\",\"b\":\"Infinity\",\"c\":\"0044-03-15 BC\",\"d\":\"0044-03-15T12:00:00 BC\","
                        + "\"e\":\"0044-03-15T12:00:00Z BC\",\"f\":\"01:00:00-11:00\","
                        + "\"g\":\"\\u001F\\u0000\\n\\\"\\\\\",\"h\":\"AP8=\",\"i\":true}\n"
                        + "{\"a\":\"-Infinity\",\"b\":0.1,\"c\":\"12026-01-01\",\"d\":\"12026-01-01T00:00:00.5\","
                        + "\"e\":\"12026-01-01T00:00:00Z\",\"f\":null,\"g\":\"\",\"h\":\"\",\"i\":null}");
    }

    @Test
    void whatHasNoFormIsNamed() throws Exception {
        for (String value : List.of(
                "DATE 'infinity'",
                "TIMESTAMP '-infinity'",
                "TIMESTAMPTZ 'infinity'",
                "['nan'::DOUBLE]",
                "{'x': 'inf'::FLOAT}")) {
            database("CREATE OR REPLACE TABLE t AS SELECT 4711 AS id, " + value + " AS bad;"
                    + "ALTER TABLE t ADD PRIMARY KEY (id);");
            Outcome outcome = runs().read(runs().stream("t"));
            assertThat(outcome.exitCode()).as(value + outcome.errorText()).isEqualTo(4);
            assertThat(outcome.errorText()).contains("stream \"main.t\"", "id = 4711", "column \"bad\"");
        }
    }

    @Test
    void keysAndIndexesMakeUniqueRids() throws Exception {
        database("""
                CREATE TABLE t (a INT NOT NULL, b INT NOT NULL UNIQUE, "c c" INT NOT NULL, d INT NOT NULL, e INT NOT NULL,
                    g INT GENERATED ALWAYS AS (a + 1), PRIMARY KEY (a));
                CREATE UNIQUE INDEX one ON t ("c c");
                CREATE UNIQUE INDEX pair ON t (d, e);
                CREATE UNIQUE INDEX expression ON t ((e + 1));
                """);
        StreamSchema schema = runs().stream("t").schema();
        assertThat(schema.key()).containsExactly("a");
        assertThat(schema.rids())
                .containsExactly(
                        new Catalog.RidCandidate("a", true, false),
                        new Catalog.RidCandidate("b", true, false),
                        new Catalog.RidCandidate("c c", true, false));
    }

    @Test
    void aSchemaMayHaveTheNameOfTheFile() throws Exception {
        Database database = database(
                "CREATE SCHEMA \"foreign\"; CREATE TABLE \"foreign\".\"foreign\".\"foreign\" AS" + " SELECT 1 AS id;");
        assertThat(runs().rows("foreign")).isEqualTo("{\"id\":1}");
        StreamChoice choice = StreamChoice.of(
                StreamSchema.of(new StreamDescriptor("more", "foreign"), List.of(Column.required("id", Type.INT32))));
        assertThat(runs().write(choice, "{\"id\":7}").exitCode()).isZero();
        assertThat(database.query("SELECT id FROM \"foreign\".\"foreign\".more"))
                .isEqualTo("7");
    }

    @Test
    void leatsOwnTablesAreNoStreams() throws Exception {
        database("CREATE TABLE t (id INT); CREATE TABLE _leat_state (x INT); CREATE TABLE t_leat_new_0123abcd (x INT);"
                + " CREATE TEMP TABLE other (x INT)");
        assertThat(runs().catalog().streams().stream().map(Catalog.Stream::name))
                .containsExactly("t");
    }

    @Test
    void aBrokenViewHidesNothingElse() throws Exception {
        database("CREATE TABLE gone (id INT); CREATE VIEW v AS SELECT id FROM gone; CREATE TABLE t AS SELECT 1 AS id;"
                + " DROP TABLE gone;");
        assertThat(runs().rows("t")).isEqualTo("{\"id\":1}");
        Outcome outcome = runs().read(StreamChoice.of(
                StreamSchema.of(new StreamDescriptor("v", "main"), List.of(Column.of("id", Type.INT32)))));
        assertThat(outcome.exitCode()).isEqualTo(2);
        assertThat(outcome.errorText()).contains("main.v", "gone");
    }

    @Test
    void aRowThatAConstraintRefusesIsNamed() throws Exception {
        Database database =
                database("CREATE TABLE t (id BIGINT PRIMARY KEY, label VARCHAR NOT NULL CHECK (label <> 'x'));");
        StreamSchema schema = StreamSchema.of(
                        new StreamDescriptor("t", "main"),
                        List.of(Column.required("id", Type.INT64), Column.of("label", Type.TEXT)))
                .withKey("id");
        for (String bad :
                List.of("{\"id\":3,\"label\":\"x\"}", "{\"id\":3,\"label\":null}", "{\"id\":2,\"label\":\"b\"}")) {
            Outcome outcome = runs().write(
                            StreamChoice.of(schema).withoutTechnicalColumns(),
                            "{\"id\":2,\"label\":\"a\"}",
                            bad,
                            "{\"id\":9,\"label\":\"z\"}");
            assertThat(outcome.exitCode()).as(outcome.errorText()).isEqualTo(4);
            assertThat(outcome.errorText()).contains("line 2, id = " + bad.charAt(6), "stream \"main.t\"");
        }
        assertThat(database.query("SELECT count(*) FROM t")).isEqualTo("0");
    }

    @Test
    void aTableThatDoesNotFitIsRefused() throws Exception {
        database("CREATE TABLE t (id VARCHAR, n DECIMAL(5,1), k INTERVAL, must INT NOT NULL);");
        Outcome outcome = runs().write(
                        choice(
                                Column.required("id", Type.INT64),
                                Column.of("n", new Decimal(6, 2)),
                                Column.of("k", Type.TEXT),
                                Column.of("more", Type.BOOL)),
                        "{\"id\":1}");
        assertThat(outcome.exitCode()).isEqualTo(2);
        assertThat(outcome.errorText())
                .contains(
                        "table \"main.t\" cannot take the stream \"main.t\"",
                        "column \"id\" of type VARCHAR",
                        "column \"n\" of type DECIMAL(5,1)",
                        "column \"k\" of type INTERVAL",
                        "ALTER TABLE \"foreign\".\"main\".\"t\" ADD COLUMN \"more\" BOOLEAN",
                        "\"must\" must have a value",
                        "ALTER COLUMN \"n\" TYPE DECIMAL(6,2)");
    }

    /** Values of every kind go into columns of the types that others chose, if those hold them. */
    @Test
    void columnsOfOtherTypesAreFilledExactly() throws Exception {
        Database database = database("CREATE TABLE t (a DECIMAL(20,0), b DOUBLE, c HUGEINT, d ENUM('x', 'y'),"
                + " e TIMESTAMP_S, f VARCHAR, g UHUGEINT, h INTEGER[]);");
        StreamChoice choice = choice(
                Column.of("a", new Type.Int(64, true)),
                Column.of("b", Type.INT32),
                Column.of("c", Type.INT64),
                Column.of("d", Type.TEXT),
                Column.of("e", new Type.Timestamp(0, false)),
                Column.of("f", Type.DATE),
                Column.of("g", new Type.Int(64, true)),
                Column.of("h", new Type.Array(Type.INT16)));
        Outcome outcome = runs().write(
                        choice,
                        "{\"a\":18446744073709551615,\"b\":-2147483648,\"c\":-9223372036854775808,\"d\":\"y\","
                                + "\"e\":\"2026-11-20T13:45:00\",\"f\":\"2026-11-20\",\"g\":18446744073709551615,\"h\":[1,null]}");
        assertThat(outcome.exitCode()).as(outcome.errorText()).isZero();
        assertThat(database.query("SELECT concat_ws(' ', a, b, c, d, e, f, g, h::VARCHAR) FROM t"))
                .isEqualTo("18446744073709551615 -2147483648.0 -9223372036854775808 y 2026-11-20 13:45:00 2026-11-20"
                        + " 18446744073709551615 [1, NULL]");
        Outcome label = runs().write(choice, "{\"d\":\"x\"}", "{\"d\":\"z\"}");
        assertThat(label.exitCode()).isEqualTo(4);
        assertThat(label.errorText()).contains("line 2, column \"d\"", "z");
        Outcome nested = runs().write(choice, "{\"a\":1,\"d\":\"x\",\"h\":[[1,2]]}");
        assertThat(nested.exitCode()).isEqualTo(4);
        assertThat(nested.errorText()).contains("line 1, column \"h\"", "stream \"main.t\"");
        Outcome cut = runs().write(choice, "{\"e\":\"2026-11-20T13:45:00.5\"}");
        assertThat(cut.exitCode()).isEqualTo(4);
        assertThat(cut.errorText()).contains("column \"e\"", "more than 0 digits of a second");
    }

    @Test
    void aReplacementKeepsWhatHangsOnTheTable() throws Exception {
        Database database = database("CREATE TABLE t (id BIGINT, label VARCHAR DEFAULT 'none', more INT DEFAULT 7);"
                + " CREATE INDEX by_label ON t (label); COMMENT ON TABLE t IS 'kept';"
                + " CREATE VIEW v AS SELECT count(*) AS n FROM t; INSERT INTO t VALUES (1, 'old', 1);");
        StreamChoice choice = choice(Column.of("id", Type.INT64), Column.of("label", Type.TEXT));
        Outcome outcome = runs().write(choice.replace(), "{\"id\":2,\"label\":\"new\"}", "{\"id\":3,\"label\":null}");
        assertThat(outcome.exitCode()).as(outcome.errorText()).isZero();
        assertThat(database.query("SELECT concat_ws(',', id, label, more) FROM t ORDER BY id"))
                .isEqualTo("2,new,7\n3,7");
        assertThat(database.query("SELECT index_name FROM duckdb_indexes()")).isEqualTo("by_label");
        assertThat(database.query("SELECT comment FROM duckdb_tables()")).isEqualTo("kept");
        assertThat(database.query("SELECT n FROM v")).isEqualTo("2");
    }

    /** A table of ours is dropped, and the new one gets its name; views find it there. */
    @Test
    void aReplacementOfOurOwnTableSwapsIt() throws Exception {
        Database database = database("CREATE TABLE t (id BIGINT, label VARCHAR); INSERT INTO t VALUES (1, 'old');"
                + " CREATE VIEW v AS SELECT count(*) AS n FROM t;");
        StreamChoice choice = choice(Column.of("id", Type.INT64), Column.of("label", Type.TEXT));
        assertThat(runs().write(choice.replace(), "{\"id\":2,\"label\":\"new\"}")
                        .exitCode())
                .isZero();
        // Rows that are copied into a table are numbered behind those that it had.
        assertThat(database.query("SELECT rowid || label FROM t")).isEqualTo("0new");
        assertThat(database.query("SELECT n FROM v")).isEqualTo("1");
    }

    @Test
    void aFileThatAnotherProcessWritesIsNotRead() throws Exception {
        Database database = database("CREATE TABLE t AS SELECT 1 AS id;");
        try (Connection open = database.connect()) {
            assertThat(open.isClosed()).isFalse();
            Outcome outcome = new Runs(runs().connector().asProcess(), runs().config())
                    .invoke("discover")
                    .run();
            assertThat(outcome.exitCode()).isEqualTo(3);
            assertThat(outcome.errorText())
                    .contains(
                            "another process has it open",
                            "process " + ProcessHandle.current().pid(),
                            "run again");
        }
    }

    @Test
    void aDamagedFileIsToldOf() throws Exception {
        Database database = database("CREATE TABLE t AS SELECT 1 AS id;");
        byte[] bytes = Files.readAllBytes(database.file());
        java.util.Arrays.fill(bytes, 4096, bytes.length, (byte) 'x');
        Files.write(database.file(), bytes, StandardOpenOption.TRUNCATE_EXISTING);
        Outcome outcome = runs().invoke("discover").run();
        assertThat(outcome.exitCode()).as(outcome.errorText()).isEqualTo(2);
        assertThat(outcome.errorText()).contains("foreign.duckdb");
    }

    @Test
    void tooLittleMemoryIsToldOf() throws Exception {
        database("CREATE TABLE t AS SELECT n AS id, repeat(md5(n::VARCHAR), 20) AS x FROM range(200000) r(n);");
        Outcome outcome = runs().with("memory_limit", "1MB")
                .with("temp_directory", "/proc/none")
                .read(runs().stream("t").incremental("id", true));
        assertThat(outcome.exitCode()).as(outcome.errorText()).isEqualTo(2);
        assertThat(outcome.errorText()).contains("memory_limit");
    }
}
