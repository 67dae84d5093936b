package dev.leat.testkit;

import static org.assertj.core.api.Assertions.assertThat;

import dev.leat.protocol.Json;
import dev.leat.protocol.Message;
import dev.leat.protocol.StateMessage;
import dev.leat.protocol.TraceMessage.Status;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Order;
import org.junit.jupiter.api.Test;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ObjectNode;

/** The command {@code read}, resumed: each restart gives exactly the rest. */
interface IncrementalCases extends SourceCase {
    int SAMPLES = 4;

    private Outcome resume(StreamChoice choice, StateMessage state) throws Exception {
        return Case.ended(
                invoke("read")
                        .catalog(StreamChoice.catalog(choice))
                        .state(List.of(state))
                        .run(),
                0);
    }

    private static RidPlace place(Resumable resumable) {
        return new RidPlace(resumable.choice(), resumable.rid());
    }

    @Test
    default void incrementalRowsComeInTheOrderOfTheirRid() throws Exception {
        for (Resumable resumable : resumables()) {
            Outcome outcome = Case.ended(read(StreamChoice.catalog(resumable.choice())), 0);
            List<ObjectNode> rows = outcome.rows(resumable.descriptor());
            SourceCase.assertSameRows(
                    rows, everything().rows(resumable.descriptor()), "incremental and full read of " + resumable);
            assertThat(place(resumable).isInOrder(rows))
                    .as("RIDs of %s are in order\n%s", resumable, rows)
                    .isTrue();
            assertThat(outcome.statuses(resumable.descriptor()))
                    .as("statuses of %s", resumable)
                    .endsWith(Status.COMPLETE);
            assertThat(outcome.states(resumable.descriptor()))
                    .as("states of %s\n%s", resumable, outcome.story())
                    .isNotEmpty();
        }
    }

    /** States that a source with RIDs emits say the RID of the row before them. */
    @Test
    default void statesFollowTheRows() throws Exception {
        if (!declared().ridState()) {
            return;
        }
        for (Resumable resumable : resumables()) {
            JsonNode last = null;
            long since = 0;
            for (Line line : manyStates(resumable)) {
                if (line.message().orElse(null) instanceof Message.Record row) {
                    last = place(resumable).after(last, row.data());
                    since++;
                } else if (line.message().orElse(null) instanceof Message.State(StateMessage state) && last != null) {
                    assertThat(state.streamState())
                            .as("state of %s after the row with RID %s", resumable, last)
                            .isEqualTo(place(resumable).state(last).streamState());
                    assertThat(state.sourceRecordCount())
                            .as("count in %s", state.body())
                            .isEqualTo(since);
                    since = 0;
                }
            }
        }
    }

    @Test
    default void anyStateGivesTheRest() throws Exception {
        for (Resumable resumable : resumables()) {
            List<ObjectNode> before = new ArrayList<>();
            List<Line> lines = manyStates(resumable);
            List<ObjectNode> all = everything().rows(resumable.descriptor());
            int states = 0;
            for (Line line : lines) {
                line.as(Message.Record.class).ifPresent(row -> before.add(row.data()));
                boolean sampled = line.as(Message.State.class).isPresent()
                        && (states++ % Math.max(1, lines.size() / 20) == 0 || before.size() == all.size());
                if (sampled) {
                    StateMessage state =
                            line.as(Message.State.class).orElseThrow().state();
                    Outcome rest = resume(resumable.choice(), state);
                    assertRest(resumable, rest, before, all, state);
                }
            }
        }
    }

    /** Nothing is missing, and what comes again shares the RID of the state. */
    private void assertRest(
            Resumable resumable, Outcome rest, List<ObjectNode> before, List<ObjectNode> all, StateMessage state)
            throws Exception {
        String what = "rows of " + resumable + " from " + state.body();
        List<ObjectNode> rows = rest.rows(resumable.descriptor());
        if (!declared().ridState()) {
            List<ObjectNode> missing = new ArrayList<>(all);
            before.forEach(missing::remove);
            assertThat(rows).as(what).containsAll(missing);
        } else if (!before.isEmpty()) {
            RidPlace place = place(resumable);
            SourceCase.assertSameRows(
                    rows,
                    place.from(all, place.afterAll(before), resumable.rid().unique()),
                    what);
        } else {
            SourceCase.assertSameRows(rows, all, what);
        }
        assertNotBackwards(resumable, rest, state);
    }

    private void assertNotBackwards(Resumable resumable, Outcome outcome, StateMessage from) throws Exception {
        if (!declared().ridState()) {
            return;
        }
        JsonNode last = from.streamState().path("rid").path("value");
        for (StateMessage state : outcome.states(resumable.descriptor())) {
            JsonNode now = state.streamState().path("rid").path("value");
            assertThat(place(resumable).isBefore(now, last))
                    .as("%s: the state %s goes back behind %s\n%s", resumable, now, last, outcome.story())
                    .isFalse();
            last = now;
        }
    }

    /** The destination tells how far it is by any of its rows' RIDs: each must do as a state. */
    @Test
    default void anyRowsRidGivesTheRest() throws Exception {
        if (!declared().ridState()) {
            return;
        }
        Random random = new RowGenerator().random();
        for (Resumable resumable : resumables()) {
            List<ObjectNode> all = everything().rows(resumable.descriptor());
            for (int i = 0; i < SAMPLES && !all.isEmpty(); i++) {
                int row = random.nextInt(all.size());
                boolean strictly = resumable.rid().unique()
                        && (i % 2 == 0 || resumable.rid().per() != null);
                StreamChoice choice = StreamChoice.of(resumable.stream())
                        .incremental(resumable.rid().column(), strictly);
                RidPlace place = new RidPlace(choice, resumable.rid());
                JsonNode reached =
                        place.afterAll(resumable.rid().per() == null ? List.of(all.get(row)) : all.subList(0, row + 1));
                Outcome rest = resume(choice, place.state(reached));
                SourceCase.assertSameRows(
                        rest.rows(resumable.descriptor()),
                        place.from(all, reached, strictly),
                        "rows of " + resumable + " from RID " + reached + (strictly ? " (unique)" : " (not unique)"));
                assertNotBackwards(resumable, rest, place.state(reached));
            }
        }
    }

    @Test
    default void aStateOfTheFutureGivesNoRowsAndStays() throws Exception {
        if (!declared().ridState()) {
            return;
        }
        for (Resumable resumable : resumables()) {
            StateMessage future =
                    place(resumable).state(place(resumable).future(everything().rows(resumable.descriptor())));
            boolean isEmpty = everything().rows(resumable.descriptor()).isEmpty();
            if (resumable.rid().per() != null && !isEmpty) {
                // A log that ends before what was read from it is another log.
                Outcome refused = invoke("read")
                        .catalog(StreamChoice.catalog(resumable.choice()))
                        .state(List.of(future))
                        .run();
                Case.refused(refused, 2, resumable.stream().name());
                continue;
            }
            Outcome outcome = resume(resumable.choice(), future);
            assertThat(outcome.rows(resumable.descriptor()))
                    .as("rows of %s from the future", resumable)
                    .isEmpty();
            assertNotBackwards(resumable, outcome, future);
            assertThat(outcome.statuses(resumable.descriptor())).endsWith(Status.COMPLETE);
        }
    }

    @Test
    default void nothingNewGivesTheSameState() throws Exception {
        for (Resumable resumable : resumables()) {
            Outcome first = Case.ended(read(StreamChoice.catalog(resumable.choice())), 0);
            StateMessage last = first.states(resumable.descriptor()).getLast();
            Outcome again = resume(resumable.choice(), last);
            assertThat(again.states(resumable.descriptor()).getLast().streamState())
                    .as("state of %s after a read with nothing new", resumable)
                    .isEqualTo(last.streamState());
            if (resumable.rid().unique()) {
                assertThat(again.rows(resumable.descriptor()))
                        .as("rows of %s", resumable)
                        .isEmpty();
            }
        }
    }

    @Test
    default void aStateMadeForAnotherColumnIsRefused() throws Exception {
        if (!declared().ridState()) {
            return;
        }
        for (Resumable resumable : resumables()) {
            StateMessage other =
                    StateMessage.ofStream(resumable.descriptor(), Feed.ridState("another_column", Json.parse("1")));
            Outcome outcome = invoke("read")
                    .catalog(StreamChoice.catalog(resumable.choice()))
                    .state(List.of(other))
                    .run();
            Case.refused(outcome, 2, "another_column", resumable.rid().column());
        }
    }

    /** Changes the data: it comes last. */
    @Test
    @Order(Integer.MAX_VALUE)
    default void newRowsAreFound() throws Exception {
        if (resumables().isEmpty() || suite().addRows().isEmpty()) {
            return;
        }
        List<Resumable> all = resumables();
        List<StateMessage> states = new ArrayList<>();
        for (Resumable resumable : all) {
            Outcome before = Case.ended(read(StreamChoice.catalog(resumable.choice())), 0);
            states.add(before.states(resumable.descriptor()).getLast());
        }
        suite().addRows().get().run();
        int found = 0;
        for (int i = 0; i < all.size(); i++) {
            found += newRows(all.get(i), states.get(i));
        }
        assertThat(found).as("new rows after the setup's step that adds some").isPositive();
    }

    private int newRows(Resumable resumable, StateMessage state) throws Exception {
        var catalog = StreamChoice.catalog(resumable.choice());
        Outcome whole = Case.ended(grown().catalog(catalog).run(), 0);
        Outcome rest = Case.ended(grown().catalog(catalog).state(List.of(state)).run(), 0);
        List<ObjectNode> old = everything().rows(resumable.descriptor());
        List<ObjectNode> now = whole.rows(resumable.descriptor());
        RidPlace place = place(resumable);
        JsonNode reached = place.afterAll(old);
        SourceCase.assertSameRows(
                rest.rows(resumable.descriptor()),
                reached == null ? now : place.from(now, reached, resumable.rid().unique()),
                "rows of " + resumable + " after some were added");
        return now.size() - old.size();
    }

    private Invocation grown() {
        return connector().invoke("read").config(suite().grownConfig());
    }
}
