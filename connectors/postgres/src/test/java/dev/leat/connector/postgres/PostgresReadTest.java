package dev.leat.connector.postgres;

import static org.assertj.core.api.Assertions.assertThat;

import dev.leat.protocol.Message.Log.Level;
import dev.leat.testkit.Outcome;
import dev.leat.testkit.PostgresDatabase;
import dev.leat.testkit.PostgresServer;
import dev.leat.testkit.StreamChoice;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.postgresql.jdbc.PgConnection;

/** Reading: one snapshot, order, resuming, large rows, and what is refused. */
class PostgresReadTest {
    private static PostgresDatabase database;
    private static Reading reading;

    @BeforeAll
    static void start() throws SQLException {
        database = PostgresServer.database(PostgresReadTest.class);
        reading = Reading.of(database).with("late_commit_wait_seconds", 0);
    }

    private static Outcome completed(Outcome outcome) {
        assertThat(outcome.exitCode()).as(outcome.errorText()).isZero();
        return outcome;
    }

    private static Outcome refused(Outcome outcome, int exitCode, String... words) {
        assertThat(outcome.exitCode()).as(outcome.errorText()).isEqualTo(exitCode);
        assertThat(outcome.errorText()).contains(words);
        return outcome;
    }

    /** A parent without a child was added in one transaction with it: both are seen, or neither. */
    @Test
    void allStreamsComeFromOneSnapshot() throws Exception {
        database.execute(
                "CREATE TABLE parents (id bigserial PRIMARY KEY, fill text); CREATE TABLE children (id bigint)");
        StreamChoice parents = reading.table("parents");
        StreamChoice children = reading.table("children");
        database.execute("INSERT INTO parents (fill) SELECT repeat('x', 100) FROM generate_series(1, 20000);"
                + " INSERT INTO children SELECT id FROM parents");
        Thread writer = Thread.ofPlatform().start(() -> {
            try (Connection connection = database.connect()) {
                connection.setAutoCommit(false);
                for (int i = 0; i < 2000 && !Thread.interrupted(); i++) {
                    try (var statement = connection.createStatement()) {
                        statement.execute("WITH p AS (INSERT INTO parents (fill) VALUES ('new') RETURNING id)"
                                + " INSERT INTO children SELECT id FROM p");
                    }
                    connection.commit();
                }
            } catch (SQLException e) {
                throw new IllegalStateException(e);
            }
        });
        try {
            for (int i = 0; i < 5; i++) {
                Outcome outcome = completed(reading.read(parents, children));
                assertThat(outcome.rows(children.stream())).hasSameSizeAs(outcome.rows(parents.stream()));
            }
        } finally {
            writer.interrupt();
            writer.join();
        }
    }

    @Test
    void tiedRidsComeInKeyOrderAndAgainWhenResumed() throws Exception {
        database.execute("CREATE TABLE tied (k text PRIMARY KEY, at timestamptz NOT NULL); INSERT INTO tied VALUES"
                + " ('c', '2026-01-01'), ('a', '2026-01-01'), ('b', '2026-01-01'), ('d', '2025-01-01')");
        StreamChoice stream = reading.table("tied").incremental("at", false);
        Outcome first = completed(reading.read(stream));
        assertThat(Reading.column(first, stream, "k")).containsExactly("\"d\"", "\"a\"", "\"b\"", "\"c\"");
        database.execute("INSERT INTO tied VALUES ('aa', '2026-01-01'), ('z', '2026-01-01 00:00:00.000001')");
        Outcome second = completed(reading.resume(first, stream));
        assertThat(Reading.column(second, stream, "k")).containsExactly("\"a\"", "\"aa\"", "\"b\"", "\"c\"", "\"z\"");
        assertThat(Reading.column(completed(reading.resume(second, stream)), stream, "k"))
                .containsExactly("\"z\"");
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', quoteCharacter = '~', textBlock = """
                    smallint      | -5 | 3
                    bigint        | -9223372036854775808 | 9223372036854775806
                    numeric       | 1.05 | 99999999999999999999.5
                    numeric(10,2) | 1.00 | 1.01
                    real          | 0.1 | 16777216
                    float8        | -1e300 | 1e300
                    xid8          | '1' | '2'
                    date          | '0044-03-15 BC' | '10000-01-01'
                    timestamp     | '0044-03-15 12:00:00.5 BC' | '2026-11-20 13:45:00.123456'
                    timestamptz   | '0044-03-15 12:00:00Z BC' | '2026-11-20 13:45:00.123456Z'
                    text          | 'Z''\\n"' | 'a'
                    varchar(9)    | 'ä' | '😀'
                    char(3)       | 'A' | 'ab'
                    uuid          | '0190b2c4-7d1e-7abc-8def-0123456789ab' | 'f190b2c4-7d1e-7abc-8def-0123456789ab'
                    """)
    void ridsOfEveryOrderedTypeResume(String type, String low, String high) throws Exception {
        for (boolean unique : new boolean[] {true, false}) {
            database.execute("DROP TABLE IF EXISTS ordered; CREATE TABLE ordered (rid " + type
                    + " NOT NULL, n int); INSERT INTO ordered VALUES (" + high + ", 2), (" + low + ", 1)");
            StreamChoice stream = reading.table("ordered").incremental("rid", unique);
            Outcome both = completed(reading.read(stream));
            assertThat(Reading.column(both, stream, "n")).containsExactly("1", "2");
            database.execute("DELETE FROM ordered WHERE n = 2");
            Outcome one = completed(reading.read(stream));
            assertThat(Reading.column(one, stream, "n")).containsExactly("1");
            database.execute("INSERT INTO ordered VALUES (" + high + ", 2)");
            assertThat(Reading.column(completed(reading.resume(one, stream)), stream, "n"))
                    .containsExactlyElementsOf(unique ? List.of("2") : List.of("1", "2"));
        }
    }

    @ParameterizedTest
    @CsvSource({"interval", "inet", "bytea", "jsonb", "bool", "int[]", "timetz", "time", "oid", "mood"})
    void ridsWithoutACommonOrderAreRefused(String type) throws Exception {
        database.execute(
                "DROP TABLE IF EXISTS orderless; DROP TYPE IF EXISTS mood; CREATE TYPE mood AS ENUM ('b', 'a');"
                        + " CREATE TABLE orderless (rid " + type + ")");
        refused(reading.read(reading.table("orderless").incremental("rid", false)), 2, "order", "RID");
    }

    @Test
    void nullRidsAreRefusedWithTheirNumber() throws Exception {
        database.execute("CREATE TABLE nulls (id int, at timestamptz); INSERT INTO nulls VALUES (1, now()), (2, NULL),"
                + " (3, NULL); CREATE TABLE all_null AS SELECT NULL::int AS x");
        Outcome outcome = refused(
                reading.read(reading.table("nulls").incremental("at", false)), 4, "public.nulls", "\"at\"", "2 row(s)");
        assertThat(outcome.rows(Reading.inPublic("nulls"))).isEmpty();
        refused(reading.read(reading.table("all_null").incremental("x", false)), 4, "1 row(s)");
    }

    @Test
    void ridsInTheFutureAreNamed() throws Exception {
        database.execute("CREATE TABLE future (id int PRIMARY KEY, at timestamptz NOT NULL);"
                + " INSERT INTO future VALUES (1, '2020-01-01Z'), (7, '2099-01-01Z')");
        StreamChoice stream = reading.table("future").incremental("at", false);
        Outcome outcome = completed(reading.read(stream));
        assertThat(outcome.rows(stream.stream())).hasSize(2);
        assertThat(Reading.logs(outcome, Level.WARN))
                .contains("public.future", "\"at\"", "2099-01-01", "id = 7", "future");
    }

    @ParameterizedTest
    @CsvSource({"float8, 'NaN'", "numeric, 'NaN'", "real, 'Infinity'", "timestamptz, 'infinity'", "date, 'infinity'"})
    void endlessRidsAreRefused(String type, String value) throws Exception {
        database.execute("DROP TABLE IF EXISTS endless; CREATE TABLE endless (id int PRIMARY KEY, rid " + type
                + " NOT NULL); INSERT INTO endless VALUES (9, '" + value + "')");
        for (String policy : List.of("refuse", "text", "null")) {
            refused(
                    reading.with("infinity", policy)
                            .read(reading.table("endless").incremental("rid", false)),
                    4,
                    "\"rid\"",
                    value,
                    "id = 9");
        }
    }

    @Test
    void infinityIsRefusedOrAsThePolicySays() throws Exception {
        database.execute("CREATE TABLE infinite (id int PRIMARY KEY, a date, b timestamp[], c timestamptz); INSERT INTO"
                + " infinite VALUES (1, '2026-01-01', NULL, NULL), (2, 'infinity', '{-infinity}', '-infinity')");
        StreamChoice stream = reading.table("infinite");
        refused(reading.read(stream), 4, "public.infinite", "id = 2", "column \"a\"", "infinity");
        Outcome text = completed(reading.with("infinity", "text").read(stream));
        assertThat(text.rows(stream.stream()).get(1).toString())
                .isEqualTo("{\"id\":2,\"a\":\"infinity\",\"b\":[\"-infinity\"],\"c\":\"-infinity\"}");
        Outcome none = completed(reading.with("infinity", "null").read(stream));
        assertThat(none.rows(stream.stream()).get(1).toString())
                .isEqualTo("{\"id\":2,\"a\":null,\"b\":[null],\"c\":null}");
    }

    /** On the wire it would be the same as no value, and come out as SQL's NULL. */
    @Test
    void jsonsOwnNullIsRefused() throws Exception {
        database.execute(
                "CREATE TABLE nothings (id int PRIMARY KEY, doc jsonb, docs json[]); INSERT INTO nothings VALUES"
                        + " (1, '{\"a\": null}', '{\"[null]\"}'), (2, 'null', NULL)");
        StreamChoice stream = reading.table("nothings");
        refused(reading.read(stream), 4, "public.nothings", "id = 2", "column \"doc\"", "JSON's own null");
        database.execute("UPDATE nothings SET doc = NULL, docs = '{\" null\"}' WHERE id = 2");
        refused(reading.read(stream), 4, "id = 2", "column \"docs\"", "JSON's own null");
    }

    @Test
    void anEmptyTableIsNoTrouble() throws Exception {
        database.execute(
                "CREATE TABLE empty (id serial PRIMARY KEY); CREATE TABLE bare (); INSERT INTO bare DEFAULT VALUES");
        StreamChoice stream = reading.table("empty");
        assertThat(completed(reading.read(stream)).rows(stream.stream())).isEmpty();
        assertThat(completed(reading.read(stream.incremental("id", true))).rows(stream.stream()))
                .isEmpty();
        StreamChoice bare = reading.table("bare");
        assertThat(completed(reading.read(bare)).rows(bare.stream())).hasSize(1);
    }

    @Test
    void chosenColumnsComeInTheChosenOrder() throws Exception {
        database.execute("CREATE TABLE chosen AS SELECT 1 AS a, 'x' AS b, 2.5 AS c");
        StreamChoice stream = reading.table("chosen").columns(List.of("c", "a"));
        assertThat(completed(reading.read(stream))
                        .rows(stream.stream())
                        .getFirst()
                        .toString())
                .isEqualTo("{\"c\":2.5,\"a\":1}");
    }

    @Test
    void aRowOfTwentyMegabytesPasses() throws Exception {
        database.execute("CREATE TABLE large (id int, t text, b bytea, j json); INSERT INTO large SELECT 1,"
                + " repeat(E'line\\n', 4000000), decode(repeat('00ff', 5000000), 'hex'),"
                + " ('[' || repeat('1, ', 1000000) || '1]')::json");
        StreamChoice stream = reading.table("large");
        var row = completed(reading.read(stream)).rows(stream.stream()).getFirst();
        assertThat(row.path("t").asString()).hasSize(20_000_000);
        assertThat(row.path("b").asString()).hasSize(13_333_336);
        assertThat(row.path("j").size()).isEqualTo(1_000_001);
    }

    /** The other streams of the snapshot are still read. */
    @Test
    void oneStreamsFailureIsItsOwn() throws Exception {
        database.execute("CREATE VIEW broken AS SELECT g AS id, 1 / (g - 500) AS x FROM generate_series(1, 1000) g;"
                + " CREATE TABLE sound AS SELECT 1 AS x");
        StreamChoice broken = reading.table("broken");
        StreamChoice sound = reading.table("sound");
        StreamChoice gone = sound.renamed("soond");
        Outcome outcome = refused(
                reading.read(broken, gone, sound),
                4,
                "public.broken",
                "division by zero",
                "public.soond",
                "did you mean \"public.sound\"");
        assertThat(outcome.rows(sound.stream())).hasSize(1);
    }

    /** A row is refused in the middle of a long stream, whose other rows are on their way already. */
    @Test
    void aStreamThatIsGivenUpLeavesTheSnapshotToTheOthers() throws Exception {
        database.execute(
                "CREATE TABLE spoilt AS SELECT g AS id, CASE WHEN g = 100 THEN 'infinity' ELSE '2026-01-01' END"
                        + "::date AS d, repeat('x', 500) AS t FROM generate_series(1, 50000) g; CREATE TABLE follows AS SELECT g"
                        + " FROM generate_series(1, 1000) g");
        StreamChoice spoilt = reading.table("spoilt");
        StreamChoice follows = reading.table("follows");
        for (int i = 0; i < 5; i++) {
            Outcome outcome = refused(reading.read(spoilt, follows), 4, "public.spoilt");
            assertThat(outcome.errors()).hasSize(1);
            assertThat(outcome.rows(spoilt.stream())).hasSize(99);
            assertThat(outcome.rows(follows.stream())).hasSize(1000);
        }
    }

    @Test
    void aViewThatIsNotFilledIsTheUsersToFill() throws Exception {
        database.execute("CREATE MATERIALIZED VIEW unfilled AS SELECT 1 AS x WITH NO DATA");
        refused(reading.read(reading.table("unfilled")), 2, "public.unfilled", "REFRESH MATERIALIZED VIEW");
    }

    @Test
    void whatChangedSinceDiscoverIsSaid() throws Exception {
        database.execute("CREATE TABLE changing (id int, amount int)");
        StreamChoice stream = reading.table("changing");
        refused(reading.read(stream.columns(List.of("id", "amuont"))), 2, "\"amuont\"", "did you mean \"amount\"");
        database.execute("ALTER TABLE changing ALTER amount TYPE timestamptz USING now()");
        refused(reading.read(stream), 2, "public.changing", "\"amount\"", "discover");
    }

    @Test
    void aStateOfAnotherTypeIsSaid() throws Exception {
        database.execute("CREATE TABLE stated (id int PRIMARY KEY, code text); INSERT INTO stated VALUES (1, 'x')");
        String state = "[{\"type\":\"STREAM\",\"stream\":{\"stream_descriptor\":{\"name\":\"stated\",\"namespace\":"
                + "\"public\"},\"stream_state\":{\"rid\":{\"column\":\"id\",\"value\":\"x'y\"}}}}]";
        Outcome outcome = reading.reading(reading.table("stated").incremental("id", true))
                .text("state", state)
                .run();
        refused(outcome, 4, "public.stated", "x'y");
    }

    @Test
    void aViewIsReadLikeATable() throws Exception {
        database.execute("CREATE TABLE seen (id int, at timestamptz); INSERT INTO seen SELECT g, '2026-01-01' FROM"
                + " generate_series(1, 10) g; CREATE VIEW seeing AS SELECT id * 2 AS twice, at FROM seen");
        StreamChoice stream = reading.table("seeing");
        assertThat(completed(reading.read(stream)).rows(stream.stream())).hasSize(10);
        assertThat(completed(reading.read(stream.incremental("twice", false))).rows(stream.stream()))
                .hasSize(10);
    }

    /** What the role or the database set for others must not change what is read. */
    @Test
    void settingsOfTheRoleDoNotMatter() throws Exception {
        Map<String, Object> settings = Roles.login(database, "german");
        String role = (String) settings.get("user");
        database.execute("CREATE TABLE settled AS SELECT timestamptz '2026-11-20 12:00Z' AS a, date '2026-11-20' AS b,"
                + " 0.1::float8 + 0.2 AS c, '\\x00ff'::bytea AS d, interval '1 day 2 hours' AS e, 0.1::float4 AS f");
        database.execute("GRANT SELECT ON settled TO " + role + "; ALTER ROLE " + role + " SET timezone = 'Asia/Tokyo';"
                + " ALTER ROLE " + role + " SET datestyle = 'SQL, DMY'; ALTER ROLE " + role
                + " SET extra_float_digits = -5; ALTER ROLE " + role + " SET bytea_output = 'escape'; ALTER ROLE "
                + role
                + " SET intervalstyle = 'iso_8601'; ALTER ROLE " + role + " SET statement_timeout = '1ms'; ALTER ROLE "
                + role + " SET standard_conforming_strings = on; ALTER ROLE " + role
                + " SET client_encoding = 'LATIN1'");
        Reading german = new Reading(settings);
        StreamChoice stream = german.table("settled");
        assertThat(completed(german.read(stream))
                        .rows(stream.stream())
                        .getFirst()
                        .toString())
                .isEqualTo("{\"a\":\"2026-11-20T12:00:00Z\",\"b\":\"2026-11-20\",\"c\":0.30000000000000004,"
                        + "\"d\":\"AP8=\",\"e\":\"1 day 02:00:00\",\"f\":0.1}");
    }

    /** Between two commands of a session a connection waits for as long as the other side takes. */
    @Test
    void aSessionThatWaitsIsNotEnded() throws Exception {
        database.execute("ALTER DATABASE " + Sql.name(database.name()) + " SET idle_session_timeout = '1h'");
        PostgresConfig config = new PostgresConfig(
                database.host(),
                database.port(),
                database.name(),
                database.user(),
                database.password(),
                null,
                "prefer",
                null,
                10,
                10,
                PostgresConfig.Infinity.REFUSE,
                null);
        try (PgConnection connection = PostgresSession.open(config, PostgresSession.SOURCE)) {
            assertThat(Loading.query(connection, "SHOW idle_session_timeout")).isEqualTo("0");
        }
    }
}
