package dev.leat.connector.mysql;

import static org.assertj.core.api.Assertions.assertThat;

import dev.leat.testkit.LiveRun;
import dev.leat.testkit.MysqlServer;
import dev.leat.testkit.Outcome;
import dev.leat.testkit.StreamChoice;
import org.junit.jupiter.api.Assumptions;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** Two sessions: one takes its RID early and commits late. No row may be passed over. */
class LateCommitsTest {
    private static final String NUMBERED =
            "CREATE TABLE orders (id BIGINT AUTO_INCREMENT PRIMARY KEY, label VARCHAR(10));";
    private static final String DATED = "CREATE TABLE orders (id INT AUTO_INCREMENT PRIMARY KEY,"
            + " at TIMESTAMP(6) NOT NULL DEFAULT CURRENT_TIMESTAMP(6), label VARCHAR(10), KEY (at));";

    private static Trial trial(MysqlServer flavour, String sql) throws Exception {
        Trial trial = Trial.on(flavour, LateCommitsTest.class);
        trial.execute(sql);
        return trial;
    }

    /** Tests of other classes have transactions of their own on the same server. */
    private static Trial patient(Trial trial) {
        return trial.with("late_commit_wait_seconds", 60);
    }

    @ParameterizedTest
    @EnumSource
    void aNumberTakenEarlyIsWaitedFor(MysqlServer flavour) throws Exception {
        Trial trial = trial(flavour, NUMBERED).with("late_commit_wait_seconds", 60);
        StreamChoice stream = trial.table("orders").incremental("id", true);
        try (Trial.Session late = trial.begin("INSERT INTO orders (label) VALUES ('late')")) {
            trial.execute("INSERT INTO orders (label) VALUES ('soon')");
            try (LiveRun run = trial.reading(stream).start()) {
                run.closeInput();
                run.await("the reader to wait", line -> line.text().contains("waiting up to 60 s for transactions"));
                late.connection().commit();
                Outcome outcome = run.awaitExit();
                assertThat(Trial.column(outcome, stream, "label")).containsExactly("\"late\"", "\"soon\"");
            }
        }
    }

    @ParameterizedTest
    @EnumSource
    void whatDoesNotEndIsNamedAndNothingIsRead(MysqlServer flavour) throws Exception {
        Trial trial =
                trial(flavour, NUMBERED + "CREATE TABLE other AS SELECT 1 AS x").with("late_commit_wait_seconds", 0);
        StreamChoice stream = trial.table("orders").incremental("id", true);
        StreamChoice other = trial.table("other");
        try (Trial.Session late = trial.begin("INSERT INTO orders (label) VALUES ('late')")) {
            trial.execute("INSERT INTO orders (label) VALUES ('soon')");
            Outcome outcome = trial.read(stream, other);
            assertThat(outcome.exitCode()).isEqualTo(3);
            assertThat(outcome.errorText()).contains("orders", "connection ", "root", "late_commit_wait_seconds");
            assertThat(outcome.rows(stream.stream())).isEmpty();
            assertThat(outcome.rows(other.stream()))
                    .as("streams that need not wait")
                    .hasSize(1);
            late.connection().commit();
        }
        assertThat(Trial.column(patient(trial).read(stream), stream, "label")).containsExactly("\"late\"", "\"soon\"");
    }

    @ParameterizedTest
    @EnumSource
    void timesAreReadUpToBeforeItBegan(MysqlServer flavour) throws Exception {
        Trial trial = trial(flavour, DATED + "INSERT INTO orders (at, label) VALUES ('2026-01-01 10:00:00', 'old')")
                .with("late_commit_wait_seconds", 0);
        StreamChoice stream = trial.table("orders").incremental("at", false);
        try (Trial.Session late = trial.begin("INSERT INTO orders (label) VALUES ('late')")) {
            trial.execute("INSERT INTO orders (label) VALUES ('soon')");
            Outcome outcome = trial.read(stream);
            assertThat(Trial.column(outcome, stream, "label")).containsExactly("\"old\"");
            assertThat(Trial.story(outcome)).contains("are left to the next run");
            late.connection().commit();
        }
        assertThat(Trial.column(patient(trial).read(stream), stream, "label"))
                .containsExactlyInAnyOrder("\"old\"", "\"late\"", "\"soon\"");
    }

    /** Others' work elsewhere, and transactions that only read, hold up nobody for longer than a look. */
    @ParameterizedTest
    @EnumSource
    void readersAreNotWaitedFor(MysqlServer flavour) throws Exception {
        Trial trial = trial(flavour, NUMBERED + "INSERT INTO orders (label) VALUES ('a')")
                .with("late_commit_wait_seconds", 20);
        StreamChoice stream = trial.table("orders").incremental("id", true);
        try (Trial.Session reader = trial.begin("SELECT * FROM orders")) {
            assertThat(reader.connection().isValid(1)).isTrue();
            assertThat(Trial.column(trial.read(stream), stream, "label")).containsExactly("\"a\"");
        }
    }

    @ParameterizedTest
    @EnumSource
    void preparedTransactionsAreSeen(MysqlServer flavour) throws Exception {
        Trial trial = trial(flavour, NUMBERED).with("late_commit_wait_seconds", 0);
        StreamChoice stream = trial.table("orders").incremental("id", true);
        try (Trial.Session xa = new Trial.Session(trial.database().connect())) {
            String id = "'" + trial.database().name() + "'";
            xa.run("XA START " + id, "INSERT INTO orders (label) VALUES ('late')", "XA END " + id, "XA PREPARE " + id);
            xa.connection().close();
            trial.execute("INSERT INTO orders (label) VALUES ('soon')");
            Outcome outcome = trial.read(stream);
            assertThat(outcome.exitCode()).as(Trial.story(outcome)).isEqualTo(3);
            trial.execute("XA COMMIT " + id);
        }
        assertThat(Trial.column(patient(trial).read(stream), stream, "label")).containsExactly("\"late\"", "\"soon\"");
    }

    @ParameterizedTest
    @EnumSource
    void aLagNeedsNoPrivilege(MysqlServer flavour) throws Exception {
        Trial trial = trial(
                        flavour,
                        DATED + "INSERT INTO orders (at, label) VALUES ('2026-01-01 10:00:00', 'old'), (now(6), 'new')")
                .as("SELECT")
                .with("rid_lag_seconds", 3600);
        StreamChoice stream = trial.table("orders").incremental("at", false);
        assertThat(Trial.column(trial.read(stream), stream, "label")).containsExactly("\"old\"");
    }

    @ParameterizedTest
    @EnumSource
    void withoutThePrivilegeToLookItSaysWhatToGrant(MysqlServer flavour) throws Exception {
        Trial trial = trial(flavour, NUMBERED + "INSERT INTO orders (label) VALUES ('a')")
                .as("SELECT");
        StreamChoice stream = trial.table("orders").incremental("id", true);
        Outcome outcome = trial.read(stream);
        assertThat(outcome.exitCode()).as(Trial.story(outcome)).isEqualTo(2);
        assertThat(outcome.errorText()).contains("orders", "GRANT PROCESS", "late_commits");
        Trial careless = trial.with("late_commits", "ignore");
        assertThat(Trial.column(careless.read(stream), stream, "label")).containsExactly("\"a\"");
    }

    /** Where the server tells who has written to which table, others' work elsewhere holds up nobody. */
    @Test
    void writersOfOtherTablesAreNotWaitedFor() throws Exception {
        Trial trial = trial(
                        MysqlServer.MYSQL,
                        NUMBERED + "INSERT INTO orders (label) VALUES ('a'); CREATE TABLE other (x INT)")
                .with("late_commit_wait_seconds", 20);
        Assumptions.assumeTrue(trial.query("SELECT @@performance_schema").equals("1"));
        StreamChoice stream = trial.table("orders").incremental("id", true);
        try (Trial.Session writer = trial.begin("INSERT INTO other VALUES (1)")) {
            assertThat(writer.connection().isValid(1)).isTrue();
            assertThat(Trial.column(trial.read(stream), stream, "label")).containsExactly("\"a\"");
        }
    }
}
