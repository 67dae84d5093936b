package dev.leat.connector.mysql;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.leat.protocol.ConnectorException;
import dev.leat.testkit.MysqlServer;
import dev.leat.testkit.Outcome;
import dev.leat.testkit.StreamChoice;
import dev.leat.type.Column;
import dev.leat.type.Type;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** Servers that are too old, may not be written to, or are set up in another way than ours. */
class ServerTest {
    private static final StreamChoice NOTES =
            Trial.stream("notes", Column.required("id", Type.INT64), Column.of("text", Type.TEXT));

    private static final String PRIVILEGES = "SELECT, INSERT, DELETE, CREATE, DROP, ALTER, INDEX";

    private static String row(int id, String text) {
        return "{\"id\":" + id + ",\"text\":\"" + text + "\"}";
    }

    @Test
    void oldServersAreRefused() {
        for (String old :
                new String[] {"5.7.44", "8.0.16", "5.5.5-10.6.18-MariaDB", "5.5.5-10.10.7-MariaDB-log", "weird"}) {
            assertThatThrownBy(() -> Server.check(old, "database \"d\" on h:3306"))
                    .isInstanceOf(ConnectorException.class)
                    .hasMessageContainingAll(
                            "the server of the database \"d\" on h:3306 is ",
                            old + ", which is too old: Leat needs MySQL 8.0.17, or MariaDB 10.11, or newer")
                    .extracting(refused -> ((ConnectorException) refused).kind())
                    .isEqualTo(ConnectorException.Kind.CONFIG);
        }
        for (String good :
                new String[] {"8.0.17", "8.4.6-log", "9.4.0", "5.5.5-10.11.19-MariaDB-0+deb12u1", "11.4.2-MariaDB"}) {
            Server.check(good, "here");
        }
    }

    @ParameterizedTest
    @EnumSource
    void aReadOnlyServerIsNotWrittenAndNotReadByNumbers(MysqlServer flavour) throws Exception {
        Trial trial = Trial.on(flavour, ServerTest.class);
        trial.execute("CREATE TABLE notes (id BIGINT AUTO_INCREMENT PRIMARY KEY, text LONGTEXT, at TIMESTAMP NOT NULL"
                + " DEFAULT '2026-01-01'); INSERT INTO notes (text) VALUES ('a')");
        Trial user = trial.as(PRIVILEGES, "GRANT PROCESS ON *.* TO USER");
        trial.execute("SET GLOBAL read_only = ON");
        try {
            assertThat(user.refused(2, NOTES.withoutTechnicalColumns(), row(2, "b")))
                    .contains("read-only", "read_only");
            StreamChoice numbers = user.table("notes").incremental("id", true);
            Outcome outcome = user.read(numbers);
            assertThat(outcome.exitCode()).as(Trial.story(outcome)).isEqualTo(2);
            assertThat(outcome.errorText()).contains("notes", "replica", "rid_lag_seconds");
            Trial lagging = user.with("rid_lag_seconds", 60);
            StreamChoice times = lagging.table("notes").incremental("at", false);
            assertThat(Trial.column(lagging.read(times), times, "text")).containsExactly("\"a\"");
            assertThat(Trial.column(user.read(user.table("notes")), times, "text"))
                    .hasSize(1);
        } finally {
            trial.execute("SET GLOBAL read_only = OFF");
        }
    }

    @ParameterizedTest
    @EnumSource
    void withoutLocalInfileRowsGoInByInsert(MysqlServer flavour) throws Exception {
        Trial trial = Trial.on(flavour, ServerTest.class);
        trial.execute("SET GLOBAL local_infile = OFF");
        try {
            Outcome outcome = trial.write(NOTES, row(1, "a"), row(2, "b"));
            assertThat(outcome.exitCode()).as(Trial.story(outcome)).isZero();
            assertThat(Trial.story(outcome)).containsOnlyOnce("local_infile = ON");
            StreamChoice replaced = NOTES.renamed("replaced").replace();
            for (int run = 0; run < 2; run++) {
                Outcome again = trial.write(replaced, row(3, "c"), row(4, "d"));
                assertThat(again.exitCode()).as(Trial.story(again)).isZero();
                assertThat(Trial.story(again)).containsOnlyOnce("local_infile = ON");
            }
            assertThat(trial.query("SELECT id FROM replaced ORDER BY id")).isEqualTo("3\n4");
        } finally {
            trial.execute("SET GLOBAL local_infile = ON");
        }
        assertThat(trial.query("SELECT id FROM notes ORDER BY id")).isEqualTo("1\n2");
    }

    /** A value that is longer than a packet may be goes through a file, and not through an INSERT. */
    @ParameterizedTest
    @EnumSource
    void aSmallPacketIsSaid(MysqlServer flavour) throws Exception {
        Trial trial = Trial.on(flavour, ServerTest.class);
        String packet = trial.query("SELECT @@global.max_allowed_packet");
        trial.execute("SET GLOBAL max_allowed_packet = 1048576");
        try {
            String text = "0123456789".repeat(300_000);
            Trial inserting = trial.with("options", Map.of("allowLoadLocalInfile", "false"));
            assertThat(inserting.refused(4, NOTES, row(1, "a"), row(4711, text)))
                    .contains("notes", "line 2", "max_allowed_packet");
            trial.deliver(NOTES, row(1, "a"), row(4711, text));
            assertThat(trial.query("SELECT max(length(text)) FROM notes")).isEqualTo("3000000");
        } finally {
            trial.execute("SET GLOBAL max_allowed_packet = " + packet);
        }
    }

    /** The account's own settings change nothing: zones, modes, charsets. */
    @ParameterizedTest
    @EnumSource
    void settingsOfTheServerDoNotMatter(MysqlServer flavour) throws Exception {
        Trial trial = Trial.on(flavour, ServerTest.class);
        StreamChoice choice = Trial.stream(
                "odd",
                Column.required("id", Type.INT64),
                Column.of("text", Type.TEXT),
                Column.of("at", new Type.Timestamp(6, true)));
        String row = "{\"id\":1,\"text\":\"a\\\\b ğ\",\"at\":\"2026-03-29T01:30:00.5Z\"}";
        String mode = trial.query("SELECT @@global.sql_mode");
        String zone = trial.query("SELECT @@global.time_zone");
        trial.execute("SET GLOBAL sql_mode = 'NO_BACKSLASH_ESCAPES,ANSI_QUOTES,PAD_CHAR_TO_FULL_LENGTH',"
                + " GLOBAL time_zone = '-11:30'");
        try {
            trial.deliver(choice, row);
            StreamChoice stream = trial.table("odd");
            Outcome outcome = trial.read(stream);
            assertThat(Trial.column(outcome, stream, "text")).containsExactly("\"a\\\\b ğ\"");
            assertThat(Trial.column(outcome, stream, "at")).containsExactly("\"2026-03-29T01:30:00.500000Z\"");
        } finally {
            trial.execute("SET GLOBAL sql_mode = '" + mode + "', GLOBAL time_zone = '" + zone + "'");
        }
    }
}
