package dev.leat.testkit;

import static org.assertj.core.api.Assertions.assertThat;

import dev.leat.protocol.Json;
import dev.leat.protocol.Message;
import dev.leat.type.Column;
import dev.leat.type.StreamSchema;
import dev.leat.type.Type;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Order;
import org.junit.jupiter.api.Test;
import tools.jackson.databind.node.ObjectNode;

/** Rows of unusual shape: wide, long, none at all; and the columns that the destination adds. */
interface RowShapeCases extends DestinationCase {

    @Test
    default void wideRowsArrive() throws Exception {
        List<Column> columns = new ArrayList<>();
        ObjectNode row = Json.object();
        for (int c = 0; c < 500; c++) {
            columns.add(Column.of("column_" + c, c % 2 == 0 ? Type.TEXT : Type.INT64));
            if (c % 2 == 0) {
                row.put("column_" + c, "v" + c);
            } else {
                row.put("column_" + c, c);
            }
        }
        StreamChoice choice = StreamChoice.of(StreamSchema.of(DestinationCase.fresh("wide"), columns));
        List<ObjectNode> rows = List.of(row, row, row);
        deliver(choice, rows);
        assertStored(choice, rows, "500 columns");
    }

    /** Late, because what it writes makes a small place large for the others. */
    @Test
    @Order(Integer.MAX_VALUE)
    default void longRowsArrive() throws Exception {
        StreamChoice choice = DestinationCase.plain("long");
        List<ObjectNode> rows = DestinationCase.rows(0, 3);
        rows.get(1).put("label", "0123456789 \"ğ\"\n".repeat(1_400_000));
        deliver(choice, rows);
        assertStored(choice, rows, "a row of 20 MB");
    }

    @Test
    default void aStreamWithoutColumnsIsTakenOrRefused() throws Exception {
        StreamChoice choice = StreamChoice.of(StreamSchema.of(DestinationCase.fresh("bare"), List.of()));
        Feed feed = new Feed().row(choice.stream(), "{}").row(choice.stream(), "{}");
        feed.state(choice.stream(), DestinationCase.blob(1)).complete(choice.stream());
        Outcome outcome = write(feed, choice);
        if (outcome.exitCode() != 0) {
            Case.refused(outcome, 2, choice.stream().name());
            return;
        }
        assertThat(table(choice).orElseThrow().rows())
                .as("rows without columns")
                .hasSize(2);
    }

    /** In append mode there is no older value to keep: absent is null. */
    @Test
    default void absentAndNullArriveAsNull() throws Exception {
        StreamChoice choice = DestinationCase.plain("absent");
        List<ObjectNode> rows = new ArrayList<>();
        for (String row : List.of(
                "{\"id\":1}",
                "{\"id\":2,\"label\":null}",
                "{\"id\":3,\"label\":\"\"}",
                "{\"id\":4,\"label\":\"null\"}")) {
            rows.add((ObjectNode) Json.parse(row));
        }
        deliver(choice, rows);
        assertStored(choice, rows, "absent, null, empty and the word null");
    }

    /** What nobody chose is not stored, and not dropped in silence. */
    @Test
    default void aFieldThatIsNoColumnIsToldOf() throws Exception {
        StreamChoice choice = DestinationCase.plain("beyond");
        List<ObjectNode> rows = DestinationCase.rows(0, 5);
        rows.get(1).put("surplus", 1);
        rows.get(3).put("surplus", "x");
        Outcome outcome = deliver(choice, rows);
        assertThat(outcome.messages(Message.Log.class).filter(log -> log.level() == Message.Log.Level.WARN))
                .as("warnings of a field beyond the columns\n%s", outcome.story())
                .anySatisfy(log ->
                        assertThat(log.message()).contains(choice.stream().name(), "\"surplus\"", "2"));
        assertStored(choice, DestinationCase.rows(0, 5), "rows with a field beyond the columns");
    }

    @Test
    default void technicalColumnsTellTheRun() throws Exception {
        StreamChoice choice = DestinationCase.plain("technical");
        deliver(choice, DestinationCase.rows(0, 3));
        List<String> names = names(choice);
        assertThat(names).contains("_leat_synced_at", "_leat_sync_id");
        for (Object[] row : table(choice).orElseThrow().rows()) {
            String at = Canonical.text(Shape.of(Shape.Kind.INSTANT), row[names.indexOf("_leat_synced_at")]);
            assertThat(at).as("_leat_synced_at").matches("20\\d\\d-.*");
            assertThat(Canonical.text(Shape.of(Shape.Kind.NUMBER), row[names.indexOf("_leat_sync_id")]))
                    .as("_leat_sync_id is the catalog's sync_id")
                    .isEqualTo(choice.wire().syncId().toString());
        }
    }

    @Test
    default void technicalColumnsCanBeLeftOut() throws Exception {
        StreamChoice choice = DestinationCase.plain("bareof").withoutTechnicalColumns();
        deliver(choice, DestinationCase.rows(0, 3));
        assertThat(names(choice)).containsExactly("id", "label");
        assertStored(choice, DestinationCase.rows(0, 3), "without technical columns");
    }

    private List<String> names(StreamChoice choice) throws Exception {
        return table(choice).orElseThrow().columns().stream()
                .map(StoredTable.Column::name)
                .toList();
    }

    /** A column that came later is added, or the run is refused with what to do: its values are never dropped. */
    @Test
    default void aNewColumnIsAddedOrRefused() throws Exception {
        StreamChoice choice = DestinationCase.plain("grown");
        deliver(choice, DestinationCase.rows(0, 2));
        List<Column> columns = new ArrayList<>(choice.schema().columns());
        columns.add(Column.of("later", Type.INT32));
        StreamChoice wider = StreamChoice.of(StreamSchema.of(choice.stream(), columns));
        ObjectNode row = DestinationCase.rows(2, 3).getFirst().put("later", 7);
        Feed feed = new Feed().row(choice.stream(), row).state(choice.stream(), DestinationCase.blob(2));
        Outcome outcome = write(feed.complete(choice.stream()), wider);
        if (outcome.exitCode() != 0) {
            Case.refused(outcome, 2, choice.stream().name(), "later");
            assertStored(choice, DestinationCase.rows(0, 2), "a new column, refused");
            return;
        }
        List<ObjectNode> rows = DestinationCase.rows(0, 2);
        rows.add(row);
        assertStored(wider, rows, "a new column");
    }

    /** A column that is gone is null in new rows, or the run is refused. */
    @Test
    default void aColumnThatIsGoneIsNullOrRefused() throws Exception {
        StreamChoice choice = DestinationCase.plain("shrunk");
        deliver(choice, DestinationCase.rows(0, 2));
        StreamChoice narrower = choice.columns(List.of("id"));
        Feed feed = new Feed().row(choice.stream(), "{\"id\":2}").state(choice.stream(), DestinationCase.blob(2));
        Outcome outcome = write(feed.complete(choice.stream()), narrower);
        if (outcome.exitCode() != 0) {
            Case.refused(outcome, 2, choice.stream().name());
            assertStored(choice, DestinationCase.rows(0, 2), "a column less, refused");
            return;
        }
        List<ObjectNode> rows = DestinationCase.rows(0, 2);
        rows.add(Json.object().put("id", 2));
        assertStored(choice, rows, "a column less");
    }

    /** A column that holds something else now cannot be mixed with what is there. */
    @Test
    default void aColumnOfAnotherTypeIsConvertedOrRefused() throws Exception {
        StreamSchema before = StreamSchema.of(
                DestinationCase.fresh("retyped"), List.of(Column.of("id", Type.INT64), Column.of("v", Type.INT32)));
        StreamChoice choice = StreamChoice.of(before);
        ObjectNode number = Json.object().put("id", 1).put("v", 5);
        deliver(choice, List.of(number));
        StreamChoice text = StreamChoice.of(
                StreamSchema.of(choice.stream(), List.of(Column.of("id", Type.INT64), Column.of("v", Type.TEXT))));
        ObjectNode word = Json.object().put("id", 2).put("v", "word");
        Feed feed = new Feed().row(choice.stream(), word).state(choice.stream(), DestinationCase.blob(2));
        Outcome outcome = write(feed.complete(choice.stream()), text);
        if (outcome.exitCode() != 0) {
            assertThat(outcome.exitCode()).as(outcome.story()).isIn(2, 4);
            assertThat(outcome.errorText()).contains(choice.stream().name(), "\"v\"");
            assertStored(choice, List.of(number), "a column of another type, refused");
            return;
        }
        ObjectNode converted = Json.object().put("id", 1).put("v", "5");
        assertStored(text, List.of(converted, word), "a column of another type");
    }
}
