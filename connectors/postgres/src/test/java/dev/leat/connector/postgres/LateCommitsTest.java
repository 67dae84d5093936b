package dev.leat.connector.postgres;

import static org.assertj.core.api.Assertions.assertThat;

import dev.leat.protocol.Message.Log.Level;
import dev.leat.testkit.LiveRun;
import dev.leat.testkit.Outcome;
import dev.leat.testkit.PostgresDatabase;
import dev.leat.testkit.PostgresServer;
import dev.leat.testkit.StreamChoice;
import java.sql.Connection;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.List;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

/** Two sessions: one takes its RID early and commits late. No row may be passed over. */
class LateCommitsTest {
    private static PostgresDatabase database;

    @BeforeAll
    static void start() throws SQLException {
        database = PostgresServer.database(LateCommitsTest.class);
    }

    /** A session that has begun a transaction. */
    private record Session(Connection connection) implements AutoCloseable {
        static Session begin(String... statements) throws SQLException {
            Session session = new Session(database.connect());
            session.connection.setAutoCommit(false);
            return session.run(statements);
        }

        Session run(String... statements) throws SQLException {
            try (Statement statement = connection.createStatement()) {
                for (String sql : statements) {
                    statement.execute(sql);
                }
            }
            return this;
        }

        void commit() throws SQLException {
            connection.commit();
        }

        @Override
        public void close() throws SQLException {
            connection.rollback();
            connection.close();
        }
    }

    private static Reading patient() {
        return Reading.of(database).with("late_commit_wait_seconds", 60);
    }

    private static Reading impatient() {
        return Reading.of(database).with("late_commit_wait_seconds", 0);
    }

    private static Outcome completed(Outcome outcome) {
        assertThat(outcome.exitCode()).as(outcome.errorText()).isZero();
        return outcome;
    }

    /** Reads while the late session is open, commits it once the reader says that it waits, and expects these rows. */
    private static void waitsFor(Session late, StreamChoice stream, String... labels) throws Exception {
        try (LiveRun run = patient().reading(stream).start()) {
            run.closeInput();
            run.await("the reader to wait", line -> line.text().contains("waiting up to 60 s for transactions"));
            late.commit();
            Outcome outcome = completed(run.awaitExit());
            assertThat(Reading.column(outcome, stream, "label")).containsExactly(labels);
        }
    }

    @Test
    void aSerialTakenEarlyIsWaitedFor() throws Exception {
        database.execute("CREATE TABLE serials (id serial PRIMARY KEY, label text)");
        StreamChoice stream = Reading.of(database).table("serials").incremental("id", true);
        try (Session late = Session.begin("INSERT INTO serials (label) VALUES ('late')")) {
            database.execute("INSERT INTO serials (label) VALUES ('soon')");
            waitsFor(late, stream, "\"late\"", "\"soon\"");
        }
    }

    @Test
    void anIdentityTakenEarlyIsWaitedFor() throws Exception {
        database.execute("CREATE TABLE identities (id bigint GENERATED ALWAYS AS IDENTITY PRIMARY KEY, label text)");
        StreamChoice stream = Reading.of(database).table("identities").incremental("id", true);
        try (Session late = Session.begin("INSERT INTO identities (label) VALUES ('late')")) {
            database.execute("INSERT INTO identities (label) VALUES ('soon')");
            waitsFor(late, stream, "\"late\"", "\"soon\"");
        }
    }

    /** The number is drawn before our begin and used after it: only the sequence tells, the table is not touched yet. */
    @Test
    void aNumberDrawnAndNotYetUsedIsWaitedFor() throws Exception {
        database.execute("CREATE SEQUENCE shared; CREATE TABLE drawn (id bigint DEFAULT nextval('shared') PRIMARY KEY,"
                + " label text)");
        StreamChoice stream = Reading.of(database).table("drawn").incremental("id", true);
        try (Session late = Session.begin("SELECT nextval('shared')")) {
            database.execute("INSERT INTO drawn (label) VALUES ('soon')");
            try (LiveRun run = patient().reading(stream).start()) {
                run.closeInput();
                run.await("the reader to wait", line -> line.text().contains("waiting up to 60 s"));
                late.run("INSERT INTO drawn VALUES (1, 'late')").commit();
                Outcome outcome = completed(run.awaitExit());
                assertThat(Reading.column(outcome, stream, "label")).containsExactly("\"late\"", "\"soon\"");
            }
        }
    }

    /** Hibernate's way: the column has no default, its sequence belongs to nobody. */
    @Test
    void aNumberFromASequenceThatNoColumnNamesIsWaitedFor() throws Exception {
        database.execute("CREATE SEQUENCE free_seq; CREATE TABLE assigned (id bigint PRIMARY KEY, label text)");
        StreamChoice stream = Reading.of(database).table("assigned").incremental("id", true);
        try (Session late = Session.begin("SELECT nextval('free_seq')")) {
            database.execute("INSERT INTO assigned VALUES (nextval('free_seq'), 'soon')");
            Outcome outcome = impatient().read(stream);
            assertThat(outcome.exitCode()).isEqualTo(3);
            late.run("INSERT INTO assigned VALUES (1, 'late')").commit();
            outcome = completed(impatient().read(stream));
            assertThat(Reading.column(outcome, stream, "label")).containsExactly("\"late\"", "\"soon\"");
        }
    }

    @Test
    void whatDoesNotEndIsNamedAndNothingIsRead() throws Exception {
        database.execute("CREATE TABLE held (id serial PRIMARY KEY, label text); CREATE TABLE other AS SELECT 1 AS x");
        StreamChoice stream = Reading.of(database).table("held").incremental("id", true);
        try (Session late =
                Session.begin("SET application_name = 'nightly batch'", "INSERT INTO held (label) VALUES ('late')")) {
            database.execute("INSERT INTO held (label) VALUES ('soon')");
            StreamChoice other = Reading.of(database).table("other");
            Outcome outcome = impatient().read(stream, other);
            assertThat(outcome.exitCode()).isEqualTo(3);
            assertThat(outcome.rows(stream.stream())).isEmpty();
            assertThat(outcome.rows(other.stream()))
                    .as("one stream's trouble is not another's")
                    .hasSize(1);
            assertThat(outcome.errorText())
                    .contains("\"public.held\"", "nightly batch", "pg_terminate_backend", "late_commit_wait_seconds")
                    .containsPattern("pid \\d+ \\(user \"" + database.user() + "\"");
            late.commit();
            assertThat(Reading.column(completed(impatient().read(stream)), stream, "label"))
                    .containsExactly("\"late\"", "\"soon\"");
        }
    }

    @Test
    void aLongReaderBlocksNobody() throws Exception {
        database.execute("CREATE TABLE quiet (id serial PRIMARY KEY, label text);"
                + " INSERT INTO quiet (label) VALUES ('a'), ('b'); CREATE TABLE elsewhere (id serial, x int)");
        StreamChoice stream = Reading.of(database).table("quiet").incremental("id", true);
        try (Session reader = Session.begin("SELECT count(*) FROM quiet");
                Session writer = Session.begin("INSERT INTO elsewhere (x) VALUES (1)")) {
            assertThat(Reading.column(completed(impatient().read(stream)), stream, "label"))
                    .containsExactly("\"a\"", "\"b\"");
            reader.commit();
            writer.commit();
        }
    }

    @Test
    void anIdleTableNeedsNoWait() throws Exception {
        database.execute(
                "CREATE TABLE idle (id serial PRIMARY KEY, label text); INSERT INTO idle (label) VALUES ('a')");
        StreamChoice stream = Reading.of(database).table("idle").incremental("id", true);
        Outcome first = completed(impatient().read(stream));
        try (Session late = Session.begin("INSERT INTO idle (label) VALUES ('late')")) {
            assertThat(completed(impatient().resume(first, stream)).rows(stream.stream()))
                    .as("what is not committed has greater numbers than all that was read")
                    .isEmpty();
            late.commit();
        }
        assertThat(Reading.column(completed(impatient().resume(first, stream)), stream, "label"))
                .containsExactly("\"late\"");
    }

    @Test
    void aTimeTakenEarlyIsWaitedFor() throws Exception {
        database.execute("CREATE TABLE times (at timestamptz DEFAULT now(), label text)");
        StreamChoice stream = Reading.of(database).table("times").incremental("at", false);
        try (Session late = Session.begin("SELECT 1")) {
            database.execute("INSERT INTO times (label) VALUES ('soon')");
            try (LiveRun run = patient().reading(stream).start()) {
                run.closeInput();
                run.await("the reader to wait", line -> line.text().contains("waiting up to 60 s"));
                late.run("INSERT INTO times (label) VALUES ('late')").commit();
                Outcome outcome = completed(run.awaitExit());
                assertThat(Reading.column(outcome, stream, "label")).containsExactly("\"late\"", "\"soon\"");
            }
        }
    }

    @Test
    void timesAreReadUpToTheOldestTransactionThatDoesNotEnd() throws Exception {
        database.execute("CREATE TABLE upto (at timestamptz DEFAULT now(), label text);"
                + " INSERT INTO upto (label) VALUES ('before')");
        StreamChoice stream = Reading.of(database).table("upto").incremental("at", false);
        try (Session late = Session.begin("SET application_name = 'slow report'")) {
            database.execute("INSERT INTO upto (label) VALUES ('soon')");
            Outcome first = completed(impatient().read(stream));
            assertThat(Reading.column(first, stream, "label")).containsExactly("\"before\"");
            assertThat(Reading.logs(first, Level.WARN))
                    .contains("\"public.upto\"", "slow report", "left to the next run");
            late.run("INSERT INTO upto (label) VALUES ('late')").commit();
            Outcome second = completed(impatient().resume(first, stream));
            assertThat(Reading.column(second, stream, "label"))
                    .as("the boundary row comes again, for others may share its time")
                    .containsExactly("\"before\"", "\"late\"", "\"soon\"");
        }
    }

    /** A time on some wall may be that of a writer in another zone. */
    @Test
    void timesWithoutZoneAreHeldBackForAnyZone() throws Exception {
        database.execute("CREATE TABLE walls (at timestamp DEFAULT now(), label text);"
                + " SET timezone = 'Pacific/Kiritimati'; INSERT INTO walls (label) VALUES ('ahead')");
        StreamChoice stream = Reading.of(database).table("walls").incremental("at", false);
        try (Session late = Session.begin("SET timezone = 'Etc/GMT+12'")) {
            Outcome first = completed(impatient().read(stream));
            assertThat(first.rows(stream.stream())).isEmpty();
            late.run("INSERT INTO walls (label) VALUES ('behind')").commit();
            assertThat(Reading.column(completed(impatient().read(stream)), stream, "label"))
                    .containsExactly("\"behind\"", "\"ahead\"");
        }
    }

    @Test
    void oldTimesWaitForNobody() throws Exception {
        database.execute(
                "CREATE TABLE past (at timestamptz, label text); INSERT INTO past VALUES ('2026-01-01', 'old')");
        StreamChoice stream = Reading.of(database).table("past").incremental("at", false);
        try (Session late = Session.begin("SELECT 1")) {
            Outcome outcome = completed(impatient().read(stream));
            assertThat(Reading.column(outcome, stream, "label")).containsExactly("\"old\"");
            assertThat(Reading.logs(outcome, Level.WARN)).isEmpty();
            late.commit();
        }
    }

    @Test
    void preparedTransactionsCount() throws Exception {
        database.execute("CREATE TABLE prepared (id serial PRIMARY KEY, at timestamptz DEFAULT now(), label text)");
        StreamChoice table = Reading.of(database).table("prepared");
        String gid = database.name() + "_gid";
        try (Session late =
                Session.begin("INSERT INTO prepared (label) VALUES ('late')", "PREPARE TRANSACTION '" + gid + "'")) {
            database.execute("INSERT INTO prepared (label) VALUES ('soon')");
            for (StreamChoice stream : List.of(table.incremental("id", true), table.incremental("at", false))) {
                Outcome outcome = impatient().read(stream);
                assertThat(outcome.exitCode()).isEqualTo(3);
                assertThat(outcome.errorText()).contains(gid, "COMMIT PREPARED");
            }
        } finally {
            database.execute("COMMIT PREPARED '" + gid + "'");
        }
        for (StreamChoice stream : List.of(table.incremental("id", true), table.incremental("at", false))) {
            assertThat(Reading.column(completed(impatient().read(stream)), stream, "label"))
                    .containsExactly("\"late\"", "\"soon\"");
        }
    }

    /** It changes its number when it is prepared, and must not be lost from sight by that. */
    @Test
    void aTransactionThatIsPreparedWhileWaitedForCounts() throws Exception {
        database.execute("CREATE TABLE becoming (id serial PRIMARY KEY, label text)");
        StreamChoice stream = Reading.of(database).table("becoming").incremental("id", true);
        String gid = database.name() + "_becoming";
        try (Session late = Session.begin("INSERT INTO becoming (label) VALUES ('late')")) {
            database.execute("INSERT INTO becoming (label) VALUES ('soon')");
            try (LiveRun run = patient().reading(stream).start()) {
                run.closeInput();
                run.await("the reader to wait", line -> line.text().contains("waiting up to 60 s"));
                late.run("PREPARE TRANSACTION '" + gid + "'");
                database.execute("COMMIT PREPARED '" + gid + "'");
                assertThat(Reading.column(completed(run.awaitExit()), stream, "label"))
                        .containsExactly("\"late\"", "\"soon\"");
            }
        }
    }

    @Test
    void partitionsCount() throws Exception {
        database.execute("CREATE TABLE parts (id bigserial, k int, label text) PARTITION BY LIST (k);"
                + " CREATE TABLE parts_1 PARTITION OF parts FOR VALUES IN (1);"
                + " CREATE TABLE parts_2 PARTITION OF parts FOR VALUES IN (2)");
        StreamChoice stream = Reading.of(database).table("parts").incremental("id", false);
        try (Session late = Session.begin("INSERT INTO parts_1 VALUES (1, 1, 'late')")) {
            database.execute("INSERT INTO parts VALUES (2, 2, 'soon')");
            waitsFor(late, stream, "\"late\"", "\"soon\"");
        }
    }

    @Test
    void behindAViewEveryTableCounts() throws Exception {
        database.execute("CREATE TABLE base (id serial PRIMARY KEY, label text);"
                + " CREATE VIEW above AS SELECT id, label FROM base");
        StreamChoice stream = Reading.of(database).table("above").incremental("id", false);
        try (Session late = Session.begin("INSERT INTO base (label) VALUES ('late')")) {
            database.execute("INSERT INTO base (label) VALUES ('soon')");
            waitsFor(late, stream, "\"late\"", "\"soon\"");
        }
    }

    /** The wait is for transactions of other databases, which count as well and end soon. */
    @Test
    void transactionNumbersAreReadUpToTheOldestStillOpen() throws Exception {
        database.execute("CREATE TABLE numbered (x xid8 DEFAULT pg_current_xact_id(), label text);"
                + " INSERT INTO numbered (label) VALUES ('before')");
        StreamChoice stream = Reading.of(database).table("numbered").incremental("x", false);
        try (Session late = Session.begin("INSERT INTO numbered (label) VALUES ('late')")) {
            database.execute("INSERT INTO numbered (label) VALUES ('soon')");
            Outcome first = completed(
                    Reading.of(database).with("late_commit_wait_seconds", 2).read(stream));
            assertThat(Reading.column(first, stream, "label")).containsExactly("\"before\"");
            late.commit();
            assertThat(Reading.column(completed(impatient().resume(first, stream)), stream, "label"))
                    .containsExactly("\"before\"", "\"late\"", "\"soon\"");
        }
    }

    /** Without pg_read_all_stats others' begin is hidden: then nothing is guessed. */
    @Test
    void hiddenTransactionsAreStillWaitedFor() throws Exception {
        database.execute("CREATE TABLE hidden (at timestamptz DEFAULT now(), label text)");
        Reading reader = new Reading(Roles.login(database, "blind")).with("late_commit_wait_seconds", 0);
        database.execute("GRANT SELECT ON hidden TO " + reader.config().get("user"));
        StreamChoice stream = reader.table("hidden").incremental("at", false);
        try (Session late = Session.begin("SELECT 1")) {
            database.execute("INSERT INTO hidden (label) VALUES ('soon')");
            Outcome outcome = reader.read(stream);
            assertThat(outcome.exitCode()).isEqualTo(3);
            assertThat(outcome.errorText()).contains("pg_read_all_stats").containsPattern("pid \\d+");
            late.run("INSERT INTO hidden (label) VALUES ('late')").commit();
            assertThat(Reading.column(completed(reader.read(stream)), stream, "label"))
                    .containsExactly("\"late\"", "\"soon\"");
        }
    }

    @Test
    void sequencesThatDoNotGrowAreRefused() throws Exception {
        database.execute("CREATE SEQUENCE cached CACHE 20; CREATE SEQUENCE down INCREMENT -1;"
                + " CREATE TABLE odd (a bigint DEFAULT nextval('cached') PRIMARY KEY, b bigint DEFAULT nextval('down'),"
                + " c timestamptz DEFAULT now())");
        StreamChoice table = Reading.of(database).table("odd");
        assertThat(table.wire().stream().leat().rids().stream().map(rid -> rid.column()))
                .containsExactly("c");
        Outcome cached = Reading.of(database).read(table.incremental("a", true));
        assertThat(cached.exitCode()).isEqualTo(2);
        assertThat(cached.errorText()).contains("CACHE 20", "ALTER SEQUENCE \"public\".\"cached\" CACHE 1");
        Outcome down = Reading.of(database).read(table.incremental("b", true));
        assertThat(down.exitCode()).isEqualTo(2);
        assertThat(down.errorText()).contains("counts down");
    }

    /** Whoever takes fifty numbers at a time may use the first of them last. */
    @Test
    void sequencesThatCountInStepsAreDoubted() throws Exception {
        database.execute("CREATE SEQUENCE pooled INCREMENT 50; CREATE TABLE pool (id bigint DEFAULT nextval('pooled')"
                + " PRIMARY KEY); INSERT INTO pool DEFAULT VALUES");
        StreamChoice stream = Reading.of(database).table("pool").incremental("id", true);
        assertThat(Reading.logs(completed(impatient().read(stream)), Level.WARN))
                .contains("public.pool", "\"pooled\"", "steps of 50");
    }
}
