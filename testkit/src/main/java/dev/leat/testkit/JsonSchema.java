package dev.leat.testkit;

import com.networknt.schema.Schema;
import com.networknt.schema.SchemaLocation;
import com.networknt.schema.SchemaRegistry;
import com.networknt.schema.SchemaRegistryConfig;
import com.networknt.schema.SpecificationVersion;
import java.util.List;
import java.util.Locale;
import java.util.logging.Level;
import java.util.logging.Logger;
import tools.jackson.databind.JsonNode;

/** JSON Schema draft 7 as the protocol uses it: formats are annotations, for the protocol has its own ("0044-03-15 BC"). */
final class JsonSchema {
    private static final SchemaRegistry REGISTRY = SchemaRegistry.withDefaultDialect(
            SpecificationVersion.DRAFT_7,
            builder -> builder.schemaRegistryConfig(SchemaRegistryConfig.builder()
                    .formatAssertionsEnabled(false)
                    .locale(Locale.ENGLISH)
                    .build()));
    private static final Schema META = REGISTRY.getSchema(SchemaLocation.of("http://json-schema.org/draft-07/schema#"));

    /** Kept, or its level would be forgotten: it warns of each annotation it does not know, ours among them. */
    private static final Logger KEYWORDS = Logger.getLogger("com.networknt.schema.keyword");

    static {
        KEYWORDS.setLevel(Level.SEVERE);
    }

    private final Schema schema;

    JsonSchema(JsonNode schema) {
        this.schema = REGISTRY.getSchema(schema);
    }

    /** What is wrong with a value. */
    List<String> problems(JsonNode value) {
        return schema.validate(value).stream().map(Object::toString).toList();
    }

    /** What is wrong with a schema as such. */
    static List<String> problemsOfSchema(JsonNode schema) {
        return META.validate(schema).stream().map(Object::toString).toList();
    }
}
