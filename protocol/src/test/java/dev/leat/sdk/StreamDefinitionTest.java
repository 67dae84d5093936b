package dev.leat.sdk;

import static org.assertj.core.api.Assertions.assertThat;

import dev.leat.protocol.ConfiguredCatalog.StateKind;
import dev.leat.protocol.StreamDescriptor;
import dev.leat.type.Column;
import dev.leat.type.StreamSchema;
import dev.leat.type.Type;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;

class StreamDefinitionTest {
    private static final Column ID = Column.required("id", Type.INT64);
    private static final Column NAME = Column.of("name", Type.TEXT);

    private static StreamDefinition of(List<Column> columns, String... key) {
        StreamSchema schema = StreamSchema.of(StreamDescriptor.of("s"), columns).withKey(key);
        return StreamDefinition.of(
                new WritePlan(schema, WriteMode.APPEND, Optional.empty(), StateKind.STORED, true, 1, "scope", false));
    }

    @Test
    void theSameStreamHasNotChanged() {
        StreamDefinition then = of(List.of(ID, NAME), "id");
        assertThat(of(List.of(NAME, Column.of("id", Type.INT64)), "id").changeSince(then.toString()))
                .as("neither order nor nullability matters to a state")
                .isEmpty();
    }

    @Test
    void everyChangeIsNamed() {
        StreamDefinition then = of(List.of(ID, NAME), "id");
        StreamDefinition now = of(List.of(Column.of("id", Type.INT32), Column.of("more", Type.TEXT)), "more");
        assertThat(now.changeSince(then.toString()).orElseThrow())
                .contains(
                        "column \"id\" was {\"type\":\"int\",\"bits\":64} and is {\"type\":\"int\",\"bits\":32}",
                        "column \"more\" is new",
                        "column \"name\" is gone",
                        "the key was [\"id\"] and is [\"more\"]");
    }
}
