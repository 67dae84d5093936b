package dev.leat.testkit;

import static org.assertj.core.api.Assertions.assertThat;

import dev.leat.protocol.Catalog;
import dev.leat.protocol.StateMessage;
import dev.leat.protocol.SyncMode;
import dev.leat.protocol.TraceMessage.Status;
import dev.leat.type.Column;
import dev.leat.type.Type;
import java.util.ArrayList;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import tools.jackson.databind.node.ObjectNode;

/** The command {@code read} with a choice of columns, and with what cannot be. */
interface SourceErrorCases extends SourceCase {

    @Test
    default void columnsCanBeLeftOutAndPutInAnyOrder() throws Exception {
        Catalog.Stream stream = widest();
        List<String> names =
                new ArrayList<>(stream.jsonSchema().path("properties").propertyNames());
        Collections.reverse(names);
        if (names.size() > 1) {
            names.removeFirst();
        }
        Outcome outcome =
                Case.ended(read(StreamChoice.catalog(StreamChoice.of(stream).columns(names))), 0);
        List<ObjectNode> expected = everything().rows(stream.descriptor()).stream()
                .map(row -> row.deepCopy().retain(names))
                .toList();
        // The order of fields in a row is free: compare field by field.
        assertThat(bag(outcome.rows(stream.descriptor()), names)).isEqualTo(bag(expected, names));
        assertThat(outcome.rows(stream.descriptor()))
                .as("rows of %s with the columns %s", stream.descriptor(), names)
                .allMatch(row -> names.containsAll(row.propertyNames()));
    }

    private static List<String> bag(List<ObjectNode> rows, List<String> names) {
        return rows.stream()
                .map(row ->
                        names.stream().map(name -> row.path(name).toString()).toList())
                .map(List::toString)
                .sorted()
                .toList();
    }

    /** The stream fails by name, and the others are read nevertheless. */
    @Test
    default void anUnknownStreamIsRefusedByName() throws Exception {
        Catalog.Stream known = widest();
        StreamChoice unknown = StreamChoice.of(known).renamed(known.name() + "x");
        Outcome outcome = Case.refused(
                read(StreamChoice.catalog(unknown, StreamChoice.of(known))),
                2,
                known.name() + "x",
                "\"" + StreamChoice.of(known).stream() + "\"");
        assertThat(outcome.statuses(unknown.stream())).as(outcome.story()).doesNotContain(Status.COMPLETE);
        if (!outcome.statuses(known.descriptor()).isEmpty()) {
            assertThat(outcome.statuses(known.descriptor()))
                    .as("the other stream\n%s", outcome.story())
                    .endsWith(Status.COMPLETE);
        }
    }

    @Test
    default void anUnknownColumnIsRefusedByName() throws Exception {
        Catalog.Stream stream = widest();
        List<String> names =
                new ArrayList<>(stream.jsonSchema().path("properties").propertyNames());
        String slip = names.getFirst() + "x";
        names.add(slip);
        Outcome outcome = read(StreamChoice.catalog(StreamChoice.of(stream).columns(names)));
        Case.refused(outcome, 2, "\"" + slip + "\"", "\"" + names.getFirst() + "\"");
        assertThat(outcome.statuses(stream.descriptor())).as(outcome.story()).doesNotContain(Status.COMPLETE);
    }

    @Test
    default void anUnknownRidColumnIsRefusedByName() throws Exception {
        Outcome outcome = read(StreamChoice.catalog(StreamChoice.of(widest()).incremental("no_such_column", false)));
        Case.refused(outcome, 2, "no_such_column");
    }

    @Test
    default void aRidWithoutOrderIsRefused() throws Exception {
        for (Catalog.Stream stream : catalog().streams()) {
            for (Column column : StreamChoice.of(stream).schema().columns()) {
                if (column.type() instanceof Type.Json || column.type() instanceof Type.Bool) {
                    Outcome outcome =
                            read(StreamChoice.catalog(StreamChoice.of(stream).incremental(column.name(), false)));
                    assertThat(outcome.exitCode())
                            .as("%s.%s as RID\n%s", stream.descriptor(), column.name(), outcome.story())
                            .isEqualTo(2);
                    return;
                }
            }
        }
    }

    @Test
    default void aStreamChosenTwiceIsRefused() throws Exception {
        StreamChoice choice = StreamChoice.of(widest());
        Case.refused(read(StreamChoice.catalog(choice, choice)), 2, widest().name());
    }

    @Test
    default void aCatalogThatIsNoneIsRefused() throws Exception {
        Case.refused(invoke("read").text("catalog", "{\"streams\": [").run(), 2, "json");
        Case.refused(invoke("read").text("catalog", "{\"stream\": []}").run(), 2, "streams");
        Case.refused(invoke("read").text("catalog", "[]").run(), 2, "catalog");
        Case.refused(invoke("read").run(), 2, "--catalog");
        Case.refused(connector().invoke("read").catalog(all()).run(), 2, "--config");
        Case.refused(
                invoke("read")
                        .flag("catalog", java.nio.file.Path.of("no", "such.json"))
                        .run(),
                2,
                "such.json");
    }

    @Test
    default void aStateThatIsNoneIsRefused() throws Exception {
        Case.refused(invoke("read").catalog(all()).text("state", "[{\"type\":").run(), 2, "json");
        Case.refused(
                invoke("read").catalog(all()).text("state", "[{\"id\": 7}]").run(), 2, "state");
        Case.refused(
                invoke("read")
                        .catalog(all())
                        .flag("state", java.nio.file.Path.of("no", "such.json"))
                        .run(),
                2,
                "such.json");
    }

    @Test
    default void aGlobalStateIsRefusedByASourceThatHasNone() throws Exception {
        if (!declared().ridState() || resumables().isEmpty()) {
            return;
        }
        String global = "[{\"type\":\"GLOBAL\",\"global\":{\"shared_state\":{\"lsn\":1},\"stream_states\":[]}}]";
        Outcome outcome = invoke("read")
                .catalog(StreamChoice.catalog(resumables().getFirst().choice()))
                .text("state", global)
                .run();
        Case.refused(outcome, 2, "GLOBAL");
    }

    @Test
    default void noStatesAreNoState() throws Exception {
        for (String none : List.of("[]", "{}")) {
            Outcome outcome =
                    Case.ended(invoke("read").catalog(all()).text("state", none).run(), 0);
            assertThat(outcome.rows(widest().descriptor()))
                    .hasSameSizeAs(everything().rows(widest().descriptor()));
        }
    }

    /** A stream that is read in full starts over, whatever an older run's state says; one that cannot be says so. */
    @Test
    default void aFullRefreshIgnoresStatesOrIsRefused() throws Exception {
        for (Resumable resumable : resumables()) {
            if (!resumable.stream().supportedSyncModes().contains(SyncMode.FULL_REFRESH)) {
                StreamChoice full = StreamChoice.of(resumable.stream()).inFull();
                Case.refused(
                        read(StreamChoice.catalog(full)), 2, resumable.stream().name(), "in full");
                continue;
            }
            Outcome incremental = Case.ended(read(StreamChoice.catalog(resumable.choice())), 0);
            List<StateMessage> states = List.of(incremental.states().getLast());
            Outcome outcome =
                    Case.ended(invoke("read").catalog(all()).state(states).run(), 0);
            assertThat(outcome.rows(resumable.descriptor()))
                    .as("rows of %s", resumable)
                    .hasSameSizeAs(everything().rows(resumable.descriptor()));
            return;
        }
    }

    @Test
    default void aMisspeltKeyIsRefusedByRead() throws Exception {
        String key = suite().config().keySet().stream().sorted().findFirst().orElseThrow();
        Map<String, Object> config = new LinkedHashMap<>(suite().config());
        String slip = key.substring(0, key.length() - 1) + "x" + key.substring(key.length() - 1);
        config.put(slip, config.remove(key));
        Outcome outcome =
                connector().invoke("read").config(config).catalog(all()).run();
        Case.refused(outcome, 2, slip, "\"" + key + "\"");
    }

    @Test
    default void writingToASourceIsRefused() throws Exception {
        if (connector().connector().isPresent() && !declared().destination()) {
            Outcome outcome = invoke("write").catalog(all()).run();
            Case.refused(outcome, 2);
        }
    }
}
