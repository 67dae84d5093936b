package dev.leat.testkit;

import static org.assertj.core.api.Assertions.assertThat;

import dev.leat.protocol.Message;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

/** The command {@code session}: one command after another in one process. */
interface SessionCases extends Case {

    /** Runs commands in one session; what was said up to and with each ANSWERED, and the rest last. */
    private List<List<Line>> session(int exitCode, Invocation... commands) throws Exception {
        Feed feed = new Feed();
        for (Invocation command : commands) {
            feed.line(command.inSession());
        }
        Outcome outcome = Case.ended(connector().invoke("session").input(feed).run(), exitCode);
        List<List<Line>> answers = new ArrayList<>(List.of(new ArrayList<>()));
        for (Line line : outcome.lines()) {
            answers.getLast().add(line);
            if (line.as(Message.Answered.class).isPresent()) {
                answers.add(new ArrayList<>());
            }
        }
        return answers;
    }

    private boolean refusesSessions() throws Exception {
        if (!declared().session()) {
            Case.refused(connector().invoke("session").run(), 2, "session");
            return true;
        }
        return false;
    }

    private static void assertAnswer(List<Line> inSession, Outcome alone) {
        List<String> expected = new ArrayList<>(timeless(alone.lines()));
        expected.add("{\"type\":\"ANSWERED\",\"answered\":{\"exit_code\":" + alone.exitCode() + "}}");
        assertThat(timeless(inSession))
                .as("the answer in a session, beside that of a process of its own")
                .containsExactlyElementsOf(expected);
    }

    private static List<String> timeless(List<Line> lines) {
        return lines.stream()
                .map(line -> line.text().replaceAll("\"emitted_at\":\\d+", "\"emitted_at\":0"))
                .toList();
    }

    @Test
    default void aSessionAnswersLikeProcessesOfTheirOwn() throws Exception {
        if (refusesSessions()) {
            return;
        }
        var answers = session(
                0, connector().invoke("spec"), invoke("check"), connector().invoke("spec"));
        assertThat(answers).as("answers, and the end").hasSize(4);
        Outcome spec = connector().invoke("spec").run();
        assertAnswer(answers.get(0), spec);
        assertAnswer(answers.get(1), invoke("check").run());
        assertAnswer(answers.get(2), spec);
        assertThat(answers.getLast()).as("what is said after the last answer").isEmpty();
    }

    @Test
    default void aCommandThatFailsLeavesTheSessionOpen() throws Exception {
        if (refusesSessions()) {
            return;
        }
        var answers = session(0, connector().invoke("chekc"), connector().invoke("spec"));
        assertAnswer(answers.get(0), connector().invoke("chekc").run());
        assertAnswer(answers.get(1), connector().invoke("spec").run());
    }

    @Test
    default void aLineThatIsNoCommandEndsTheSession() throws Exception {
        if (refusesSessions()) {
            return;
        }
        Outcome outcome = connector()
                .invoke("session")
                .input(new Feed().line("check --config x"))
                .run();
        Case.refused(outcome, 2, "check --config x", "JSON array");
    }

    @Test
    default void checkAsksTheSideThatIsMeant() throws Exception {
        if (refusesSessions()) {
            return;
        }
        assertCheck("source", declared().source());
        assertCheck("destination", declared().destination());
        Case.refused(invoke("check").word("--side", "middle").run(), 2, "middle", "source or destination");
    }

    private void assertCheck(String side, boolean has) throws Exception {
        Message.ConnectionStatus status =
                Case.only(invoke("check").word("--side", side).run(), Message.ConnectionStatus.class);
        if (has && side.equals(side())) {
            assertThat(status.status()).isEqualTo(Message.ConnectionStatus.Outcome.SUCCEEDED);
        } else if (!has) {
            assertThat(status.status()).isEqualTo(Message.ConnectionStatus.Outcome.FAILED);
            assertThat(status.message()).contains(side);
        }
    }
}
