package dev.leat.testkit;

import static org.assertj.core.api.Assertions.assertThat;

import dev.leat.protocol.Json;
import dev.leat.protocol.Message;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import org.junit.jupiter.api.Test;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ObjectNode;

/** The command {@code spec}, and the rules for a configuration's schema. */
interface SpecCases extends Case {
    Set<String> FORBIDDEN = Set.of(
            "not",
            "anyOf",
            "allOf",
            "if",
            "then",
            "else",
            "patternProperties",
            "prefixItems",
            "dependentSchemas",
            "dependentRequired",
            "$ref");

    List<String> SECRET_NAMES = List.of(
            "password", "passwd", "secret", "token", "api_key", "private_key", "certificate", "jwt", "credentials");

    private ObjectNode schema() throws Exception {
        return connector().spec().connectionSpecification();
    }

    @Test
    default void specIsOneMessageAndNothingElse() throws Exception {
        Outcome outcome = connector().invoke("spec").run();
        Message.Spec spec = Case.only(outcome, Message.Spec.class);
        assertThat(outcome.lines()).as("lines\n%s", outcome.story()).hasSize(1);
        assertThat(spec.connectionSpecification()).as("connectionSpecification").isNotNull();
    }

    @Test
    default void specTakesFlagsOfOtherPlatforms() throws Exception {
        Case.only(connector().invoke("--spec").run(), Message.Spec.class);
    }

    @Test
    default void configurationSchemaIsDraftSeven() throws Exception {
        ObjectNode schema = schema();
        assertThat(JsonSchema.problemsOfSchema(schema))
                .as("violations of the draft-07 meta-schema")
                .isEmpty();
        assertThat(schema.path("type").asString(""))
                .as("type of a configuration")
                .isEqualTo("object");
        if (connector().connector().isPresent()) {
            assertThat(schema.path("additionalProperties").isBoolean()
                            && !schema.path("additionalProperties").asBoolean())
                    .as("\"additionalProperties\": false, so that a misspelt key is an error")
                    .isTrue();
        }
    }

    @Test
    default void configurationSchemaDescribesEachProperty() throws Exception {
        eachObject(schema(), "", (path, object) -> {
            Set<Integer> orders = new HashSet<>();
            object.path("properties").forEachEntry((name, property) -> {
                String where = path + "/" + name;
                assertThat(property.path("title").asString(""))
                        .as(where + " has a title")
                        .isNotBlank();
                assertThat(property.path("description").asString(""))
                        .as(where + " has a description")
                        .isNotBlank();
                assertThat(property.path("order").isInt())
                        .as(where + " has an order")
                        .isTrue();
                assertThat(orders.add(property.path("order").asInt()))
                        .as(where + ": another property has the same order")
                        .isTrue();
            });
        });
    }

    @Test
    default void configurationSchemaMarksSecrets() throws Exception {
        eachObject(
                schema(),
                "",
                (path, object) -> object.path("properties").forEachEntry((name, property) -> {
                    String lower = name.toLowerCase(Locale.ROOT);
                    boolean text = property.path("type").asString("").equals("string") && !property.has("const");
                    if (text && SECRET_NAMES.stream().anyMatch(lower::contains) && !lower.endsWith("_file")) {
                        assertThat(property.path("airbyte_secret").asBoolean(false))
                                .as(path + "/" + name + " sounds like a secret: \"airbyte_secret\": true")
                                .isTrue();
                    }
                }));
    }

    @Test
    default void configurationSchemaKeepsToTheProtocolsRules() throws Exception {
        eachNode(schema(), "", (path, node) -> {
            assertThat(FORBIDDEN)
                    .as(path + ": keyword that platforms do not understand")
                    .noneMatch(node::has);
            if (node.path("enum").isArray()) {
                assertThat(node.path("enum").valueStream().toList())
                        .as(path + "/enum")
                        .doesNotHaveDuplicates();
            }
            if (node.path("oneOf").isArray()) {
                oneOf(path, node);
            }
            if (node.path("type").isArray()) {
                assertThat(node.path("type").valueStream().map(JsonNode::asString))
                        .as(path + "/type: a list may only add null")
                        .hasSize(2)
                        .contains("null");
            }
        });
    }

    private static void oneOf(String path, JsonNode node) {
        assertThat(node.path("type").asString(""))
                .as(path + ": type of a oneOf")
                .isEqualTo("object");
        Set<String> shared = null;
        Set<JsonNode> constants = new HashSet<>();
        for (JsonNode variant : node.path("oneOf")) {
            Set<String> constant = new HashSet<>();
            variant.path("properties").forEachEntry((name, property) -> {
                if (property.has("const")) {
                    assertThat(property.has("enum") || property.has("default"))
                            .as(path + "/" + name + ": const beside enum or default")
                            .isFalse();
                    constant.add(name);
                    assertThat(constants.add(property.get("const")))
                            .as(path + "/" + name + ": another variant has the same const")
                            .isTrue();
                }
            });
            shared = shared == null ? constant : new HashSet<>(shared);
            shared.retainAll(constant);
        }
        assertThat(shared)
                .as(path + ": the property that tells the variants apart")
                .hasSize(1);
    }

    @Test
    default void configurationSchemaAndRecordAgree() throws Exception {
        if (connector().connector().isPresent()) {
            ConfigRecord.compare("", schema(), connector().connector().get().config());
        }
    }

    @Test
    default void configurationGivenIsValid() throws Exception {
        assertThat(new JsonSchema(schema()).problems(Json.tree(suite().config())))
                .as("what the schema says of the suite's own configuration")
                .isEmpty();
    }

    /** Looks at a schema and its name. */
    interface Look {
        void at(String path, JsonNode node);
    }

    private static void eachObject(JsonNode schema, String path, Look look) {
        eachNode(schema, path, (at, node) -> {
            if (node.path("properties").isObject()) {
                look.at(at, node);
            }
        });
    }

    private static void eachNode(JsonNode schema, String path, Look look) {
        look.at(path, schema);
        schema.path("properties").forEachEntry((name, property) -> eachNode(property, path + "/" + name, look));
        int variant = 0;
        for (JsonNode option : schema.path("oneOf")) {
            eachNode(option, path + "/oneOf/" + variant++, look);
        }
        if (schema.path("items").isObject()) {
            eachNode(schema.path("items"), path + "/items", look);
        }
    }
}
