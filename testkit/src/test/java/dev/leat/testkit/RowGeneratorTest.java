package dev.leat.testkit;

import static org.assertj.core.api.Assertions.assertThat;

import dev.leat.type.Column;
import dev.leat.type.StreamSchema;
import dev.leat.type.Type;
import org.junit.jupiter.api.Test;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ObjectNode;

class RowGeneratorTest {
    @Test
    void theSameSeedGivesTheSameRows() {
        StreamSchema one = new RowGenerator(7).schema("s", 30);
        assertThat(new RowGenerator(7).schema("s", 30)).isEqualTo(one);
        assertThat(new RowGenerator(8).rows(one, 1, 20)).isEqualTo(new RowGenerator(8).rows(one, 1, 20));
        assertThat(new RowGenerator(9).rows(one, 1, 20)).isNotEqualTo(new RowGenerator(8).rows(one, 1, 20));
    }

    @Test
    void rowsHaveTheFormOfTheirTypes() {
        RowGenerator generator = new RowGenerator();
        for (int i = 0; i < 20; i++) {
            StreamSchema schema = generator.schema("s", 20);
            for (ObjectNode row : generator.rows(schema, 1, 20)) {
                for (Column column : schema.columns()) {
                    JsonNode value = row.path(column.name());
                    assertThat(value.isNull() ? null : WireForm.problem(column.type(), value))
                            .as("%s as %s, %s", value, column.type(), generator)
                            .isNull();
                }
            }
        }
    }

    @Test
    void extremesHaveTheFormOfTheirTypes() {
        for (Type type : Extremes.types()) {
            assertThat(Extremes.of(type)).as("%s", type).isNotEmpty();
            for (JsonNode value : Extremes.of(type)) {
                assertThat(WireForm.problem(type, value))
                        .as("%s as %s", value, type)
                        .isNull();
                assertThat(Canonical.text(TypeShape.of(type), value))
                        .as("%s as %s", value, type)
                        .isNotNull();
            }
        }
    }

    @Test
    void ridSamplesAreInOrder() {
        for (RidSamples samples : RidSamples.all()) {
            assertThat(samples.values())
                    .as("%s", samples.type())
                    .isSortedAccordingTo(RidKey.order(samples.type()))
                    .doesNotHaveDuplicates();
        }
    }
}
