package dev.leat.testkit;

import static org.assertj.core.api.Assertions.assertThat;

import dev.leat.protocol.DestinationSyncMode;
import dev.leat.protocol.Json;
import dev.leat.protocol.StateMessage;
import dev.leat.type.Column;
import dev.leat.type.StreamSchema;
import dev.leat.type.Type;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.IntNode;
import tools.jackson.databind.node.ObjectNode;

/** A destination that tells how far it is by the greatest RID it holds. */
interface RidCases extends RidCase {

    private void assertRid(StreamChoice choice, Integer expected) throws Exception {
        Optional<JsonNode> answer = rid(choice).map(StateMessage::streamState);
        assertThat(answer.map(Object::toString))
                .as("what rid answers of %s", choice.stream())
                .isEqualTo(Optional.ofNullable(expected)
                        .map(rid -> Feed.ridState("at", IntNode.valueOf(rid)).toString()));
    }

    @Test
    default void ridAnswersTheGreatestRid() throws Exception {
        if (refusesRid()) {
            return;
        }
        StreamChoice choice = RidCase.unique("greatest");
        assertRid(choice, null);
        Case.ended(next(choice, List.of()), 0);
        assertRid(choice, null);
        Case.ended(next(choice, RidCase.at(1, 2, 10)), 0);
        assertRid(choice, 10);
        Case.ended(next(choice, RidCase.at(11)), 0);
        assertRid(choice, 11);
        Case.ended(next(choice, List.of()), 0);
        assertRid(choice, 11);
        assertThat(StoredRows.of(table(choice), choice.schema())).hasSize(4);
    }

    /** Asked again and again, and for streams that are replaced, it changes nothing. */
    @Test
    default void ridLeavesNoTrace() throws Exception {
        if (refusesRid()) {
            return;
        }
        StreamChoice choice = RidCase.unique("untouched");
        var before = suite().tables().names();
        assertRid(choice, null);
        assertRid(choice, null);
        assertThat(suite().tables().names()).as("tables").isEqualTo(before);
        if (!can(DestinationSyncMode.OVERWRITE)) {
            return;
        }
        StreamChoice replaced = RidCase.unique("replaced").replace();
        deliver(StreamChoice.of(replaced.schema()).replace(), RidCase.at(1, 2));
        assertThat(rid(replaced)).as("a stream that is replaced starts over").isEmpty();
    }

    @Test
    default void tiedRowsAreNeitherLostNorDoubled() throws Exception {
        if (refusesRid()) {
            return;
        }
        StreamChoice choice = RidCase.tied("tied");
        Case.ended(next(choice, RidCase.at(1, 2, 2)), 0);
        assertRid(choice, 2);
        // The source sends the last RID's rows again, with one that came late among them.
        List<ObjectNode> boundary = RidCase.at(2, 2, 2, 3);
        Case.ended(next(choice, boundary), 0);
        List<ObjectNode> expected = new ArrayList<>(RidCase.at(1));
        expected.addAll(boundary);
        assertStored(choice, expected, "rows with the last RID came again");
        assertRid(choice, 3);
        Case.ended(next(choice, RidCase.at(3)), 0);
        // Its label is another one now.
        int rows = suite().isHistory() ? 6 : 5;
        assertThat(StoredRows.of(table(choice), choice.schema())).as("rows").hasSize(rows);
    }

    /** Rows that are equal in every column are rows nevertheless. */
    @Test
    default void equalRowsAreCounted() throws Exception {
        if (refusesRid()) {
            return;
        }
        StreamChoice choice = RidCase.tied("equal");
        ObjectNode row = RidCase.at(5).getFirst();
        Case.ended(next(choice, List.of(row, row)), 0);
        Case.ended(next(choice, List.of(row, row, row)), 0);
        assertStored(choice, List.of(row, row, row), "three equal rows");
    }

    @Test
    default void tiedRowsWithAKeyAreReplaced() throws Exception {
        if (refusesRid()) {
            return;
        }
        StreamSchema schema = StreamSchema.of(
                        DestinationCase.fresh("tiedkey"),
                        List.of(
                                Column.required("id", Type.INT64),
                                Column.required("at", Type.INT64),
                                Column.of("label", Type.TEXT)))
                .withKey("id");
        StreamChoice choice = StreamChoice.of(schema).incremental("at", false);
        List<ObjectNode> first = DestinationCase.rows(1, 4);
        first.forEach(row -> row.put("at", 9));
        Case.ended(next(choice, first), 0);
        List<ObjectNode> again = DestinationCase.rows(1, 6);
        again.forEach(row -> row.put("at", 9).put("label", "again"));
        Case.ended(next(choice, again), 0);
        List<ObjectNode> expected = new ArrayList<>(again);
        if (suite().isHistory()) {
            expected.addAll(first);
        }
        assertStored(choice, expected, "the boundary's rows with their keys came again");
    }

    @Test
    default void theBoundaryStaysWhenNothingComes() throws Exception {
        if (refusesRid()) {
            return;
        }
        StreamChoice choice = RidCase.tied("boundary");
        Case.ended(next(choice, RidCase.at(1, 2, 2)), 0);
        Case.ended(next(choice, List.of()), 0);
        assertStored(choice, RidCase.at(1, 2, 2), "a run without rows");
        Case.ended(next(choice, RidCase.at(3, 3)), 0);
        List<ObjectNode> expected = new ArrayList<>(RidCase.at(1, 2, 2));
        expected.addAll(RidCase.at(3, 3));
        assertStored(choice, expected, "a run whose rows all have a greater RID");
    }

    /** The destination's column keeps every digit of the RID, whatever type it has. */
    @Test
    default void ridsOfEachTypeComeBackExactly() throws Exception {
        if (refusesRid()) {
            return;
        }
        for (var rid : RidSamples.all()) {
            StreamChoice choice = StreamChoice.of(
                            StreamSchema.of(DestinationCase.fresh("typed"), List.of(Column.required("at", rid.type()))))
                    .incremental("at", false);
            List<ObjectNode> rows = new ArrayList<>();
            for (JsonNode value : rid.values()) {
                rows.add(Json.object().set("at", value));
            }
            Case.ended(
                    writing(choice)
                            .state(List.of())
                            .input(RidCase.feed(choice, rows))
                            .run(),
                    0);
            JsonNode answer = answered(choice).streamState().at("/rid/value");
            assertThat(WireForm.problem(rid.type(), answer))
                    .as("the RID %s that rid answers, as %s", answer, rid.type())
                    .isNull();
            assertThat(RidKey.order(rid.type()).compare(answer, rid.values().getLast()))
                    .as("the RID %s that rid answers of %s", answer, rid.values())
                    .isZero();
            Case.ended(next(choice, List.of(rows.getLast())), 0);
            assertStored(choice, rows, "the last RID came again, " + rid.type());
        }
    }
}
