package dev.leat.runner;

import static org.assertj.core.api.Assertions.assertThat;

import dev.leat.config.ConfigSchema;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ObjectNode;

/** {@code spec-schemas/leat.json} is what people read and what settings are held against, so it must say it all. */
class SettingsSchemaTest {
    private final ObjectNode schema = SettingsFile.schema();

    @ParameterizedTest
    @ValueSource(strings = {"connection", "replication", "stream", "docker", "timeouts"})
    void theRecordHasTheKeysOfTheSchema(String definition) {
        Class<?> record = switch (definition) {
            case "connection" -> Settings.Connection.class;
            case "replication" -> Settings.Replication.class;
            case "stream" -> Settings.Choice.class;
            case "docker" -> Settings.Docker.class;
            default -> Settings.Timeouts.class;
        };
        List<String> components = Arrays.stream(record.getRecordComponents())
                .map(component ->
                        component.getName().replaceAll("([A-Z])", "_$1").toLowerCase(Locale.ROOT))
                .toList();
        assertThat(schema.path("$defs").path(definition).path("properties").propertyNames())
                .containsExactlyInAnyOrderElementsOf(components);
    }

    @Test
    void everyKeyIsExplained() {
        everyKeyIsExplained("", schema);
        schema.path("$defs").forEachEntry((name, definition) -> everyKeyIsExplained(name, definition));
    }

    private void everyKeyIsExplained(String name, JsonNode definition) {
        assertThat(definition.path("title").asString("")).as(name).isNotEmpty();
        definition.path("properties").forEachEntry((key, property) -> {
            assertThat(property.has("description") || property.has("$ref"))
                    .as(name + "." + key)
                    .isTrue();
        });
    }

    @Test
    void theDefaultsAreThoseOfTheCode() {
        JsonNode timeouts = schema.path("$defs").path("timeouts").path("properties");
        Settings.Timeouts defaults = Settings.Timeouts.DEFAULT;
        assertThat(List.of(
                        timeouts.path("answer_s").path("default").asInt(),
                        timeouts.path("source_idle_s").path("default").asInt(),
                        timeouts.path("destination_idle_s").path("default").asInt(),
                        timeouts.path("exit_s").path("default").asInt(),
                        timeouts.path("stop_s").path("default").asInt()))
                .containsExactly(
                        defaults.answerS(),
                        defaults.sourceIdleS(),
                        defaults.destinationIdleS(),
                        defaults.exitS(),
                        defaults.stopS());
    }

    @Test
    void examplesAreValid() {
        for (String definition : schema.path("$defs").propertyNames()) {
            JsonNode properties = schema.path("$defs").path(definition).path("properties");
            properties.forEachEntry((key, property) -> property.path("examples")
                    .forEach(example -> valid((ObjectNode) property, example, definition + "." + key)));
        }
        schema.path("properties")
                .forEachEntry((key, property) ->
                        property.path("examples").forEach(example -> valid((ObjectNode) property, example, key)));
    }

    private void valid(ObjectNode property, JsonNode example, String name) {
        ObjectNode alone = property.deepCopy();
        alone.set("$defs", schema.path("$defs"));
        assertThat(new ConfigSchema(alone).findings(example)).as(name).isEmpty();
    }
}
