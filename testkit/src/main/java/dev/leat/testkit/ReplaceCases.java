package dev.leat.testkit;

import static org.assertj.core.api.Assertions.assertThat;

import dev.leat.protocol.DestinationSyncMode;
import dev.leat.protocol.Message;
import dev.leat.protocol.TraceMessage.Status;
import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.Test;
import tools.jackson.databind.node.ObjectNode;

/** The command {@code write} in mode replace: readers see the old rows or the new ones, whatever happens. */
interface ReplaceCases extends DestinationCase {

    private boolean refusesReplace() throws Exception {
        if (can(DestinationSyncMode.OVERWRITE)) {
            return false;
        }
        Case.refused(write(new Feed(), DestinationCase.plain("replace").replace()), 2, "overwrite");
        return true;
    }

    private StreamChoice filled(String hint) throws Exception {
        StreamChoice choice = DestinationCase.plain(hint).replace();
        deliver(choice, DestinationCase.rows(0, 20));
        assertStored(choice, DestinationCase.rows(0, 20), "first replacement");
        return choice;
    }

    @Test
    default void replacingPutsNewRowsInThePlaceOfOldOnes() throws Exception {
        if (refusesReplace()) {
            return;
        }
        StreamChoice choice = filled("swap");
        Set<String> before = suite().tables().names();
        deliver(choice, DestinationCase.rows(100, 110));
        assertStored(choice, DestinationCase.rows(100, 110), "second replacement");
        deliver(choice, DestinationCase.rows(7, 9));
        assertStored(choice, DestinationCase.rows(7, 9), "third replacement");
        assertThat(suite().tables().names()).as("tables that are left").isEqualTo(before);
    }

    @Test
    default void generationsAloneMeanReplace() throws Exception {
        if (refusesReplace()) {
            return;
        }
        StreamChoice choice = filled("generation");
        ObjectNode catalog = dev.leat.protocol.Json.tree(StreamChoice.catalog(choice));
        ((ObjectNode) catalog.path("streams").path(0)).put("destination_sync_mode", "append");
        Feed feed = new Feed()
                .rows(choice.stream(), DestinationCase.rows(1, 3))
                .state(choice.stream(), DestinationCase.blob(1));
        Outcome outcome = invoke("write")
                .text("catalog", catalog.toString())
                .input(feed.complete(choice.stream()))
                .run();
        Case.ended(outcome, 0);
        assertStored(choice, DestinationCase.rows(1, 3), "minimum_generation_id = generation_id");
    }

    @Test
    default void replacingWithNothingEmptiesTheTable() throws Exception {
        if (refusesReplace()) {
            return;
        }
        StreamChoice choice = filled("emptied");
        deliver(choice, List.of());
        assertStored(choice, List.of(), "a complete stream of no rows");
    }

    @Test
    default void oldRowsAreSeenUntilTheStreamIsComplete() throws Exception {
        if (refusesReplace()) {
            return;
        }
        StreamChoice choice = filled("visible");
        try (LiveRun live = writing(choice).start()) {
            Feed feed = new Feed();
            for (ObjectNode row : DestinationCase.rows(100, 12_100)) {
                feed.row(choice.stream(), row.put("label", "x".repeat(1000)));
            }
            // Far more than any buffer between here and the table holds: a good part of it has been written.
            live.send(feed).awaitSent();
            assertStored(choice, DestinationCase.rows(0, 20), "most of the new rows sent");
            live.send(new Feed().status(choice.stream(), Status.INCOMPLETE)).closeInput();
            Case.refused(live.awaitExit(), 3, choice.stream().name());
        }
        assertStored(choice, DestinationCase.rows(0, 20), "INCOMPLETE after many rows");
    }

    @Test
    default void newRowsAreSeenOnceTheStreamIsComplete() throws Exception {
        if (refusesReplace()) {
            return;
        }
        StreamChoice choice = filled("seen");
        try (LiveRun live = writing(choice).start()) {
            Feed feed = new Feed().rows(choice.stream(), DestinationCase.rows(100, 1100));
            live.send(feed.state(choice.stream(), DestinationCase.blob(1)).complete(choice.stream()));
            live.awaitState("the echo of a complete stream");
            assertStored(choice, DestinationCase.rows(100, 1100), "while the input is still open");
            live.closeInput();
            Case.ended(live.awaitExit(), 0);
        }
    }

    @Test
    default void aStreamThatDoesNotEndKeepsTheOldRows() throws Exception {
        if (refusesReplace()) {
            return;
        }
        StreamChoice choice = filled("unended");
        Set<String> before = suite().tables().names();
        Feed ended = new Feed()
                .rows(choice.stream(), DestinationCase.rows(50, 90))
                .state(choice.stream(), DestinationCase.blob(1));
        Outcome outcome = Case.refused(write(ended, choice), 3, choice.stream().name());
        assertThat(outcome.messages(Message.State.class))
                .as("echo\n%s", outcome.story())
                .isEmpty();
        assertStored(choice, DestinationCase.rows(0, 20), "no COMPLETE");
        Feed incomplete = new Feed()
                .rows(choice.stream(), DestinationCase.rows(50, 90))
                .status(choice.stream(), Status.INCOMPLETE);
        Case.refused(write(incomplete, choice), 3, choice.stream().name());
        assertStored(choice, DestinationCase.rows(0, 20), "INCOMPLETE");
        Case.refused(write(new Feed(), choice), 3, choice.stream().name());
        assertStored(choice, DestinationCase.rows(0, 20), "no input at all");
        assertThat(suite().tables().names()).as("tables that are left").isEqualTo(before);
    }

    @Test
    default void aLastLineThatIsCutOffIsNoEnd() throws Exception {
        if (refusesReplace()) {
            return;
        }
        StreamChoice choice = filled("cut");
        byte[] whole = new Feed()
                .rows(choice.stream(), DestinationCase.rows(50, 90))
                .complete(choice.stream())
                .bytes();
        byte[] cut = java.util.Arrays.copyOf(whole, whole.length - 1);
        Case.refused(writing(choice).input(cut).run(), 3, choice.stream().name());
        assertStored(choice, DestinationCase.rows(0, 20), "COMPLETE without its line end");
    }

    @Test
    default void aReplacementMayHaveOtherColumns() throws Exception {
        if (refusesReplace()) {
            return;
        }
        StreamChoice choice = filled("shape");
        StreamChoice changed = choice.columns(List.of("label", "extra"));
        ObjectNode row = dev.leat.protocol.Json.object().put("label", "l").put("extra", "e");
        deliver(changed, List.of(row));
        assertStored(changed, List.of(row), "one column gone, one new");
    }
}
