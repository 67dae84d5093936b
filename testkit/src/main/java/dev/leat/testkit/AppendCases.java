package dev.leat.testkit;

import static org.assertj.core.api.Assertions.assertThat;

import dev.leat.protocol.Json;
import dev.leat.protocol.StateMessage;
import dev.leat.protocol.TraceMessage.Status;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import tools.jackson.databind.node.ObjectNode;

/** The command {@code write} in mode append: rows, and the echo of their states. */
interface AppendCases extends DestinationCase {

    @Test
    default void rowsArriveAndTheirStateComesBack() throws Exception {
        if (refusesAppend()) {
            return;
        }
        StreamChoice choice = DestinationCase.plain("arrive");
        List<ObjectNode> rows = DestinationCase.rows(0, 100);
        Outcome outcome = deliver(choice, rows);
        assertStored(choice, rows, "written once");
        assertThat(outcome.states()).as("echo\n%s", outcome.story()).hasSize(1);
        assertThat(outcome.states().getFirst().streamState()).isEqualTo(DestinationCase.blob(1));
        assertThat(outcome.states().getFirst().destinationRecordCount())
                .as(
                        "destinationStats.recordCount in %s",
                        outcome.states().getFirst().body())
                .isEqualTo(100);
    }

    @Test
    default void appendingTwiceKeepsBoth() throws Exception {
        if (refusesAppend()) {
            return;
        }
        StreamChoice choice = DestinationCase.plain("twice");
        deliver(choice, DestinationCase.rows(0, 5));
        deliver(choice, DestinationCase.rows(3, 8));
        List<ObjectNode> both = new ArrayList<>(DestinationCase.rows(0, 5));
        both.addAll(DestinationCase.rows(3, 8));
        assertStored(choice, both, "appended twice");
    }

    @Test
    default void aStreamWithoutRowsGetsItsTable() throws Exception {
        if (refusesAppend()) {
            return;
        }
        StreamChoice choice = DestinationCase.plain("empty");
        deliver(choice, List.of());
        assertStored(choice, List.of(), "no rows sent");
    }

    @Test
    default void aStateComesBackAsItWas() throws Exception {
        if (refusesAppend()) {
            return;
        }
        StreamChoice choice = DestinationCase.plain("blob");
        Feed feed = new Feed().rows(choice.stream(), DestinationCase.rows(0, 2));
        StateMessage state = StateMessage.ofStream(
                        choice.stream(),
                        Json.parse("{\"z\":1.50,\"a\":[null,{}],\"ü\":\"\\u0007\",\"big\":9007199254740993}"))
                .withSourceCount(2);
        state.body().put("id", 7).put("partition_id", "p-1");
        ((ObjectNode) state.body().path("sourceStats"))
                .putObject("additionalStats")
                .put("seen", 3);
        Outcome outcome = Case.ended(write(feed.state(state).complete(choice.stream()), choice), 0);
        DestinationCase.assertEchoed(outcome, List.of(state));
    }

    @Test
    default void statesComeBackInOrderEachOnce() throws Exception {
        if (refusesAppend()) {
            return;
        }
        StreamChoice choice = DestinationCase.plain("order");
        Feed feed = new Feed();
        List<StateMessage> states = new ArrayList<>();
        for (int i = 0; i < 50; i++) {
            feed.rows(choice.stream(), DestinationCase.rows(3 * i, 3 * i + 3));
            states.add(StateMessage.ofStream(choice.stream(), DestinationCase.blob(i))
                    .withSourceCount(3));
            feed.state(states.getLast());
        }
        Outcome outcome = Case.ended(write(feed.complete(choice.stream()), choice), 0);
        DestinationCase.assertEchoed(outcome, states);
        assertThat(outcome.states().stream()
                        .mapToLong(StateMessage::destinationRecordCount)
                        .sum())
                .as("destinationStats added up")
                .isEqualTo(150);
    }

    @Test
    default void rowsThatWereLostOnTheWayAreNoticed() throws Exception {
        if (refusesAppend()) {
            return;
        }
        StreamChoice choice = DestinationCase.plain("lost");
        Feed feed = new Feed().rows(choice.stream(), DestinationCase.rows(0, 3));
        feed.state(
                StateMessage.ofStream(choice.stream(), DestinationCase.blob(1)).withSourceCount(5));
        Outcome outcome = write(feed.complete(choice.stream()), choice);
        assertThat(outcome.exitCode()).as(outcome.story()).isNotZero();
        assertThat(outcome.errorText())
                .as("both numbers")
                .contains("5", "3", choice.stream().name());
        DestinationCase.assertEchoed(outcome, List.of());
        assertNothingStored(choice, "the source sent more than arrived");
    }

    @Test
    default void anInputThatEndsTooEarlyIsAFailure() throws Exception {
        if (refusesAppend()) {
            return;
        }
        StreamChoice choice = DestinationCase.plain("early");
        Feed feed = new Feed().rows(choice.stream(), DestinationCase.rows(0, 3));
        Outcome outcome = Case.refused(write(feed, choice), 3, choice.stream().name());
        DestinationCase.assertEchoed(outcome, List.of());
        assertNothingStored(choice, "no state covers the rows");
    }

    @Test
    default void aStreamReportedIncompleteKeepsWhatItsStatesCover() throws Exception {
        if (refusesAppend()) {
            return;
        }
        StreamChoice choice = DestinationCase.plain("incomplete");
        Feed feed = new Feed()
                .rows(choice.stream(), DestinationCase.rows(0, 3))
                .state(choice.stream(), DestinationCase.blob(1))
                .status(choice.stream(), Status.INCOMPLETE);
        Outcome outcome = Case.refused(write(feed, choice), 3, choice.stream().name());
        assertThat(outcome.states()).as("echo\n%s", outcome.story()).hasSize(1);
        assertStored(choice, DestinationCase.rows(0, 3), "INCOMPLETE after a state");
    }

    @Test
    default void interleavedStreamsArrive() throws Exception {
        if (refusesAppend()) {
            return;
        }
        List<StreamChoice> choices = new ArrayList<>();
        for (int s = 0; s < 12; s++) {
            choices.add(DestinationCase.plain("woven"));
        }
        Feed feed = new Feed();
        for (int i = 0; i < 40; i++) {
            for (StreamChoice choice : choices) {
                feed.rows(choice.stream(), DestinationCase.rows(i, i + 1));
            }
        }
        choices.forEach(
                choice -> feed.state(choice.stream(), DestinationCase.blob(9)).complete(choice.stream()));
        Outcome outcome = Case.ended(write(feed, choices.toArray(StreamChoice[]::new)), 0);
        assertThat(outcome.states()).hasSize(choices.size());
        for (StreamChoice choice : choices) {
            assertStored(choice, DestinationCase.rows(0, 40), "interleaved with others");
        }
    }
}
