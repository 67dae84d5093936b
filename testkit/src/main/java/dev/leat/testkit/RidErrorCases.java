package dev.leat.testkit;

import static org.assertj.core.api.Assertions.assertThat;

import dev.leat.protocol.StateMessage;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import tools.jackson.databind.node.IntNode;
import tools.jackson.databind.node.ObjectNode;

/** Runs that a destination with RIDs must not let through, and what is left of them. */
interface RidErrorCases extends RidCase {

    /** Taken back as one: the boundary is not deleted without its rows coming in. */
    @Test
    default void theBoundaryStaysWhenTheRunFails() throws Exception {
        if (refusesRid()) {
            return;
        }
        StreamChoice choice = RidCase.tied("unharmed");
        Case.ended(next(choice, RidCase.at(1, 2, 2)), 0);
        List<StateMessage> states = rids(StreamChoice.catalog(choice));
        Feed broken = new Feed().rows(choice.stream(), RidCase.at(2)).line("{\"garbage");
        Outcome outcome = writing(choice).state(states).input(broken).run();
        assertThat(outcome.exitCode()).as(outcome.story()).isEqualTo(4);
        assertStored(choice, RidCase.at(1, 2, 2), "the run failed after the boundary's first row");
    }

    /** Rows without a state after them stay if their RID tells the rest. */
    @Test
    default void whatIsKeptOfAnUnfinishedRunIsAPrefix() throws Exception {
        if (refusesRid()) {
            return;
        }
        for (StreamChoice choice : List.of(RidCase.tied("prefix"), RidCase.unique("prefix"))) {
            Feed cut = new Feed()
                    .rows(choice.stream(), RidCase.at(1, 2, 3))
                    .rid(choice.stream(), "at", IntNode.valueOf(3))
                    .rows(choice.stream(), RidCase.at(4, 5));
            Outcome outcome = writing(choice).state(List.of()).input(cut).run();
            Case.refused(outcome, 3, choice.stream().name());
            int kept = answered(choice).streamState().at("/rid/value").asInt();
            assertThat(kept).as("RID after an input that ended early").isBetween(3, 5);
            int from = choice.wire().leat().ridUnique() ? kept + 1 : kept;
            List<ObjectNode> rest = new ArrayList<>(RidCase.at(1, 2, 3));
            rest.addAll(RidCase.at(4, 5));
            List<ObjectNode> whole = List.copyOf(rest);
            rest.removeIf(row -> row.path("at").asInt() < from);
            Case.ended(next(choice, rest), 0);
            assertStored(choice, whole, "run again");
        }
    }

    @Test
    default void aRunThatWasOvertakenIsRefused() throws Exception {
        if (refusesRid()) {
            return;
        }
        StreamChoice choice = RidCase.unique("overtaken");
        Case.ended(next(choice, RidCase.at(1, 2)), 0);
        List<StateMessage> stale = rids(StreamChoice.catalog(choice));
        Case.ended(next(choice, RidCase.at(3)), 0);
        Outcome outcome = writing(choice)
                .state(stale)
                .input(RidCase.feed(choice, RidCase.at(3, 4)))
                .run();
        Case.refused(outcome, 3, choice.stream().name(), "again");
        Outcome none = writing(choice)
                .state(List.of())
                .input(RidCase.feed(choice, RidCase.at(1)))
                .run();
        Case.refused(none, 3, choice.stream().name());
        assertThat(StoredRows.of(table(choice), choice.schema())).as("rows").hasSize(3);
    }

    @Test
    default void rowsThatAreThereAlreadyAreRefused() throws Exception {
        if (refusesRid()) {
            return;
        }
        StreamChoice choice = RidCase.unique("again");
        Case.ended(next(choice, RidCase.at(1, 2)), 0);
        Outcome outcome = write(RidCase.feed(choice, RidCase.at(2, 3)), choice);
        assertThat(outcome.exitCode()).as(outcome.story()).isEqualTo(4);
        assertThat(outcome.errorText()).contains(choice.stream().name(), "at", "2");
        assertThat(StoredRows.of(table(choice), choice.schema())).as("rows").hasSize(2);
    }

    @Test
    default void rowsOutOfOrderAreRefused() throws Exception {
        if (refusesRid()) {
            return;
        }
        StreamChoice choice = RidCase.tied("disorder");
        Outcome outcome = writing(choice)
                .state(List.of())
                .input(RidCase.feed(choice, RidCase.at(1, 3, 2)))
                .run();
        assertThat(outcome.exitCode()).as(outcome.story()).isEqualTo(4);
        assertThat(outcome.errorText()).contains(choice.stream().name(), "at", "2", "3");
        assertNothingStored(choice, "rows out of order");
    }

    @Test
    default void aRowWithoutRidIsRefused() throws Exception {
        if (refusesRid()) {
            return;
        }
        for (String data : List.of("{\"at\":null,\"label\":\"x\"}", "{\"label\":\"x\"}")) {
            StreamChoice choice = RidCase.tied("noat");
            Feed feed = new Feed().row(choice.stream(), data).complete(choice.stream());
            Outcome outcome = writing(choice).state(List.of()).input(feed).run();
            assertThat(outcome.exitCode()).as(outcome.story()).isEqualTo(4);
            assertThat(outcome.errorText()).contains(choice.stream().name(), "at");
            assertNothingStored(choice, "a row without RID");
        }
    }
}
