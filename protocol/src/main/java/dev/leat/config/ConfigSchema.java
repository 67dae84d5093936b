package dev.leat.config;

import com.networknt.schema.Error;
import com.networknt.schema.Schema;
import com.networknt.schema.SchemaRegistry;
import com.networknt.schema.SchemaRegistryConfig;
import com.networknt.schema.dialect.Dialect;
import com.networknt.schema.dialect.Dialects;
import com.networknt.schema.keyword.NonValidationKeyword;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ObjectNode;

/**
 * A JSON Schema (draft 7) that configurations are held against. Says what is wrong in words for the person who wrote
 * the configuration, and fills in defaults. Thread-safe.
 */
public final class ConfigSchema {
    /** Annotations that say nothing about validity (secrets, order, groups) would be logged one by one otherwise. */
    private static final Dialect DRAFT_7 = Dialect.builder(Dialects.getDraft7())
            .unknownKeywordFactory((keyword, context) -> new NonValidationKeyword(keyword))
            .build();

    /** Messages of the validator go into ours, which are in one language whatever the machine's is. */
    private static final SchemaRegistryConfig ENGLISH =
            SchemaRegistryConfig.builder().locale(Locale.ENGLISH).build();

    private final JsonNode json;
    private final Schema schema;

    public ConfigSchema(JsonNode json) {
        this.json = json;
        this.schema = SchemaRegistry.withDialect(DRAFT_7, registry -> registry.schemaRegistryConfig(ENGLISH))
                .getSchema(json);
    }

    /**
     * One thing that is wrong.
     *
     * @param path JSON pointer of the value that is wrong, or of the object that lacks or has too many properties
     * @param key the property that is unknown or missing; null otherwise
     * @param message what is wrong and what to do, without the path; never holds the value of a secret
     */
    public record Problem(String path, String key, String message) {
        @Override
        public String toString() {
            return (path.isEmpty() ? "" : path + ": ") + message;
        }
    }

    /** What is wrong with a configuration; empty if nothing is. */
    public List<Problem> problems(JsonNode config) {
        List<Problem> problems = new ArrayList<>();
        for (Error error : schema.validate(config)) {
            problems.add(problem(error));
        }
        return problems;
    }

    private Problem problem(Error error) {
        String path = error.getInstanceLocation().toString();
        String key = error.getProperty();
        JsonNode rule = error.getSchemaNode();
        String message = switch (error.getKeyword()) {
            case "additionalProperties", "unevaluatedProperties" ->
                "unknown key \"" + key + "\"" + Nearest.hint(key, known(error));
            case "required" -> "\"" + key + "\" is missing" + described(key);
            case "type" -> "is " + article(typeOf(error.getInstanceNode())) + ", must be " + article(types(rule));
            case "enum" -> "is " + shown(error) + ", must be one of " + rule;
            case "minimum", "maximum", "exclusiveMinimum", "pattern", "minLength" ->
                shown(error) + " " + error.getMessage();
            default -> error.getMessage();
        };
        return new Problem(path, key, message);
    }

    private static String shown(Error error) {
        JsonNode value = error.getInstanceNode();
        return value == null ? "the value" : value.toString();
    }

    private static String types(JsonNode rule) {
        if (rule != null && rule.isArray()) {
            List<String> names = new ArrayList<>();
            rule.forEach(name -> names.add(name.asString()));
            return String.join(" or ", names);
        }
        return rule == null ? "something else" : rule.asString();
    }

    private static String typeOf(JsonNode value) {
        return value == null ? "nothing" : value.getNodeType().name().toLowerCase(Locale.ROOT);
    }

    private static String article(String type) {
        return switch (type) {
            case "null", "nothing", "something else" -> type;
            case "integer", "object", "array" -> "an " + type;
            default -> "a " + type;
        };
    }

    /** The property names allowed where the unknown one was found: those of the schema that refused it. */
    private List<String> known(Error error) {
        String pointer = error.getSchemaLocation().getFragment().toString();
        int parent = pointer.lastIndexOf('/');
        JsonNode at = json.at(parent < 0 ? "" : pointer.substring(pointer.startsWith("#") ? 1 : 0, parent));
        return List.copyOf(at.path("properties").propertyNames());
    }

    private String described(String key) {
        String description =
                json.path("properties").path(key).path("description").asString("");
        return description.isEmpty() ? "" : " (" + description + ")";
    }

    /** A copy of the configuration in which every property that is absent and has a default has it. */
    public ObjectNode withDefaults(ObjectNode config) {
        ObjectNode full = config.deepCopy();
        fill(full, json);
        return full;
    }

    private static void fill(ObjectNode config, JsonNode schema) {
        schema.path("properties").forEachEntry((name, property) -> {
            if (!config.has(name) && property.has("default")) {
                config.set(name, property.get("default"));
            }
            if (config.get(name) instanceof ObjectNode inner) {
                fill(inner, property);
            }
        });
    }
}
