package dev.leat.testkit;

import static org.assertj.core.api.Assertions.assertThat;

import dev.leat.protocol.Message;
import dev.leat.protocol.TraceMessage;
import java.util.Locale;

/** What every group of conformance tests has at hand. */
interface Case {
    SuiteSetup suite();

    /** Which half of a connector is under test: {@code source} or {@code destination}. */
    String side();

    default ConnectorUnderTest connector() {
        return suite().connector();
    }

    /** A command with the good configuration. */
    default Invocation invoke(String word) {
        return connector().invoke(word).config(suite().config());
    }

    /** What the connector declares; every field is false for a foreign one. */
    default Message.Capabilities declared() throws Exception {
        Message.Spec spec = connector().spec();
        return spec.leat() != null
                ? spec.leat()
                : new Message.Capabilities(
                        null, false, false, false, false, false, false, false, false, false, false, false, false);
    }

    /** The command's one message of this type. */
    static <T extends Message> T only(Outcome outcome, Class<T> type) {
        ended(outcome, 0);
        var messages = outcome.messages(type).toList();
        assertThat(messages)
                .as("exactly one %s\n%s", type.getSimpleName(), outcome.story())
                .hasSize(1);
        return messages.getFirst();
    }

    /** Asserts the exit code, and that standard output held nothing but messages. */
    static Outcome ended(Outcome outcome, int exitCode) {
        assertThat(outcome.exitCode()).as("exit code\n%s", outcome.story()).isEqualTo(exitCode);
        assertThat(outcome.noise())
                .as("lines on standard output that are no messages\n%s", outcome.story())
                .isEmpty();
        return outcome;
    }

    /** Asserts that the command refused: this exit code, and an error whose text has these words. */
    static Outcome refused(Outcome outcome, int exitCode, String... words) {
        ended(outcome, exitCode);
        assertThat(outcome.errors()).as("a TRACE ERROR\n%s", outcome.story()).isNotEmpty();
        String said = outcome.errorText().toLowerCase(Locale.ROOT);
        for (String word : words) {
            assertThat(said).as("the error's message\n%s", outcome.story()).contains(word.toLowerCase(Locale.ROOT));
        }
        TraceMessage.FailureType expected = switch (exitCode) {
            case 2 -> TraceMessage.FailureType.CONFIG_ERROR;
            case 3 -> TraceMessage.FailureType.TRANSIENT_ERROR;
            default -> TraceMessage.FailureType.SYSTEM_ERROR;
        };
        assertThat(outcome.errors().getFirst().failureType())
                .as("failure_type\n%s", outcome.story())
                .isEqualTo(expected);
        return outcome;
    }
}
