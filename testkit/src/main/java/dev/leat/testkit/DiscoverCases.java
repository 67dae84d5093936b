package dev.leat.testkit;

import static org.assertj.core.api.Assertions.assertThat;

import dev.leat.protocol.Catalog;
import dev.leat.protocol.Message;
import dev.leat.protocol.SyncMode;
import dev.leat.type.Column;
import dev.leat.type.StreamJson;
import dev.leat.type.TypeJson;
import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.Test;
import tools.jackson.databind.JsonNode;

/** The command {@code discover}. */
interface DiscoverCases extends SourceCase {

    @Test
    default void discoverAnswersOneCatalog() throws Exception {
        Outcome outcome = invoke("discover").run();
        Catalog catalog = Case.only(outcome, Message.Discovered.class).catalog();
        assertThat(catalog.streams()).as("streams\n%s", outcome.story()).isNotEmpty();
        assertThat(catalog.streams().stream().map(Catalog.Stream::descriptor))
                .as("names of streams")
                .doesNotHaveDuplicates();
    }

    @Test
    default void discoverAnswersTheSameAgain() throws Exception {
        Catalog again =
                Case.only(invoke("discover").run(), Message.Discovered.class).catalog();
        assertThat(again).isEqualTo(catalog());
    }

    @Test
    default void discoveredStreamsCanBeRead() throws Exception {
        for (Catalog.Stream stream : catalog().streams()) {
            assertThat(stream.supportedSyncModes())
                    .as("supported_sync_modes of %s", stream.descriptor())
                    .isNotEmpty()
                    .doesNotHaveDuplicates();
            if (declared().ridState()) {
                assertThat(stream.supportedSyncModes().contains(SyncMode.FULL_REFRESH))
                        .as("full refresh of %s, beside what the spec says", stream.descriptor())
                        .isEqualTo(declared().fullRefresh());
            }
            boolean incremental = stream.supportedSyncModes().contains(SyncMode.INCREMENTAL);
            if (!incremental) {
                assertThat(SourceCase.resumables(stream))
                        .as("RIDs of %s, which is not incremental", stream.descriptor())
                        .isEmpty();
            }
            if (incremental && declared().ridState()) {
                assertThat(StreamJson.fromWire(stream).columns())
                        .as("columns of %s, which is incremental and needs one to choose as RID", stream.descriptor())
                        .anyMatch(column -> column.type().isOrdered());
            } else if (declared().ridState()) {
                refusesEveryRid(stream);
            }
        }
    }

    private void refusesEveryRid(Catalog.Stream stream) throws Exception {
        for (Column column : StreamJson.fromWire(stream).columns()) {
            StreamChoice choice = StreamChoice.of(stream).incremental(column.name(), false);
            Case.refused(read(StreamChoice.catalog(choice)), 2, stream.name());
        }
    }

    @Test
    default void discoveredKeysAndRidsAreColumns() throws Exception {
        for (Catalog.Stream stream : catalog().streams()) {
            Set<String> columns =
                    Set.copyOf(stream.jsonSchema().path("properties").propertyNames());
            if (stream.defaultCursorField() != null) {
                assertThat(columns)
                        .as("columns of %s, and its default_cursor_field", stream.descriptor())
                        .contains(stream.defaultCursorField().getFirst());
            }
            if (stream.sourceDefinedPrimaryKey() != null) {
                assertThat(stream.sourceDefinedPrimaryKey())
                        .as("source_defined_primary_key of %s", stream.descriptor())
                        .isNotEmpty()
                        .allMatch(path -> columns.contains(path.getFirst()));
            }
            if (stream.leat() != null && stream.leat().rids() != null) {
                assertThat(columns)
                        .as("columns of %s, and its RIDs", stream.descriptor())
                        .containsAll(stream.leat().rids().stream()
                                .map(Catalog.RidCandidate::column)
                                .toList());
            }
        }
    }

    @Test
    default void discoveredSchemasAreDraftSeven() throws Exception {
        for (Catalog.Stream stream : catalog().streams()) {
            JsonNode schema = stream.jsonSchema();
            assertThat(JsonSchema.problemsOfSchema(schema))
                    .as("json_schema of %s", stream.descriptor())
                    .isEmpty();
            assertThat(schema.path("properties").isObject())
                    .as("%s has properties", stream.descriptor())
                    .isTrue();
            for (String word : List.of("$ref", "allOf", "not")) {
                assertThat(schema.findValues(word))
                        .as("%s in %s", word, stream.descriptor())
                        .isEmpty();
            }
        }
    }

    /** What one of our sources says of a type is what every destination understands. */
    @Test
    default void discoveredTypesSurviveTheWire() throws Exception {
        if (!declared().ridState()) {
            return;
        }
        for (Catalog.Stream stream : catalog().streams()) {
            stream.jsonSchema().path("properties").forEachEntry((name, property) -> {
                Column column = TypeJson.fromSchema(name, property);
                assertThat((JsonNode) TypeJson.toSchema(column))
                        .as("type of %s.%s, read and written again", stream.descriptor(), name)
                        .isEqualTo(property);
            });
        }
    }
}
