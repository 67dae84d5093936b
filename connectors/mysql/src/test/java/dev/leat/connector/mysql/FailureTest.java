package dev.leat.connector.mysql;

import static org.assertj.core.api.Assertions.assertThat;

import dev.leat.protocol.ConnectorException;
import dev.leat.protocol.Json;
import dev.leat.protocol.Message;
import dev.leat.testkit.ConnectorUnderTest;
import dev.leat.testkit.Feed;
import dev.leat.testkit.LiveRun;
import dev.leat.testkit.MysqlServer;
import dev.leat.testkit.Outcome;
import dev.leat.testkit.StreamChoice;
import dev.leat.type.Column;
import dev.leat.type.Type;
import java.sql.SQLException;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** What goes wrong, and what is said then. */
class FailureTest {
    private static final StreamChoice NOTES =
            Trial.stream("notes", Column.required("id", Type.INT64), Column.of("text", Type.TEXT));

    private static String row(int id) {
        return "{\"id\":" + id + ",\"text\":\"x\"}";
    }

    private static String checked(Trial trial) throws Exception {
        Outcome outcome =
                Databases.CONNECTOR.invoke("check").config(trial.config()).run();
        return outcome.lines().stream()
                .flatMap(line -> line.message().stream())
                .filter(Message.ConnectionStatus.class::isInstance)
                .map(message -> String.valueOf(((Message.ConnectionStatus) message).message()))
                .findFirst()
                .orElseThrow();
    }

    @ParameterizedTest
    @EnumSource
    void whatIsMissingIsNamed(MysqlServer flavour) throws Exception {
        Trial trial = Trial.on(flavour, FailureTest.class);
        assertThat(checked(trial.with("host", "no-such-host.invalid"))).contains("no-such-host.invalid", "\"host\"");
        assertThat(checked(trial.with("user", "nobody"))).contains("\"user\"", "nobody");
        assertThat(checked(trial.with("databases", java.util.List.of("no_such_one"))))
                .contains("\"databases\"", "no_such_one");
        assertThat(checked(trial.with("options", Map.of("useSSLL", "true")))).contains("useSSLL");
        assertThat(checked(trial.with("options", Map.of("connectionAttributes", "a:b", "useCompression", "maybe"))))
                .contains("options", "useCompression");
    }

    /** Whoever reads or writes with them is told the same as by {@code check}, and nothing has happened. */
    @ParameterizedTest
    @EnumSource
    void wrongOptionsOfTheDriverEndTheRun(MysqlServer flavour) throws Exception {
        Trial trial = Trial.on(flavour, FailureTest.class);
        trial.execute("CREATE TABLE kept (id BIGINT PRIMARY KEY); INSERT INTO kept VALUES (1)");
        StreamChoice kept = trial.table("kept");
        Trial unknown = trial.with("options", Map.of("useCompresion", "true"));
        String said = "\"options\": the driver has no property \"useCompresion\"; did you mean \"useCompression\"?";
        assertThat(unknown.refused(2, NOTES, row(1))).contains(said);
        for (String[] wrong :
                new String[][] {{"useCompression", "maybe"}, {"socketTimeout", "soon"}, {"serverTimezone", "itself"}}) {
            // The last one is set under another of its names.
            Trial misled = trial.with("options", Map.of(wrong[0], wrong[1]));
            assertThat(misled.refused(2, NOTES, row(1))).contains("options\"", wrong[0], wrong[1]);
            Outcome read = misled.read(kept);
            assertThat(read.exitCode()).as(Trial.story(read)).isEqualTo(2);
            assertThat(read.errorText()).contains("options\"", wrong[0], wrong[1]);
        }
        Outcome read = unknown.read(kept);
        assertThat(read.exitCode()).as(Trial.story(read)).isEqualTo(2);
        assertThat(read.errorText()).contains(said);
        assertThat(trial.query("SHOW TABLES")).isEqualTo("kept");
    }

    @ParameterizedTest
    @EnumSource
    void missingPrivilegesAreNamedWithTheirGrant(MysqlServer flavour) throws Exception {
        Trial trial = Trial.on(flavour, FailureTest.class);
        trial.execute("CREATE TABLE notes (id BIGINT, text LONGTEXT)");
        Trial reader = trial.as("SELECT");
        String user = (String) reader.config().get("user");
        assertThat(reader.refused(2, NOTES.withoutTechnicalColumns(), row(1))).contains("INSERT", "GRANT", user);
        assertThat(reader.refused(2, NOTES.renamed("fresh"), row(1))).contains("CREATE", "GRANT", user);
        assertThat(checked(reader.with("database", "mysql"))).contains("mysql", "GRANT SELECT");
    }

    @ParameterizedTest
    @EnumSource
    void aSecondRunIsRefusedWhileTheFirstWrites(MysqlServer flavour) throws Exception {
        Trial trial = Trial.on(flavour, FailureTest.class);
        try (LiveRun first = trial.writing(NOTES).start()) {
            first.send(new Feed()
                    .row(NOTES.stream(), row(1))
                    .state(NOTES.stream(), Json.object())
                    .complete(NOTES.stream()));
            first.awaitState("the first run's rows to be in");
            assertThat(trial.refused(3, NOTES, row(2))).contains("notes", "another run", "connection ");
            first.closeInput();
            assertThat(first.awaitExit().exitCode()).isZero();
        }
        assertThat(trial.query("SELECT id FROM notes")).isEqualTo("1");
    }

    /** The server ends the connection in the middle: a retry may help, and nothing of it stays. */
    @ParameterizedTest
    @EnumSource
    void aLostConnectionIsTransient(MysqlServer flavour) throws Exception {
        Trial trial = Trial.on(flavour, FailureTest.class);
        Outcome outcome;
        try (LiveRun run = trial.writing(NOTES).start()) {
            run.send(new Feed().row(NOTES.stream(), row(1)).state(NOTES.stream(), Json.object()));
            String sessions = "SELECT id FROM information_schema.processlist WHERE db = database() AND id <>"
                    + " connection_id() AND command = 'Sleep'";
            String open = trial.query(sessions);
            while (open.isEmpty() || !trial.query("SHOW TABLES").contains("notes")) {
                open = trial.query(sessions);
            }
            for (String id : open.split("\n", -1)) {
                trial.execute("KILL " + id);
            }
            run.send(new Feed().row(NOTES.stream(), row(2)).complete(NOTES.stream()))
                    .closeInput();
            outcome = run.awaitExit();
        }
        assertThat(outcome.exitCode()).as(Trial.story(outcome)).isEqualTo(3);
        assertThat(outcome.errorText()).contains("Run again");
        trial.deliver(NOTES, row(1), row(2));
        assertThat(trial.query("SELECT count(*) FROM notes")).isEqualTo("2");
    }

    /** Somebody holds the rows that are to be replaced: that passes. */
    @ParameterizedTest
    @EnumSource
    void aLockThatIsNotGivenIsTransient(MysqlServer flavour) throws Exception {
        Trial trial = Trial.on(flavour, FailureTest.class);
        trial.execute("CREATE TABLE seen (id BIGINT NOT NULL PRIMARY KEY); INSERT INTO seen VALUES (1)");
        trial.execute("SET GLOBAL innodb_lock_wait_timeout = 1");
        try (Trial.Session holder = trial.begin("SELECT * FROM seen FOR UPDATE")) {
            assertThat(holder.connection().isValid(1)).isTrue();
            StreamChoice choice =
                    Trial.stream("seen", Column.required("id", Type.INT64)).withoutTechnicalColumns();
            assertThat(trial.refused(3, choice, "{\"id\":1}")).contains("seen", "Lock wait timeout");
        } finally {
            trial.execute("SET GLOBAL innodb_lock_wait_timeout = 50");
        }
    }

    @ParameterizedTest
    @EnumSource
    void aTextOverTheLineLimitIsADataError(MysqlServer flavour) throws Exception {
        Trial trial = Trial.on(flavour, FailureTest.class);
        trial.execute("CREATE TABLE lobs (id INT PRIMARY KEY, t LONGTEXT); INSERT INTO lobs VALUES (1, 'small'),"
                + " (2, repeat('x', 200000))");
        StreamChoice stream = trial.table("lobs");
        Outcome outcome = Databases.CONNECTOR
                .with("LEAT_LINE_BYTES_MAX", "65536")
                .invoke("read")
                .config(trial.config())
                .catalog(StreamChoice.catalog(stream))
                .run();
        assertThat(outcome.exitCode()).as(Trial.story(outcome)).isEqualTo(4);
        assertThat(outcome.errorText())
                .contains(
                        "stream \"" + stream.stream() + "\", id = 2: the row takes 200",
                        "as a line, the limit is 65536; the most of it is the column \"t\"; leave its large columns out, or"
                                + " raise LEAT_LINE_BYTES_MAX");
        assertThat(outcome.rows(stream.stream())).hasSize(1);
    }

    /** Four times as large as the heap: it is refused before the driver has loaded it. What follows is another run's. */
    @ParameterizedTest
    @EnumSource
    void aValueBeyondTheHeapIsADataError(MysqlServer flavour) throws Exception {
        Trial trial = Trial.on(flavour, FailureTest.class);
        for (String type : new String[] {"LONGTEXT", "LONGBLOB"}) {
            int before = type.equals("LONGTEXT") ? 1 : 0;
            trial.execute("CREATE TABLE huge_" + type + " (id INT PRIMARY KEY, t " + type + "); INSERT INTO huge_"
                    + type + " VALUES (1, 'small'), (2, repeat('x', 256 * 1024 * 1024)); DELETE FROM huge_" + type
                    + " WHERE id <= " + (1 - before));
            StreamChoice stream = trial.table("huge_" + type);
            Outcome outcome = ConnectorUnderTest.command(ConnectorUnderTest.java(MysqlConnector.class, "-Xmx64m")
                            .toArray(String[]::new))
                    .with("LEAT_LINE_BYTES_MAX", "8388608")
                    .invoke("read")
                    .config(trial.config())
                    .catalog(StreamChoice.catalog(stream))
                    .run();
            assertThat(outcome.exitCode()).as(Trial.story(outcome)).isEqualTo(4);
            assertThat(outcome.errorText())
                    .contains(
                            "stream \"" + stream.stream() + "\", row " + (before + 1)
                                    + " of this read: it has more than ",
                            "bytes, and was not loaded; leave its large columns (\"t\") out, or raise"
                                    + " LEAT_LINE_BYTES_MAX");
            assertThat(outcome.rows(stream.stream())).hasSize(before);
            assertThat(outcome.statuses(stream.stream())).last().hasToString("INCOMPLETE");
        }
    }

    /** What these servers will not do for a test. */
    @Test
    void errorsOfBothServersAreSorted() {
        MysqlFailure failures = new MysqlFailure(new MysqlConfig(
                "h", 3306, "d", "u", "p", null, "preferred", 1, null, 0, 0, null, null, null, Map.of()));
        Object[][] cases = {
            {1290, "HY000", ConnectorException.Kind.CONFIG, "replicas"},
            {1836, "HY000", ConnectorException.Kind.CONFIG, "read_only"},
            {1213, "40001", ConnectorException.Kind.TRANSIENT, "Run again"},
            {1205, "HY000", ConnectorException.Kind.TRANSIENT, "let it end"},
            {1153, "08S01", ConnectorException.Kind.DATA, "max_allowed_packet"},
            {3750, "HY000", ConnectorException.Kind.CONFIG, "sql_require_primary_key"},
            {1665, "HY000", ConnectorException.Kind.CONFIG, "binlog_format"},
            {0, "08S01", ConnectorException.Kind.TRANSIENT, "Run again"},
            {1064, "42000", ConnectorException.Kind.INTERNAL, "1064"},
        };
        for (Object[] one : cases) {
            SQLException said = new SQLException("said", (String) one[1], (Integer) one[0]);
            ConnectorException sorted = failures.of(said, "try");
            assertThat(sorted.kind()).as("error %s", one[0]).isEqualTo(one[2]);
            assertThat(sorted.getMessage()).contains("cannot try in the database \"d\" on h:3306", (String) one[3]);
        }
    }
}
