package dev.leat.testkit;

import static org.assertj.core.api.Assertions.assertThat;

import java.lang.reflect.ParameterizedType;
import java.lang.reflect.RecordComponent;
import java.lang.reflect.Type;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import tools.jackson.databind.JsonNode;

/** Holds a configuration's schema and the record it is bound to together. */
final class ConfigRecord {
    private static final Map<String, Set<Class<?>>> FITTING = Map.of(
            "string", Set.of(String.class, java.nio.file.Path.class, java.net.URI.class, char.class, Character.class),
            "integer", Set.of(int.class, Integer.class, long.class, Long.class),
            "number", Set.of(double.class, Double.class, java.math.BigDecimal.class),
            "boolean", Set.of(boolean.class, Boolean.class),
            "array", Set.of(List.class, Set.class),
            "object", Set.of(Map.class));

    private ConfigRecord() {}

    static void compare(String path, JsonNode schema, Class<?> record) {
        Map<String, RecordComponent> components = new TreeMap<>();
        for (RecordComponent component : record.getRecordComponents()) {
            components.put(snakeCase(component.getName()), component);
        }
        assertThat(Set.copyOf(schema.path("properties").propertyNames()))
                .as("properties of the schema%s, and components of %s", path, record.getSimpleName())
                .isEqualTo(components.keySet());
        components.forEach((name, component) ->
                property(path + "/" + name, name, schema, component.getType(), component.getGenericType()));
    }

    private static void property(String path, String name, JsonNode schema, Class<?> type, Type generic) {
        JsonNode property = schema.path("properties").path(name);
        if (type.isPrimitive()) {
            boolean required = schema.path("required")
                    .valueStream()
                    .anyMatch(r -> r.asString().equals(name));
            assertThat(required || property.has("default"))
                    .as(path + " is bound to a primitive, which cannot be absent: make it required or give a default")
                    .isTrue();
        }
        value(path, property, type, generic);
    }

    private static void value(String path, JsonNode property, Class<?> type, Type generic) {
        if (type.isRecord()) {
            compare(path, property, type);
        } else if (type.isEnum()) {
            assertThat(property.path("enum")
                            .valueStream()
                            .map(JsonNode::asString)
                            .toList())
                    .as(path + ": enum values and constants of " + type.getSimpleName())
                    .containsExactlyInAnyOrderElementsOf(Arrays.stream(type.getEnumConstants())
                            .map(constant -> ((Enum<?>) constant).name().toLowerCase(Locale.ROOT))
                            .toList());
        } else if (!JsonNode.class.isAssignableFrom(type)) {
            String wanted = property.path("type").isArray()
                    ? property.path("type").get(0).asString()
                    : property.path("type").asString("");
            assertThat(FITTING.getOrDefault(wanted, Set.of()))
                    .as(path + ": Java types that hold a JSON " + wanted)
                    .contains(type);
        }
        boolean list =
                generic instanceof ParameterizedType && property.path("items").isObject();
        if (list && ((ParameterizedType) generic).getActualTypeArguments()[0] instanceof Class<?> element) {
            value(path + "/items", property.path("items"), element, element);
        }
    }

    private static String snakeCase(String name) {
        return name.replaceAll("([a-z0-9])([A-Z])", "$1_$2").toLowerCase(Locale.ROOT);
    }
}
