package dev.leat.connector.postgres;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.leat.protocol.ConnectorException;
import dev.leat.testkit.ConnectorUnderTest;
import dev.leat.testkit.Feed;
import dev.leat.testkit.LiveRun;
import dev.leat.testkit.Outcome;
import dev.leat.testkit.PostgresDatabase;
import dev.leat.testkit.PostgresServer;
import dev.leat.testkit.StreamChoice;
import dev.leat.type.Column;
import dev.leat.type.Type;
import java.net.ServerSocket;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.HashMap;
import java.util.Map;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

/** Servers that are not there, go away, or are not what they should be. */
class PostgresFailureTest {
    private static PostgresDatabase database;
    private static Reading reading;

    @BeforeAll
    static void start() throws SQLException {
        database = PostgresServer.database(PostgresFailureTest.class);
        reading = Reading.of(database);
    }

    private static void refused(Outcome outcome, int exitCode, String... words) {
        assertThat(outcome.exitCode()).as(outcome.errorText()).isEqualTo(exitCode);
        assertThat(outcome.errorText()).contains(words).doesNotContain(Roles.PASSWORD);
    }

    @Test
    void aWrongPasswordIsTheUsersToMend() throws Exception {
        Map<String, Object> login = new HashMap<>(Roles.login(database, "wrong"));
        assertThat(new Reading(login).discovery().exitCode()).isZero();
        login.put("password", Roles.PASSWORD + "x");
        refused(new Reading(login).discovery(), 2, "password", (String) login.get("user"), database.name());
        login.remove("password");
        refused(new Reading(login).discovery(), 2, "password");
    }

    @Test
    void anUnknownDatabaseIsTheUsersToMend() throws Exception {
        refused(reading.with("database", "no such one").discovery(), 2, "\"no such one\"", "\"database\"");
    }

    @Test
    void wrongOptionsOfTheDriverAreTheUsersToMend() throws Exception {
        database.execute("CREATE TABLE kept AS SELECT 1 AS id");
        StreamChoice kept = reading.table("kept");
        for (String[] wrong : new String[][] {
            {"sslmodee", "require", "the JDBC driver has no property \"sslmodee\"; did you mean \"sslmode\"?"},
            {"socketTimeout", "soon", "socketTimeout"},
            {"prepareThreshold", "often", "prepareThreshold"},
            {"connectTimeout", "5", "has \"connectTimeout\", which Leat decides itself"},
        }) {
            Map<String, Object> options = Map.of(wrong[0], wrong[1]);
            refused(reading.with("options", options).read(kept), 2, "\"options\"", wrong[2]);
            Map<String, Object> config = new HashMap<>(database.settings());
            config.put("options", options);
            refused(new Loading(database, config).write(kept.replace()), 2, "\"options\"", wrong[2]);
        }
        assertThat(Loading.into(database).query("SELECT id FROM kept")).isEqualTo("1");
    }

    @Test
    void oldServersAreRefused() {
        for (String old : new String[] {"12.22 (Debian 12.22-1.pgdg120+1)", "9.6.24", "8.0.2"}) {
            int major = Integer.parseInt(old.substring(0, old.indexOf('.')));
            assertThatThrownBy(() -> PostgresSession.check(major, old, "database \"d\" on h:5432"))
                    .isInstanceOf(ConnectorException.class)
                    .hasMessage("cannot use the database \"d\" on h:5432: its server is PostgreSQL " + old
                            + ", which is too old; Leat needs PostgreSQL 13 or newer: upgrade it")
                    .extracting(refused -> ((ConnectorException) refused).kind())
                    .isEqualTo(ConnectorException.Kind.CONFIG);
        }
        PostgresSession.check(13, "13.22", "here");
        PostgresSession.check(18, "18beta1", "here");
    }

    /** Larger than the heap: it is refused before it is loaded, and the other stream comes all the same. */
    @Test
    void aValueBeyondTheHeapIsADataError() throws Exception {
        database.execute("CREATE TABLE huge (id int PRIMARY KEY, b bytea, t text);"
                + " INSERT INTO huge VALUES (1, 'small', 'small'), (2, NULL, repeat('x', 200000000));"
                + " CREATE TABLE first_huge (b bytea); INSERT INTO first_huge VALUES (repeat('x', 90000000)::bytea);"
                + " CREATE TABLE other AS SELECT 1 AS id");
        StreamChoice huge = reading.table("huge").incremental("id", true);
        StreamChoice first = reading.table("first_huge");
        StreamChoice other = reading.table("other");
        Outcome outcome = ConnectorUnderTest.command(ConnectorUnderTest.java(PostgresConnector.class, "-Xmx64m")
                        .toArray(String[]::new))
                .with("LEAT_LINE_BYTES_MAX", "8388608")
                .invoke("read")
                .config(reading.config())
                .catalog(StreamChoice.catalog(huge, first, other))
                .run();
        refused(
                outcome,
                4,
                "stream \"public.huge\", id = 2, column \"t\" or one after it: the row has 200000006 bytes, and may have ",
                "stream \"public.first_huge\", column \"b\" or one after it: the row has 180000004 bytes, and may have ",
                " as a line; leave its large columns out, or raise LEAT_LINE_BYTES_MAX");
        assertThat(outcome.rows(huge.stream())).hasSize(1);
        assertThat(outcome.statuses(huge.stream())).last().hasToString("INCOMPLETE");
        assertThat(outcome.rows(first.stream())).isEmpty();
        assertThat(outcome.statuses(other.stream())).last().hasToString("COMPLETE");
        assertThat(outcome.rows(other.stream())).hasSize(1);
    }

    /** The server shows bytes as twice as many, and at most a gigabyte. What it says then, from PostgreSQL 15. */
    @Test
    void whatTheServerCannotSendIsADataError() {
        for (String[] said : new String[][] {
            {"XX000", "invalid memory alloc request size 1200000003"},
            {"54000", "string buffer exceeds maximum allowed length (1073741823 bytes)"}
        }) {
            SQLException e = new SQLException(said[1], said[0]);
            ConnectorException sorted = PostgresFailure.of("stream \"s\" cannot be read to its end: ", e);
            assertThat(sorted.kind()).isEqualTo(ConnectorException.Kind.DATA);
            assertThat(sorted).hasMessageContainingAll("stream \"s\"", said[1], "leave the stream's large columns out");
        }
    }

    @Test
    void aServerThatIsDownMayComeBack() throws Exception {
        int port;
        try (ServerSocket free = new ServerSocket(0)) {
            port = free.getLocalPort();
        }
        refused(reading.with("host", "127.0.0.1").with("port", port).discovery(), 3, "127.0.0.1:" + port, "\"port\"");
        refused(reading.with("host", "no-such-host.invalid").discovery(), 3, "no-such-host.invalid", "\"host\"");
    }

    @Test
    void aServerThatDoesNotAnswerIsNotWaitedForLong() throws Exception {
        try (ServerSocket silent = new ServerSocket(0)) {
            refused(
                    reading.with("host", "127.0.0.1")
                            .with("port", silent.getLocalPort())
                            .with("connect_timeout_seconds", 1)
                            .discovery(),
                    3,
                    "127.0.0.1:" + silent.getLocalPort(),
                    "within 1 s");
        }
    }

    @Test
    void tlsThatTheServerHasNotIsTheUsersToMend() throws Exception {
        try (Connection connection = database.connect();
                Statement statement = connection.createStatement();
                ResultSet ssl = statement.executeQuery("SHOW ssl")) {
            ssl.next();
            if (ssl.getString(1).equals("off")) {
                refused(reading.with("sslmode", "require").discovery(), 2, "SSL", "\"sslmode\" (now \"require\")");
            }
        }
    }

    @Test
    void certificatesThatAreNotThereAreNamed() throws Exception {
        refused(
                reading.with("sslmode", "verify-full")
                        .with("sslrootcert", "/no/such/file.pem")
                        .discovery(),
                2,
                "sslmode");
    }

    /** The reader of our output is slow, the server goes away: what was sent stays, the stream is not complete. */
    @Test
    void aLostConnectionIsTransient() throws Exception {
        database.execute("CREATE TABLE long AS SELECT g AS id, repeat('x', 500) AS t FROM generate_series(1, 100000) g;"
                + " ALTER TABLE long ADD PRIMARY KEY (id)");
        StreamChoice stream = reading.table("long").incremental("id", true);
        try (LiveRun run = reading.reading(stream).startUnheard()) {
            run.closeInput();
            assertThat(terminated("leat source", "ClientWrite")).isTrue();
            Outcome outcome = run.awaitExit();
            refused(outcome, 3, "public.long", "Run again");
            assertThat(outcome.rows(stream.stream()).size()).isBetween(1, 99_999);
            assertThat(outcome.statuses(stream.stream()).getLast().name()).isEqualTo("INCOMPLETE");
            Outcome rest = reading.resume(outcome, stream);
            assertThat(rest.exitCode()).isZero();
            assertThat(outcome.rows(stream.stream()).size()
                            + rest.rows(stream.stream()).size())
                    .isEqualTo(100_000);
        }
    }

    @Test
    void aConnectionLostWhileWritingLeavesTheOldRows() throws Exception {
        database.execute("CREATE TABLE replaced AS SELECT 1 AS id, 'old' AS t");
        StreamChoice choice = Loading.stream("replaced", Column.of("id", Type.INT32), Column.of("t", Type.TEXT))
                .withoutTechnicalColumns()
                .replace();
        Feed first = new Feed();
        for (int i = 0; i < 1000; i++) {
            first.row(choice.stream(), "{\"id\":" + i + ",\"t\":\"" + "new".repeat(100) + "\"}");
        }
        Loading loading = Loading.into(database);
        try (LiveRun run = loading.writing(choice).start()) {
            run.send(first).awaitSent();
            assertThat(terminated("leat destination", "ClientRead")).isTrue();
            Feed rest = new Feed().row(choice.stream(), "{\"id\":-1}").complete(choice.stream());
            Outcome outcome = run.send(rest).closeInput().awaitExit();
            refused(outcome, 3, "public.replaced", "connection", "Run again");
        }
        assertThat(loading.query("SELECT t FROM replaced")).isEqualTo("old");
        loading.deliver(choice, "{\"id\":-1,\"t\":\"new\"}");
        assertThat(loading.query("SELECT t FROM replaced")).isEqualTo("new");
    }

    @Test
    void whoWritesIsToldTheSame() throws Exception {
        Map<String, Object> login = new HashMap<>(Roles.login(database, "writer"));
        StreamChoice choice = Loading.stream("t", Column.of("id", Type.INT32));
        for (String[] bad : new String[][] {
            {"password", "wrong", "2", "refuses the password"},
            {"database", "no such one", "2", "no such database"},
            {"host", "no-such-host.invalid", "3", "no host is known by that name"},
            {"port", "1", "3", "nothing listens there"},
        }) {
            Map<String, Object> config = new HashMap<>(login);
            config.put(bad[0], bad[0].equals("port") ? (Object) 1 : bad[1]);
            Loading loading = new Loading(database, config);
            refused(loading.write(choice), Integer.parseInt(bad[2]), "\"" + bad[0] + "\"", bad[3]);
        }
    }

    /** Ends the session that waits so for us while it copies rows; false if none came to that within a minute. */
    private static boolean terminated(String application, String waiting) throws Exception {
        try (Connection connection = database.connect();
                Statement statement = connection.createStatement()) {
            for (int i = 0; i < 600; i++) {
                try (ResultSet row = statement.executeQuery("SELECT pg_sleep(0.1), pg_terminate_backend(pid)"
                        + " FROM pg_stat_activity WHERE datname = current_database() AND application_name = '"
                        + application + "' AND query LIKE 'COPY%' AND wait_event = '" + waiting + "'")) {
                    if (row.next()) {
                        return true;
                    }
                }
            }
            return false;
        }
    }

    @Test
    void bytesThatAreNoTextAreRefused() throws Exception {
        String name = database.name() + "_ascii";
        database.execute("CREATE DATABASE " + name + " TEMPLATE template0 ENCODING 'SQL_ASCII' LOCALE 'C'");
        PostgresDatabase ascii =
                new PostgresDatabase(database.host(), database.port(), name, database.user(), database.password());
        ascii.execute("CREATE TABLE raw (id int PRIMARY KEY, t text);"
                + " INSERT INTO raw VALUES (1, 'grün'), (7, convert_from('\\x4772fc6e', 'SQL_ASCII'))");
        StreamChoice stream = Reading.of(ascii).table("raw").incremental("id", true);
        Outcome outcome = Reading.of(ascii).read(stream);
        refused(outcome, 4, "public.raw", "UTF8", "0xfc");
        assertThat(Reading.column(outcome, stream, "t")).containsExactly("\"grün\"");
    }

    @Test
    void otherEncodingsAreConverted() throws Exception {
        String name = database.name() + "_euc";
        database.execute("CREATE DATABASE " + name + " TEMPLATE template0 ENCODING 'EUC_JP' LOCALE 'C'");
        PostgresDatabase japanese =
                new PostgresDatabase(database.host(), database.port(), name, database.user(), database.password());
        japanese.execute("CREATE TABLE \"表\" (\"列\" text PRIMARY KEY); INSERT INTO \"表\" VALUES ('日本')");
        Reading there = Reading.of(japanese);
        StreamChoice stream = there.table("表");
        assertThat(Reading.column(there.read(stream), stream, "列")).containsExactly("\"日本\"");
        refused(there.read(stream.incremental("列", true)), 2, "EUC_JP", "\"列\"");
        assertThat(stream.schema().incremental())
                .as("there is no other column to order by")
                .isFalse();
    }
}
