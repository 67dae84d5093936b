package dev.leat.testkit;

import static org.assertj.core.api.Assertions.assertThat;

import dev.leat.protocol.Json;
import dev.leat.protocol.StreamDescriptor;
import dev.leat.protocol.TraceMessage.Status;
import dev.leat.type.Column;
import dev.leat.type.StreamSchema;
import dev.leat.type.Type;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import tools.jackson.databind.node.ObjectNode;

/** A source whose row is longer than a line may be: the rows before it count, it does not. */
class LineLimitTest {
    private static final int LIMIT = 65_536;

    @TempDir
    Path folder;

    private Outcome read(int... lengths) throws Exception {
        StreamSchema schema = StreamSchema.of(
                        StreamDescriptor.of("rows"),
                        List.of(Column.required("id", Type.INT64), Column.of("text", Type.TEXT)))
                .withUniqueRid("id");
        List<ObjectNode> rows = new ArrayList<>();
        for (int length : lengths) {
            rows.add(Json.object().put("id", rows.size()).put("text", "x".repeat(length)));
        }
        ReferenceData.put(folder, schema, rows);
        return ConnectorUnderTest.of(Reference.CONNECTOR, Reference.class)
                .with("LEAT_LINE_BYTES_MAX", String.valueOf(LIMIT))
                .invoke("read")
                .config(ReferenceData.config(folder))
                .catalog(StreamChoice.catalog(StreamChoice.of(schema).incremental("id", true)))
                .run();
    }

    @Test
    void manyRowsMayBeLongerThanOneMayBe() throws Exception {
        Outcome outcome = Case.ended(read(50_000, 50_000, 50_000, 50_000, 50_000, 50_000, 50_000), 0);
        assertThat(outcome.rows(StreamDescriptor.of("rows"))).hasSize(7);
    }

    /** The longer one is noticed before it is whole. */
    @ParameterizedTest
    @ValueSource(ints = {70_000, 1_000_000})
    void theStreamEndsBeforeTheRowThatIsTooLong(int length) throws Exception {
        Outcome outcome = Case.refused(
                read(10, 50_000, length, 10),
                4,
                "stream \"rows\", id = 2: the row takes ",
                "as a line, the limit is 65536; " + (length > LIMIT * 2 ? "it is reached in" : "the most of it is")
                        + " the column \"text\"; leave its large columns out, or raise LEAT_LINE_BYTES_MAX");
        StreamDescriptor stream = StreamDescriptor.of("rows");
        assertThat(outcome.rows(stream)).hasSize(2);
        assertThat(outcome.statuses(stream)).endsWith(Status.INCOMPLETE);
        assertThat(outcome.states(stream)).hasSize(1);
        assertThat(outcome.states(stream)
                        .getFirst()
                        .streamState()
                        .at("/rid/value")
                        .asInt())
                .isEqualTo(1);
        assertThat(outcome.states(stream).getFirst().sourceRecordCount()).isEqualTo(2);
    }
}
