package dev.leat.testkit;

import static org.assertj.core.api.Assertions.assertThat;

import dev.leat.protocol.Catalog;
import dev.leat.protocol.Message;
import dev.leat.protocol.StateMessage;
import dev.leat.protocol.TraceMessage.Status;
import java.util.List;
import org.junit.jupiter.api.Test;
import tools.jackson.databind.JsonNode;

/** Streams read in several parts at the same time, of the large configuration, for small ones are not divided. */
interface PartCases extends SourceCase {
    int PARTS = 3;

    private boolean refusesParts() throws Exception {
        if (declared().partitions()) {
            return false;
        }
        StreamChoice choice = StreamChoice.of(widest()).partitions(PARTS);
        Outcome outcome = read(StreamChoice.catalog(choice));
        if (outcome.exitCode() == 0) {
            // A program that never heard of parts reads the stream as it always does.
            SourceCase.assertSameRows(
                    outcome.rows(choice.stream()), everything().rows(choice.stream()), "without heeding partitions");
        } else {
            Case.refused(outcome, 2, choice.stream().name(), "partitions");
        }
        return true;
    }

    private Outcome readLarge(StreamChoice choice) throws Exception {
        return Case.ended(
                connector()
                        .invoke("read")
                        .config(suite().largeConfig())
                        .catalog(StreamChoice.catalog(choice))
                        .run(),
                0);
    }

    @Test
    default void partsAreTheWhole() throws Exception {
        if (refusesParts()) {
            return;
        }
        Outcome discovered =
                connector().invoke("discover").config(suite().largeConfig()).run();
        Catalog catalog = Case.only(discovered, Message.Discovered.class).catalog();
        for (Catalog.Stream stream : catalog.streams()) {
            StreamChoice choice = StreamChoice.of(stream);
            Outcome whole = readLarge(choice);
            Outcome parts = readLarge(choice.partitions(PARTS));
            SourceCase.assertSameRows(parts.rows(choice.stream()), whole.rows(choice.stream()), stream.name());
            assertThat(parts.statuses(choice.stream())).endsWith(Status.COMPLETE);
            assertThat(parts.states(choice.stream()))
                    .as("one state, at the end")
                    .extracting(StateMessage::sourceRecordCount)
                    .containsExactly((long) whole.rows(choice.stream()).size());
        }
    }

    @Test
    default void partsEndWithTheGreatestRid() throws Exception {
        if (refusesParts()) {
            return;
        }
        Outcome discovered =
                connector().invoke("discover").config(suite().largeConfig()).run();
        Catalog catalog = Case.only(discovered, Message.Discovered.class).catalog();
        for (Catalog.Stream stream : catalog.streams()) {
            for (Resumable resumable : SourceCase.resumables(stream).toList()) {
                StreamChoice choice = resumable.choice();
                Outcome whole = readLarge(choice);
                Outcome parts = readLarge(choice.partitions(PARTS));
                SourceCase.assertSameRows(
                        parts.rows(choice.stream()), whole.rows(choice.stream()), resumable.toString());
                JsonNode reached = whole.states(choice.stream()).getLast().streamState();
                List<StateMessage> states = parts.states(choice.stream());
                assertThat(states.getLast().streamState())
                        .as(resumable.toString())
                        .isEqualTo(reached);
            }
        }
    }
}
