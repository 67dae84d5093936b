package dev.leat.testkit;

import static org.assertj.core.api.Assertions.assertThat;

import dev.leat.protocol.DestinationSyncMode;
import dev.leat.protocol.Json;
import dev.leat.protocol.StreamDescriptor;
import dev.leat.type.Column;
import dev.leat.type.StreamSchema;
import dev.leat.type.Type;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import tools.jackson.databind.node.ObjectNode;

/** Input that no destination can take: the error says which line, stream, key and column, and nothing is half applied. */
interface InputErrorCases extends DestinationCase {

    private Outcome failing(Feed feed, StreamChoice choice, int exitCode, String... words) throws Exception {
        Outcome outcome = Case.refused(write(feed, choice), exitCode, words);
        DestinationCase.assertEchoed(outcome, List.of());
        assertNothingStored(choice, "an input that cannot be");
        return outcome;
    }

    @Test
    default void aLineThatIsNoJsonIsNamed() throws Exception {
        StreamChoice choice = DestinationCase.plain("garbage");
        Feed feed = new Feed()
                .rows(choice.stream(), DestinationCase.rows(0, 41))
                .line("{\"type\":\"RECORD\",\"rec")
                .rows(choice.stream(), DestinationCase.rows(41, 50))
                .complete(choice.stream());
        failing(feed, choice, 4, "line 42", "{\"type\":\"RECORD\",\"rec");
    }

    @Test
    default void aLineOfAnotherProgramIsNamed() throws Exception {
        StreamChoice choice = DestinationCase.plain("noise");
        Feed feed = new Feed().line("Loading driver...").complete(choice.stream());
        failing(feed, choice, 4, "line 1", "Loading driver...");
    }

    @Test
    default void aRowWithoutItsEndIsNamed() throws Exception {
        StreamChoice choice = DestinationCase.plain("halved");
        String row = Feed.text(choice.stream(), DestinationCase.rows(0, 1).getFirst());
        Feed feed = new Feed().line(row.substring(0, row.length() - 30)).complete(choice.stream());
        failing(feed, choice, 4, "line 1");
    }

    @Test
    default void aRowOfAStreamThatWasNotChosenIsNamed() throws Exception {
        StreamChoice choice = DestinationCase.plain("chosen");
        Feed feed = new Feed().rows(choice.stream(), DestinationCase.rows(0, 5));
        feed.row(StreamDescriptor.of("stranger"), "{\"id\":1}").complete(choice.stream());
        failing(feed, choice, 4, "line 6", "stranger");
        Feed namespaced =
                new Feed().rows(new StreamDescriptor(choice.stream().name(), "elsewhere"), DestinationCase.rows(0, 1));
        failing(namespaced, choice, 4, "elsewhere");
    }

    @Test
    default void aStateOfAStreamThatWasNotChosenIsNamed() throws Exception {
        StreamChoice choice = DestinationCase.plain("stated");
        Feed feed = new Feed().rows(choice.stream(), DestinationCase.rows(0, 5));
        feed.state(StreamDescriptor.of("stranger"), DestinationCase.blob(1)).complete(choice.stream());
        failing(feed, choice, 4, "stranger");
    }

    @Test
    default void rowsAfterTheEndAreNamed() throws Exception {
        StreamChoice choice = DestinationCase.plain("after");
        Feed feed = new Feed().complete(choice.stream()).rows(choice.stream(), DestinationCase.rows(0, 5));
        Outcome outcome = write(feed, choice);
        assertThat(outcome.exitCode()).as(outcome.story()).isEqualTo(4);
        assertThat(outcome.errorText()).contains(choice.stream().name(), "complete");
        assertNothingStored(choice, "rows after COMPLETE");
    }

    /** Values that no text form of a system may quietly accept for their column. */
    @Test
    default void aValueOfTheWrongTypeIsNamed() throws Exception {
        Map<Type, List<String>> wrong = new LinkedHashMap<>();
        wrong.put(Type.INT32, List.of("\"abc\"", "1.5", "true", "3000000000", "{}", "[1]"));
        wrong.put(Type.INT64, List.of("9223372036854775808", "\"\"", "1e400"));
        wrong.put(new Type.Decimal(5, 2), List.of("\"abc\"", "1234.00", "true", "1.005"));
        wrong.put(Type.FLOAT64, List.of("\"abc\"", "false", "{}"));
        wrong.put(Type.BOOL, List.of("\"yes\"", "2", "\"true\""));
        wrong.put(Type.DATE, List.of("\"2026-02-30\"", "\"yesterday\"", "20261120"));
        wrong.put(new Type.Timestamp(6, false), List.of("\"2026-11-20T25:00:00\"", "\"now\"", "5"));
        wrong.put(new Type.Timestamp(6, true), List.of("\"2026-13-20T10:00:00Z\"", "\"soon\""));
        wrong.put(Type.UUID, List.of("\"not-a-uuid\"", "7"));
        wrong.put(Type.BYTES, List.of("\"not base64!\"", "12"));
        for (var entry : wrong.entrySet()) {
            for (String value : entry.getValue()) {
                wrongType(entry.getKey(), value);
            }
        }
    }

    private void wrongType(Type type, String value) throws Exception {
        StreamSchema schema = StreamSchema.of(
                        DestinationCase.fresh("wrong"),
                        List.of(Column.required("id", Type.INT64), Column.of("bad_column", type)))
                .withKey("id");
        StreamChoice choice = StreamChoice.of(schema);
        Feed feed = new Feed()
                .row(choice.stream(), "{\"id\":11,\"bad_column\":null}")
                .row(choice.stream(), "{\"id\":4711,\"bad_column\":" + value + "}")
                .row(choice.stream(), "{\"id\":12,\"bad_column\":null}")
                .state(choice.stream(), DestinationCase.blob(1))
                .complete(choice.stream());
        Outcome outcome = write(feed, choice);
        assertThat(outcome.exitCode())
                .as("%s in a column of type %s\n%s", value, type, outcome.story())
                .isEqualTo(4);
        assertThat(outcome.errorText())
                .as("%s in a column of type %s: stream, key and column", value, type)
                .contains(choice.stream().name(), "4711", "bad_column");
        DestinationCase.assertEchoed(outcome, List.of());
        assertNothingStored(choice, value + " in a column of type " + type);
    }

    /** The streams that were done stay, those that follow come in; only the one that failed is missing. */
    @Test
    default void oneFailingStreamLeavesTheOthers() throws Exception {
        StreamChoice first = DestinationCase.plain("first");
        StreamChoice bad = DestinationCase.plain("bad");
        StreamChoice last = DestinationCase.plain("last");
        Feed feed = new Feed()
                .rows(first.stream(), DestinationCase.rows(0, 5))
                .state(first.stream(), DestinationCase.blob(1))
                .complete(first.stream())
                .row(bad.stream(), "{\"id\":\"word\",\"label\":null}")
                .rows(bad.stream(), DestinationCase.rows(0, 5))
                .state(bad.stream(), DestinationCase.blob(1))
                .complete(bad.stream())
                .rows(last.stream(), DestinationCase.rows(0, 5))
                .state(last.stream(), DestinationCase.blob(1))
                .complete(last.stream());
        Outcome outcome = write(feed, first, bad, last);
        assertThat(outcome.exitCode()).as(outcome.story()).isEqualTo(4);
        assertThat(outcome.errorText()).contains(bad.stream().name());
        assertThat(outcome.states().stream().map(state -> state.stream()))
                .as("streams whose states came back\n%s", outcome.story())
                .containsExactly(first.stream(), last.stream());
        assertStored(first, DestinationCase.rows(0, 5), "before the failing stream");
        assertStored(last, DestinationCase.rows(0, 5), "after the failing stream");
        assertNothingStored(bad, "the failing stream");
    }

    @Test
    default void deletionMarksAreRefusedWithoutAMode() throws Exception {
        StreamChoice choice = DestinationCase.plain("marks");
        String row = Feed.text(choice.stream(), DestinationCase.rows(0, 1).getFirst());
        Feed feed = new Feed()
                .foreignRow(choice.stream(), row.substring(0, row.length() - 2) + ",\"leat\":{\"op\":\"delete\"}}}")
                .complete(choice.stream());
        failing(feed, choice, 4, choice.stream().name(), "delet");
    }

    @Test
    default void modesThatAreNotDeclaredAreRefused() throws Exception {
        for (DestinationSyncMode mode : DestinationSyncMode.values()) {
            if (!can(mode)) {
                StreamChoice choice = DestinationCase.plain("mode").mode(mode);
                Case.refused(write(new Feed(), choice), 2, choice.stream().name(), mode.wire());
            }
        }
    }

    @Test
    default void aStreamChosenTwiceIsRefused() throws Exception {
        StreamChoice choice = DestinationCase.plain("double");
        Case.refused(write(new Feed(), choice, choice), 2, choice.stream().name());
    }

    @Test
    default void aCatalogThatIsNoneIsRefused() throws Exception {
        Case.refused(invoke("write").text("catalog", "{\"streams\": [").run(), 2, "json");
        Case.refused(invoke("write").text("catalog", "{}").run(), 2, "streams");
        Case.refused(invoke("write").run(), 2, "--catalog");
    }

    /** Foreign sources write the same row in many ways. */
    @Test
    default void rowsMayBeWrittenInAnyWay() throws Exception {
        StreamChoice choice = DestinationCase.plain("foreign");
        String name = choice.stream().name();
        List<String> lines = List.of(
                "{ \"type\" : \"RECORD\" , \"record\" : { \"stream\" : \"" + name
                        + "\", \"data\" : { \"id\" : 1 , \"label\" : \"a\" } , \"emitted_at\" : 1 } }",
                "{\"record\":{\"emitted_at\":1,\"data\":{\"label\":\"b\",\"id\":2},\"stream\":\"" + name
                        + "\"},\"type\":\"RECORD\"}",
                "{\"type\":\"RECORD\",\"record\":{\"stream\":\"" + name + "\",\"namespace\":null,\"data\":{\"id\":3,"
                        + "\"label\":\"\\u0063\\/\\ud83d\\ude00\"},\"emitted_at\":1,\"meta\":{\"changes\":[]}}}",
                "\t{\"type\":\"RECORD\",\"record\":{\"stream\":\"" + name
                        + "\",\"data\":{\"id\":4.0,\"label\":\"d\",\"unknown\":{\"x\":[1]}},\"emitted_at\":1}}  ",
                "{\"type\":\"RECORD\",\"id\":9,\"record\":{\"stream\":\"" + name
                        + "\",\"data\":{\"\\u0069d\":5e0,\"label\":\"e\"},\"emitted_at\":1.5}}\r",
                "{\"type\":\"RECORD\",\"record\":{\"stream\":\"" + name + "\",\"data\":{\"id\":6},\"emitted_at\":1}}");
        Feed feed = new Feed();
        lines.forEach(line -> feed.foreignRow(choice.stream(), line).line(""));
        Outcome outcome =
                write(feed.state(choice.stream(), DestinationCase.blob(1)).complete(choice.stream()), choice);
        Case.ended(outcome, 0);
        List<ObjectNode> expected = new ArrayList<>();
        List<String> labels = List.of("a", "b", "c/😀", "d", "e");
        labels.forEach(label ->
                expected.add(Json.object().put("id", expected.size() + 1).put("label", label)));
        expected.add(Json.object().put("id", 6).putNull("label"));
        assertStored(choice, expected, "written by others");
    }

    /** Messages for the runner, which a source piped straight into this program sends too. */
    @Test
    default void messagesForOthersAreIgnored() throws Exception {
        StreamChoice choice = DestinationCase.plain("others");
        Feed feed = new Feed()
                .line("{\"type\":\"LOG\",\"log\":{\"level\":\"INFO\",\"message\":\"hello\"}}")
                .line(
                        "{\"type\":\"TRACE\",\"trace\":{\"type\":\"ESTIMATE\",\"emitted_at\":1.5,\"estimate\":{\"name\":\"x\","
                                + "\"type\":\"STREAM\",\"row_estimate\":5}}}")
                .line("{\"type\":\"CONTROL\",\"control\":{\"type\":\"CONNECTOR_CONFIG\",\"emitted_at\":1,"
                        + "\"connectorConfig\":{\"config\":{}}}}")
                .rows(choice.stream(), DestinationCase.rows(0, 3))
                .line("")
                .state(choice.stream(), DestinationCase.blob(1))
                .complete(choice.stream());
        Case.ended(write(feed, choice), 0);
        assertStored(choice, DestinationCase.rows(0, 3), "among messages for others");
    }
}
