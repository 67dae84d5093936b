package dev.leat.config;

import com.networknt.schema.Schema;
import com.networknt.schema.SchemaException;
import com.networknt.schema.SchemaRegistry;
import com.networknt.schema.SchemaRegistryConfig;
import com.networknt.schema.SpecificationVersion;
import dev.leat.protocol.ConnectorException;
import java.util.List;
import java.util.Locale;
import java.util.function.UnaryOperator;
import java.util.logging.Level;
import java.util.logging.Logger;
import java.util.regex.Pattern;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ObjectNode;

/**
 * A JSON Schema, of whatever draft it names, that settings and configurations are held against. Says what is wrong in
 * words for the person who wrote them, and fills in defaults. Thread-safe.
 */
public final class ConfigSchema {
    /** Messages of the validator go into ours, which are in one language whatever the machine's is. */
    private static final SchemaRegistryConfig ENGLISH =
            SchemaRegistryConfig.builder().locale(Locale.ENGLISH).build();

    /** It warns of each annotation it does not know, and ours are many. Held here, or the setting would be forgotten. */
    private static final Logger VALIDATOR_LOG = Logger.getLogger("com.networknt.schema");

    static {
        VALIDATOR_LOG.setLevel(Level.SEVERE);
    }

    private static final Pattern DRAFT =
            Pattern.compile("|https?://json-schema\\.org/draft(-0[4-7]|/2019-09|/2020-12)/schema#?");

    private final JsonNode json;
    private final Schema schema;

    public ConfigSchema(JsonNode json) {
        this.json = json;
        try {
            this.schema = SchemaRegistry.withDefaultDialect(
                            SpecificationVersion.DRAFT_2020_12, registry -> registry.schemaRegistryConfig(ENGLISH))
                    .getSchema(inKnownDraft(json));
        } catch (SchemaException unusable) {
            throw unusable(unusable);
        }
    }

    /** Foreign schemas name drafts that there never were ({@code http://json-schema.org/schema#}): the newest is meant. */
    private static JsonNode inKnownDraft(JsonNode json) {
        if (DRAFT.matcher(json.path("$schema").asString("")).matches() || !(json instanceof ObjectNode object)) {
            return json;
        }
        ObjectNode other = object.deepCopy();
        other.remove("$schema");
        return other;
    }

    private static ConnectorException unusable(SchemaException why) {
        return new ConnectorException(
                ConnectorException.Kind.INTERNAL,
                "a configuration cannot be judged, its JSON Schema is not valid: " + why.getMessage()
                        + "; correct the schema that the connector's \"spec\" answers",
                why);
    }

    /** What is wrong with a configuration; empty if nothing is. */
    public List<Finding> findings(JsonNode config) {
        return findings(config, false, ConfigSchema::dotted);
    }

    /**
     * What is wrong with a document; empty if nothing is.
     *
     * @param closed whether keys that the schema does not name are wrong even where it does not say so: the protocol
     *     forbids a connector's schema to close its objects, yet a mistyped key must not go unnoticed
     * @param place what messages call the place that a JSON pointer names; nothing if that goes without saying
     */
    public List<Finding> findings(JsonNode tree, boolean closed, UnaryOperator<String> place) {
        Judgement judgement = new Judgement(SchemaView.of(json), place);
        judgement.unknownKeys(tree, closed);
        try {
            return judgement.errors(schema.validate(tree));
        } catch (SchemaException unusable) {
            // Some parts of a schema are looked at only when there is a value for them.
            throw unusable(unusable);
        }
    }

    /** A pointer as people write it: {@code connections.shop.config}. */
    public static String dotted(String pointer) {
        return pointer.isEmpty()
                ? ""
                : pointer.substring(1).replace('/', '.').replace("~1", "/").replace("~0", "~");
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
                config.set(name, property.get("default").deepCopy());
            }
            if (config.get(name) instanceof ObjectNode inner) {
                fill(inner, property);
            }
        });
    }
}
