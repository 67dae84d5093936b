package dev.leat.connector.mysql;

import static org.assertj.core.api.Assertions.assertThat;

import dev.leat.testkit.MysqlServer;
import dev.leat.testkit.Outcome;
import dev.leat.testkit.StreamChoice;
import dev.leat.type.Column;
import dev.leat.type.Type;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** An account that may do nothing is told what it lacks; the very statements that it is told let it go on. */
class PrivilegesTest {
    private static final Pattern GRANT = Pattern.compile("GRANT [A-Z ,]+ ON `[^`]+`\\.\\* TO '[^']+'");
    private static final String ROW = "{\"id\":1,\"text\":\"x\"}";

    private interface Run {
        Outcome run() throws Exception;
    }

    private static StreamChoice notes() {
        return Trial.stream("notes", Column.required("id", Type.INT64), Column.of("text", Type.TEXT))
                .withoutTechnicalColumns();
    }

    /** Runs, and grants what the message says, until it works; answers the privileges, in the order they were asked for. */
    private static List<String> granted(Trial owner, Run run) throws Exception {
        List<String> statements = new ArrayList<>();
        for (int attempt = 0; attempt < 9; attempt++) {
            Outcome outcome = run.run();
            if (outcome.exitCode() == 0) {
                return statements;
            }
            assertThat(outcome.exitCode()).as(Trial.story(outcome)).isEqualTo(2);
            assertThat(outcome.errorText()).contains("cannot ").doesNotContain("pass-Word1");
            Matcher grant = GRANT.matcher(outcome.errorText());
            assertThat(grant.find()).as(outcome.errorText()).isTrue();
            owner.execute(grant.group());
            statements.add(grant.group().replaceFirst("GRANT (.*) ON .*", "$1"));
        }
        throw new AssertionError("still not enough: " + statements);
    }

    @ParameterizedTest
    @EnumSource
    void aTableIsMadeAndReplaced(MysqlServer flavour) throws Exception {
        Trial owner = Trial.on(flavour, PrivilegesTest.class);
        Trial clerk = owner.as("SELECT");
        assertThat(granted(owner, () -> clerk.write(notes(), ROW))).contains("CREATE", "INSERT");
        assertThat(owner.query("SELECT id FROM notes")).isEqualTo("1");
        List<String> more = granted(owner, () -> clerk.write(notes().replace(), ROW, "{\"id\":2,\"text\":\"y\"}"));
        assertThat(more).as("for a replacement").contains("DROP");
        assertThat(owner.query("SELECT id FROM notes ORDER BY id")).isEqualTo("1\n2");
        assertThat(owner.query("SHOW TABLES")).isEqualTo("_leat_state\nnotes");
    }

    @ParameterizedTest
    @EnumSource
    void aTableOfAnotherIsAddedTo(MysqlServer flavour) throws Exception {
        Trial owner = Trial.on(flavour, PrivilegesTest.class);
        owner.execute("CREATE TABLE notes (id BIGINT NOT NULL, text LONGTEXT); INSERT INTO notes VALUES (7, 'old')");
        Trial clerk = owner.as("SELECT");
        String said = clerk.refused(2, notes(), ROW);
        assertThat(said).contains("\"notes\"", owner.database().name(), "INSERT command denied", "GRANT INSERT ON `");
        assertThat(owner.query("SELECT id FROM notes")).as("nothing of it").isEqualTo("7");
        assertThat(granted(owner, () -> clerk.write(notes(), ROW)))
                .as("the last two are for the table of states")
                .containsExactly("INSERT", "CREATE", "DELETE");
        assertThat(owner.query("SELECT id FROM notes ORDER BY id")).isEqualTo("1\n7");
    }

    @ParameterizedTest
    @EnumSource
    void aTableThatMayNotBeReadIsNamed(MysqlServer flavour) throws Exception {
        Trial owner = Trial.on(flavour, PrivilegesTest.class);
        owner.execute("CREATE TABLE notes (id BIGINT NOT NULL PRIMARY KEY, text LONGTEXT);"
                + " INSERT INTO notes VALUES (7, 'old')");
        StreamChoice stream = owner.table("notes");
        Trial clerk = owner.as("INSERT");
        Outcome outcome = clerk.read(stream);
        assertThat(outcome.exitCode()).as(Trial.story(outcome)).isEqualTo(2);
        assertThat(outcome.errorText())
                .contains(
                        "cannot read the stream \"" + stream.stream() + "\"",
                        "SELECT command denied",
                        "GRANT SELECT ON `");
        assertThat(outcome.rows(stream.stream())).isEmpty();
        assertThat(granted(owner, () -> clerk.read(stream))).containsExactly("SELECT");
    }

    @ParameterizedTest
    @EnumSource
    void whatIsHiddenMayBeMissing(MysqlServer flavour) throws Exception {
        Trial owner = Trial.on(flavour, PrivilegesTest.class);
        owner.execute("CREATE TABLE notes (id BIGINT NOT NULL PRIMARY KEY); CREATE TABLE seen (id BIGINT)");
        StreamChoice stream = owner.table("notes");
        Trial clerk = owner.as(
                "CREATE ROUTINE", "GRANT SELECT ON `" + owner.database().name() + "`.seen TO USER");
        Outcome outcome = clerk.read(stream);
        assertThat(outcome.exitCode()).as(Trial.story(outcome)).isEqualTo(2);
        assertThat(outcome.errorText())
                .contains(
                        "there is no table or view \"" + stream.stream() + "\", or the user may not see it",
                        "GRANT SELECT ON `" + owner.database().name() + "`.* TO '");
    }
}
