package dev.leat.testkit;

import static org.assertj.core.api.Assertions.assertThat;

import dev.leat.protocol.Catalog;
import dev.leat.protocol.Json;
import dev.leat.protocol.Message;
import dev.leat.protocol.StateMessage;
import dev.leat.protocol.StreamDescriptor;
import dev.leat.protocol.TraceMessage.Status;
import dev.leat.type.Column;
import dev.leat.type.StreamJson;
import dev.leat.type.StreamSchema;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.Test;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ObjectNode;

/** The command {@code read}, all streams in full. */
interface FullRefreshCases extends SourceCase {

    @Test
    default void everyStreamHasRows() throws Exception {
        for (Catalog.Stream stream : catalog().streams()) {
            if (!suite().expectsNothingOf(stream.name())) {
                assertThat(everything().rows(stream.descriptor()))
                        .as("rows of %s\n%s", stream.descriptor(), everything().story())
                        .isNotEmpty();
            }
        }
    }

    @Test
    default void rowsBelongToTheStreamsChosen() throws Exception {
        Set<StreamDescriptor> chosen = new HashSet<>();
        catalog().streams().forEach(stream -> chosen.add(stream.descriptor()));
        assertThat(everything().messages(Message.Record.class).map(Message.Record::descriptor))
                .allMatch(chosen::contains);
    }

    @Test
    default void rowsKeepToTheirSchema() throws Exception {
        for (Catalog.Stream stream : catalog().streams()) {
            JsonSchema schema = new JsonSchema(stream.jsonSchema());
            for (ObjectNode row : everything().rows(stream.descriptor())) {
                assertThat(schema.problems(withoutSpecialNumbers(row, StreamJson.fromWire(stream))))
                        .as("%s against its json_schema: %s", stream.descriptor(), row)
                        .isEmpty();
                assertThat(Set.copyOf(stream.jsonSchema().path("properties").propertyNames()))
                        .as("columns of %s that are declared", stream.descriptor())
                        .containsAll(row.propertyNames());
            }
        }
    }

    /** JSON has no number for NaN and the infinities: they travel as strings, whatever the schema says. */
    private static ObjectNode withoutSpecialNumbers(ObjectNode row, StreamSchema schema) {
        ObjectNode plain = row.deepCopy();
        for (Column column : schema.columns()) {
            JsonNode value = row.path(column.name());
            boolean number = TypeShape.isNumber(column.type());
            if (number && value.isString() && WireForm.SPECIAL.contains(value.stringValue())) {
                plain.put(column.name(), 0);
            }
        }
        return plain;
    }

    @Test
    default void valuesHaveTheFormOfTheirType() throws Exception {
        for (Catalog.Stream stream : catalog().streams()) {
            StreamSchema schema = StreamJson.fromWire(stream);
            for (ObjectNode row : everything().rows(stream.descriptor())) {
                for (Column column : schema.columns()) {
                    JsonNode value = row.path(column.name());
                    boolean none = value.isNull() || value.isMissingNode();
                    assertThat(none && !column.nullable())
                            .as("%s.%s is never null; row %s", stream.descriptor(), column.name(), row)
                            .isFalse();
                    assertThat(none ? null : WireForm.problem(column.type(), value))
                            .as("%s.%s: %s as %s", stream.descriptor(), column.name(), value, column.type())
                            .isNull();
                }
            }
        }
    }

    @Test
    default void keysIdentifyRows() throws Exception {
        for (Catalog.Stream stream : catalog().streams()) {
            if (stream.sourceDefinedPrimaryKey() == null) {
                continue;
            }
            Set<List<JsonNode>> keys = new HashSet<>();
            for (ObjectNode row : everything().rows(stream.descriptor())) {
                List<JsonNode> key = new ArrayList<>();
                stream.sourceDefinedPrimaryKey().forEach(path -> key.add(row.path(path.getFirst())));
                assertThat(key)
                        .as("key of a row of %s", stream.descriptor())
                        .noneMatch(part -> part.isNull() || part.isMissingNode() || part.isContainer());
                assertThat(keys.add(key))
                        .as("%s has the key %s twice", stream.descriptor(), key)
                        .isTrue();
            }
        }
    }

    @Test
    default void statusesTellALife() throws Exception {
        for (Catalog.Stream stream : catalog().streams()) {
            boolean rows = !everything().rows(stream.descriptor()).isEmpty();
            assertThat(everything().statuses(stream.descriptor()))
                    .as("statuses of %s\n%s", stream.descriptor(), everything().story())
                    .isEqualTo(
                            rows
                                    ? List.of(Status.STARTED, Status.RUNNING, Status.COMPLETE)
                                    : List.of(Status.STARTED, Status.COMPLETE));
        }
    }

    /** Rows and states come between their stream's STARTED and COMPLETE, and a state is the last of both. */
    @Test
    default void eachStreamEndsWithAState() throws Exception {
        for (Catalog.Stream stream : catalog().streams()) {
            List<String> life = new ArrayList<>();
            for (Line line : everything().lines()) {
                String step = StreamLife.step(line, stream.descriptor());
                if (step != null && (life.isEmpty() || !life.getLast().equals(step) || !step.equals("RECORD"))) {
                    life.add(step);
                }
            }
            assertThat(life).as("life of %s", stream.descriptor()).startsWith("STARTED");
            assertThat(life).as("life of %s", stream.descriptor()).endsWith("STATE", "COMPLETE");
        }
    }

    @Test
    default void statesCountTheRows() throws Exception {
        for (Catalog.Stream stream : catalog().streams()) {
            long sum = 0;
            for (StateMessage state : everything().states(stream.descriptor())) {
                assertThat(state.kind()).isEqualTo(StateMessage.Kind.STREAM);
                assertThat(state.sourceRecordCount())
                        .as("sourceStats.recordCount in %s", state.body())
                        .isNotNegative();
                sum += state.sourceRecordCount();
            }
            assertThat(sum)
                    .as(
                            "sourceStats of %s, added up\n%s",
                            stream.descriptor(), everything().story())
                    .isEqualTo(everything().rows(stream.descriptor()).size());
        }
    }

    /** Others bind the count to a double and refuse an integer. */
    @Test
    default void countsHaveADecimalPoint() throws Exception {
        for (Line line : everything().lines()) {
            if (line.as(Message.State.class).isPresent()) {
                assertThat(Json.parse(line.text())
                                .path("state")
                                .path("sourceStats")
                                .path("recordCount")
                                .isFloatingPointNumber())
                        .as(line.text())
                        .isTrue();
            }
        }
    }

    @Test
    default void readingTwiceGivesTheSame() throws Exception {
        Outcome again = Case.ended(read(all()), 0);
        for (Catalog.Stream stream : catalog().streams()) {
            SourceCase.assertSameRows(
                    again.rows(stream.descriptor()),
                    everything().rows(stream.descriptor()),
                    "rows of " + stream.descriptor() + ", read twice");
        }
    }

    @Test
    default void aStreamCanBeReadAlone() throws Exception {
        Catalog.Stream stream = widest();
        Outcome alone = Case.ended(read(StreamChoice.catalog(StreamChoice.of(stream))), 0);
        assertThat(alone.messages(Message.Record.class).map(Message.Record::descriptor))
                .allMatch(stream.descriptor()::equals);
        SourceCase.assertSameRows(
                alone.rows(stream.descriptor()),
                everything().rows(stream.descriptor()),
                "rows of " + stream.descriptor() + ", read alone");
    }
}
