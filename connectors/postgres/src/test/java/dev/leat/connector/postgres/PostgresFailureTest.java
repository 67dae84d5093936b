package dev.leat.connector.postgres;

import static org.assertj.core.api.Assertions.assertThat;

import dev.leat.testkit.LiveRun;
import dev.leat.testkit.Outcome;
import dev.leat.testkit.PostgresDatabase;
import dev.leat.testkit.PostgresServer;
import dev.leat.testkit.StreamChoice;
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
            assertThat(terminated()).isTrue();
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

    /** Ends the reader's session once it is sending rows; false if none came to that within a minute. */
    private static boolean terminated() throws Exception {
        try (Connection connection = database.connect();
                Statement statement = connection.createStatement()) {
            for (int i = 0; i < 600; i++) {
                try (ResultSet row = statement.executeQuery("SELECT pg_sleep(0.1), pg_terminate_backend(pid)"
                        + " FROM pg_stat_activity WHERE datname = current_database() AND application_name ="
                        + " 'leat source' AND query LIKE 'COPY%' AND wait_event = 'ClientWrite'")) {
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
