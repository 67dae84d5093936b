package dev.leat.testkit;

import static org.assertj.core.api.Assertions.assertThat;

import dev.leat.protocol.StateMessage;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import tools.jackson.databind.node.IntNode;
import tools.jackson.databind.node.ObjectNode;

/** Incremental streams that their source reads in parts at first, so that rows come in no order. */
interface RidPartCases extends RidCase {
    private boolean refusesParts() throws Exception {
        if (declared().anyOrder()) {
            return false;
        }
        if (declared().rid()) {
            StreamChoice choice = RidCase.unique("inparts").partitions(2);
            Outcome outcome = writing(choice)
                    .state(List.of())
                    .input(RidCase.feed(choice, RidCase.at(2, 1)))
                    .run();
            Case.refused(outcome, 2, choice.stream().name(), "partitions");
        }
        return true;
    }

    @Test
    default void rowsInNoOrderArriveAndTheNextRunGoesOn() throws Exception {
        if (refusesParts()) {
            return;
        }
        for (StreamChoice choice : List.of(
                RidCase.unique("parts").partitions(2), RidCase.tied("parts").partitions(3))) {
            List<ObjectNode> rows = RidCase.at(7, 2, 9, 1, 4);
            Feed feed = new Feed().rows(choice.stream(), rows).rid(choice.stream(), "at", IntNode.valueOf(9));
            Case.ended(
                    writing(choice)
                            .state(List.of())
                            .input(feed.complete(choice.stream()))
                            .run(),
                    0);
            assertStored(choice, rows, "in no order");
            assertThat(answered(choice).streamState().at("/rid/value").asInt()).isEqualTo(9);
            boolean unique = choice.wire().leat().ridUnique();
            List<ObjectNode> more = unique ? RidCase.at(10, 11) : RidCase.at(9, 9, 10);
            Case.ended(next(choice, more), 0);
            List<ObjectNode> whole = new ArrayList<>(rows);
            whole.removeIf(row -> !unique && row.path("at").asInt() == 9);
            whole.addAll(more);
            assertStored(choice, whole, "the run after");
        }
    }

    /** A part of them tells nobody which are missing. */
    @Test
    default void rowsInNoOrderAreKeptTogetherOrNotAtAll() throws Exception {
        if (refusesParts()) {
            return;
        }
        StreamChoice choice = RidCase.unique("halves").partitions(2);
        StreamChoice other = RidCase.unique("neighbour");
        Feed cut = new Feed()
                .rows(choice.stream(), RidCase.at(5, 2))
                .rows(other.stream(), RidCase.at(1, 2))
                .rid(other.stream(), "at", IntNode.valueOf(2));
        Outcome outcome = eager(choice, other).state(List.of()).input(cut).run();
        Case.refused(outcome, 3, choice.stream().name());
        assertNothingStored(choice, "half of the rows came");
        List<StateMessage> states = rids(StreamChoice.catalog(choice));
        assertThat(states).as("what rid answers").isEmpty();
    }

    @Test
    default void theRunsAfterComeInOrderAgain() throws Exception {
        if (refusesParts()) {
            return;
        }
        StreamChoice choice = RidCase.unique("ordered").partitions(2);
        Case.ended(next(choice, RidCase.at(1, 2)), 0);
        Outcome outcome = next(choice, RidCase.at(4, 3));
        assertThat(outcome.exitCode()).as(outcome.story()).isEqualTo(4);
        assertStored(choice, RidCase.at(1, 2), "rows out of order");
    }
}
