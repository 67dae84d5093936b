package dev.leat.testkit;

import static org.assertj.core.api.Assertions.assertThat;

import dev.leat.protocol.Json;
import dev.leat.protocol.StateMessage;
import dev.leat.type.Column;
import dev.leat.type.StreamSchema;
import dev.leat.type.Type;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ObjectNode;

/** Streams whose RID is counted per partition, as a log of several partitions has it. */
interface RidPerPartitionCases extends RidCase {
    private static StreamChoice log(String hint) {
        return StreamChoice.of(StreamSchema.of(
                                DestinationCase.fresh(hint),
                                List.of(
                                        Column.required("part", Type.INT32),
                                        Column.required("place", Type.INT64),
                                        Column.of("label", Type.TEXT)))
                        .withKey("part", "place"))
                .incrementalPer("place", "part");
    }

    private static ObjectNode row(int part, long place) {
        return Json.object().put("part", part).put("place", place).put("label", part + ":" + place);
    }

    private static Feed feed(StreamChoice choice, String state, List<ObjectNode> rows) {
        ObjectNode body = Json.object();
        body.putObject("rid").put("column", "place").put("per", "part").set("value", Json.parse(state));
        return new Feed().rows(choice.stream(), rows).state(choice.stream(), body);
    }

    private Outcome nextOf(StreamChoice choice, String state, ObjectNode... rows) throws Exception {
        List<StateMessage> states = rids(StreamChoice.catalog(choice));
        return writing(choice)
                .state(states)
                .input(feed(choice, state, List.of(rows)).complete(choice.stream()))
                .run();
    }

    private JsonNode lastOf(StreamChoice choice) throws Exception {
        JsonNode state = answered(choice).streamState();
        assertThat(state.at("/rid/column").asString()).isEqualTo("place");
        assertThat(state.at("/rid/per").asString()).isEqualTo("part");
        return state.at("/rid/value");
    }

    private boolean refusesPartitions() throws Exception {
        if (declared().ridPerPartition()) {
            return false;
        }
        if (declared().rid()) {
            StreamChoice choice = log("refusedlog");
            Outcome outcome = writing(choice)
                    .state(List.of())
                    .input(feed(choice, "{\"0\":1}", List.of(row(0, 1))))
                    .run();
            Case.refused(outcome, 2, choice.stream().name(), "each partition");
        }
        return true;
    }

    @Test
    default void theLastRidOfEachPartitionIsToldAndGoneOnFrom() throws Exception {
        if (refusesPartitions()) {
            return;
        }
        StreamChoice choice = log("partitions");
        List<ObjectNode> rows = new ArrayList<>(List.of(row(1, 5), row(0, 1), row(1, 9007199254740993L), row(0, 2)));
        Case.ended(nextOf(choice, "{\"0\":2,\"1\":9007199254740993}", rows.toArray(ObjectNode[]::new)), 0);
        assertThat(lastOf(choice)).isEqualTo(Json.parse("{\"0\":2,\"1\":9007199254740993}"));
        // Partition 1 has nothing new, partition 12 is new itself.
        Case.ended(nextOf(choice, "{\"0\":4,\"1\":9007199254740993,\"12\":0}", row(12, 0), row(0, 4)), 0);
        rows.addAll(List.of(row(12, 0), row(0, 4)));
        assertStored(choice, rows, "two runs");
        assertThat(lastOf(choice)).isEqualTo(Json.parse("{\"0\":4,\"1\":9007199254740993,\"12\":0}"));
    }

    @Test
    default void aRowThatIsThereAlreadyIsRefused() throws Exception {
        if (refusesPartitions()) {
            return;
        }
        StreamChoice choice = log("doubled");
        Case.ended(nextOf(choice, "{\"3\":7,\"4\":2}", row(3, 7), row(4, 2)), 0);
        Outcome again = nextOf(choice, "{\"3\":8,\"4\":2}", row(3, 8), row(4, 2));
        Case.refused(again, 4, choice.stream().name(), "place", "there already");
        Outcome backwards = nextOf(choice, "{\"3\":9,\"4\":2}", row(3, 9), row(3, 8));
        Case.refused(backwards, 4, choice.stream().name(), "place", "8 comes after 9");
        assertThat(lastOf(choice)).isEqualTo(Json.parse("{\"3\":7,\"4\":2}"));
        assertStored(choice, List.of(row(3, 7), row(4, 2)), "nothing of the refused runs");
    }

    /** Columns are named by words that mean something to many systems, as those of a log are. */
    @Test
    default void manyPartitionsOfAStreamWithoutKeyAreTold() throws Exception {
        if (refusesPartitions()) {
            return;
        }
        StreamChoice choice = StreamChoice.of(StreamSchema.of(
                        DestinationCase.fresh("keyless"),
                        List.of(Column.of("offset", Type.INT64), Column.of("partition", Type.INT32))))
                .incrementalPer("offset", "partition");
        ObjectNode last = Json.object();
        List<ObjectNode> rows = new ArrayList<>();
        for (int i = 0; i < 120; i++) {
            int partition = i * 7 % 40 - 3;
            rows.add(Json.object().put("offset", i).put("partition", partition));
            last.put(String.valueOf(partition), i);
        }
        ObjectNode body = Json.object();
        body.putObject("rid").put("column", "offset").put("per", "partition").set("value", last);
        Feed feed = new Feed().rows(choice.stream(), rows).state(choice.stream(), body);
        Case.ended(write(feed.complete(choice.stream()), choice), 0);
        assertThat(answered(choice).streamState().at("/rid/value")).isEqualTo(last);
        assertStored(choice, rows, "one run");
    }

    @Test
    default void onlyWholeNumbersAreCountedPerWholeNumbers() throws Exception {
        if (!declared().rid()) {
            return;
        }
        StreamChoice choice = log("wordy");
        for (StreamChoice wrong :
                List.of(choice.incrementalPer("place", "label"), choice.incrementalPer("label", "part"))) {
            Outcome outcome = invoke("rid").catalog(StreamChoice.catalog(wrong)).run();
            Case.refused(outcome, 2, choice.stream().name(), "label", "whole numbers");
        }
    }

    /** Between the question and the write another run has written: its rows would come again. */
    @Test
    default void aPartitionThatMovedMeanwhileIsNoticed() throws Exception {
        if (refusesPartitions()) {
            return;
        }
        StreamChoice choice = log("overtaken");
        Case.ended(nextOf(choice, "{\"0\":1}", row(0, 1)), 0);
        List<StateMessage> asked = rids(StreamChoice.catalog(choice));
        Case.ended(nextOf(choice, "{\"0\":1,\"1\":1}", row(1, 1)), 0);
        Outcome late = writing(choice)
                .state(asked)
                .input(feed(choice, "{\"0\":2}", List.of(row(0, 2))).complete(choice.stream()))
                .run();
        Case.refused(late, 3, choice.stream().name(), "another run");
    }
}
