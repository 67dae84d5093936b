package dev.leat.testkit;

import static org.assertj.core.api.Assertions.assertThat;

import dev.leat.protocol.Json;
import dev.leat.type.Column;
import dev.leat.type.StreamSchema;
import dev.leat.type.Type;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ObjectNode;

/** Every type with the values at its edges: each arrives equal, or is refused with stream, key and column. */
interface TypeCases extends DestinationCase {

    private StreamChoice stream(Type type) {
        return StreamChoice.of(StreamSchema.of(
                        DestinationCase.fresh("type"),
                        List.of(Column.required("id", Type.INT64), Column.of("value_column", type)))
                .withKey("id"));
    }

    private static ObjectNode row(int id, JsonNode value) {
        ObjectNode row = Json.object().put("id", id);
        row.set("value_column", value);
        return row;
    }

    private Outcome send(StreamChoice choice, List<ObjectNode> rows) throws Exception {
        Feed feed = new Feed().rows(choice.stream(), rows).state(choice.stream(), DestinationCase.blob(1));
        return write(feed.complete(choice.stream()), choice);
    }

    @Test
    default void everyValueArrivesEqualOrIsRefused() throws Exception {
        List<String> wrong = new ArrayList<>();
        for (Type type : Extremes.types()) {
            List<ObjectNode> rows = new ArrayList<>();
            for (JsonNode value : Extremes.of(type)) {
                rows.add(row(770_001 + rows.size(), value));
            }
            arrives(type, rows, wrong);
        }
        assertThat(wrong)
                .as("values that neither arrived equal nor were refused properly")
                .isEmpty();
    }

    /** Sends the rows again and again without the one that was refused, until the rest is taken. */
    private void arrives(Type type, List<ObjectNode> rows, List<String> wrong) throws Exception {
        List<ObjectNode> left = new ArrayList<>(rows);
        while (!left.isEmpty()) {
            StreamChoice choice = stream(type);
            Outcome outcome = send(choice, left);
            if (outcome.exitCode() == 0) {
                compare(choice, left, wrong);
                return;
            }
            String said = outcome.errorText();
            boolean named = said.contains(choice.stream().name()) && said.contains("value_column");
            if (named && outcome.exitCode() == 2) {
                // No column of this type can be had at all.
                return;
            }
            List<ObjectNode> refused = left.stream()
                    .filter(row -> said.contains(row.path("id").toString()))
                    .toList();
            if (!named || outcome.exitCode() != 4 || refused.size() != 1) {
                wrong.add(type + ": refused with exit code " + outcome.exitCode() + " and the words: " + said
                        + " (stream, column and the key of one row were wanted)");
                return;
            }
            if (left.size() == rows.size() && send(stream(type), refused).exitCode() == 0) {
                wrong.add(type + ": " + refused + " was refused among others and taken alone: " + said);
            }
            left.removeAll(refused);
        }
    }

    private void compare(StreamChoice choice, List<ObjectNode> sent, List<String> wrong) throws Exception {
        List<String> stored = StoredRows.of(table(choice), choice.schema());
        List<String> expected = StoredRows.expected(sent, choice.schema());
        for (int i = 0; i < Math.max(stored.size(), expected.size()); i++) {
            String was = i < expected.size() ? expected.get(i) : "nothing";
            String is = i < stored.size() ? stored.get(i) : "nothing";
            if (!was.equals(is)) {
                wrong.add(choice.schema().columns().getLast().type() + ": sent " + was + " stored " + is);
            }
        }
    }

    @Test
    default void nullsOfEveryTypeArrive() throws Exception {
        List<Column> columns = new ArrayList<>();
        for (Type type : Extremes.types()) {
            columns.add(Column.of("c" + columns.size(), type));
        }
        StreamChoice choice = StreamChoice.of(StreamSchema.of(DestinationCase.fresh("nulls"), columns));
        ObjectNode nulls = Json.object();
        columns.forEach(column -> nulls.putNull(column.name()));
        List<ObjectNode> rows = List.of(nulls, Json.object());
        deliver(choice, rows);
        assertStored(choice, rows, "nulls");
    }

    /** Ordinary values of any types beside each other, a few hundred rows in one write. */
    @Test
    default void ordinaryRowsOfAnyTypesArrive() throws Exception {
        RowGenerator generator = new RowGenerator();
        for (int i = 0; i < 3; i++) {
            StreamSchema schema = generator.schema(DestinationCase.fresh("any").name(), 12);
            StreamChoice choice = StreamChoice.of(schema);
            List<ObjectNode> rows = generator.rows(schema, 1, 200);
            Outcome outcome = send(choice, rows);
            assertThat(outcome.exitCode())
                    .as("%s\n%s", generator, outcome.story())
                    .isZero();
            assertStored(choice, rows, generator.toString());
        }
    }

    /** Text is not changed by what stands around it in the row: escapes, quotes and line ends in every column. */
    @Test
    default void textsArriveInEveryPosition() throws Exception {
        List<Column> columns = new ArrayList<>();
        for (int c = 0; c < 6; c++) {
            columns.add(Column.of("t" + c, Type.TEXT));
        }
        List<JsonNode> texts = Extremes.of(Type.TEXT).stream()
                .filter(text -> text.stringValue().indexOf('\0') < 0)
                .toList();
        List<ObjectNode> rows = new ArrayList<>();
        for (int i = 0; i < texts.size(); i++) {
            ObjectNode row = Json.object();
            for (int c = 0; c < columns.size(); c++) {
                row.set("t" + c, texts.get((i + c * 5) % texts.size()));
            }
            rows.add(row);
        }
        StreamChoice choice = StreamChoice.of(StreamSchema.of(DestinationCase.fresh("texts"), columns));
        deliver(choice, rows);
        assertStored(choice, rows, "texts in every position");
    }
}
