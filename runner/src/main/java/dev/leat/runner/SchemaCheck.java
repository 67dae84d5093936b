package dev.leat.runner;

import com.networknt.schema.Error;
import com.networknt.schema.SchemaRegistry;
import com.networknt.schema.SpecificationVersion;
import dev.leat.config.Nearest;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.logging.Level;
import java.util.logging.Logger;
import java.util.stream.StreamSupport;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ObjectNode;

/** Judges a tree by a JSON Schema, in sentences that say what to do. */
final class SchemaCheck {
    /**
     * What is wrong at one place.
     *
     * @param pointer the place, from the root of what was judged
     * @param atKey whether the key is wrong rather than its value
     */
    record Finding(String pointer, boolean atKey, String message) {}

    private static final SchemaRegistry REGISTRY =
            SchemaRegistry.withDefaultDialect(SpecificationVersion.DRAFT_2020_12);

    /** It warns of each annotation it does not know, and ours are many. Held here, or the setting would be forgotten. */
    private static final Logger VALIDATOR_LOG = Logger.getLogger("com.networknt.schema");

    static {
        VALIDATOR_LOG.setLevel(Level.SEVERE);
    }

    private final SchemaView view;
    private final String root;
    private final List<Finding> findings = new ArrayList<>();
    private final Set<String> guessed = new TreeSet<>();

    private SchemaCheck(ObjectNode schema, String root) {
        this.root = root;
        this.view = SchemaView.of(schema);
    }

    /**
     * @param root pointer of the tree in the document it is part of
     * @param closed whether keys that the schema does not name are wrong even where it does not say so: the protocol
     *     forbids a connector's schema to close its objects, yet a mistyped key must not go unnoticed
     */
    static List<Finding> check(ObjectNode schema, JsonNode tree, String root, boolean closed) {
        SchemaCheck check = new SchemaCheck(schema, root);
        check.unknownKeys(check.view, tree, "", closed);
        List<Error> errors = REGISTRY.getSchema(schema).validate(tree);
        List<String> undecided = errors.stream()
                .filter(error -> Set.of("oneOf", "anyOf").contains(error.getKeyword()))
                .map(error -> error.getEvaluationPath().toString())
                .toList();
        for (Error error : errors) {
            String path = error.getEvaluationPath().toString();
            // What each variant dislikes is noise beside "fits none of them".
            if (undecided.stream().noneMatch(variants -> path.startsWith(variants + "/"))) {
                check.add(error);
            }
        }
        return check.findings;
    }

    private void unknownKeys(SchemaView here, JsonNode tree, String pointer, boolean closed) {
        for (Map.Entry<String, JsonNode> member : tree.properties()) {
            String child = Document.child(pointer, member.getKey());
            Set<String> keys = here.keys();
            // A schema that names no keys at all says nothing about them.
            boolean refused = closed && !keys.isEmpty() || here.parts().stream().anyMatch(SchemaCheck::refusesOthers);
            if (refused && !here.open() && !keys.contains(member.getKey())) {
                Nearest.to(member.getKey(), keys).ifPresent(key -> guessed.add(Document.child(pointer, key)));
                String where = Document.dotted(root + pointer);
                findings.add(new Finding(
                        root + child,
                        true,
                        "unknown key \"" + member.getKey() + "\" in " + where + Nearest.hint(member.getKey(), keys)));
            } else {
                unknownKeys(here.child(member.getKey()), member.getValue(), child, closed);
            }
        }
        for (int i = 0; tree.isArray() && i < tree.size(); i++) {
            unknownKeys(here.child(String.valueOf(i)), tree.get(i), pointer + "/" + i, closed);
        }
    }

    private static boolean refusesOthers(JsonNode part) {
        return part.path("additionalProperties").isBoolean()
                && !part.path("additionalProperties").asBoolean();
    }

    private void add(Error error) {
        String pointer = error.getInstanceLocation().toString();
        JsonNode rule = error.getSchemaNode();
        switch (error.getKeyword()) {
            case "additionalProperties", "unevaluatedProperties" -> {
                // Told by unknownKeys, in better words.
            }
            case "required" -> {
                // A missing key that was merely mistyped is told once.
                if (!guessed.contains(Document.child(pointer, error.getProperty()))) {
                    findings.add(new Finding(root + pointer, true, missing(pointer, error.getProperty())));
                }
            }
            case "type" -> wrong(pointer, "must be " + types(rule) + ", but is " + shown(pointer, error));
            case "enum" -> wrong(pointer, "cannot be " + shown(pointer, error) + enumHint(error, rule));
            case "oneOf", "anyOf" -> wrong(pointer, variants(rule));
            case "pattern" ->
                wrong(pointer, "is " + shown(pointer, error) + ", which has the wrong form" + form(pointer, rule));
            default -> wrong(pointer, error.getMessage());
        }
    }

    private void wrong(String pointer, String message) {
        findings.add(new Finding(root + pointer, false, Document.dotted(root + pointer) + " " + message));
    }

    private String missing(String pointer, String key) {
        String description = view.at(Document.child(pointer, key)).parts().stream()
                .map(part ->
                        part.path("title").asString(part.path("description").asString("")))
                .filter(text -> !text.isEmpty())
                .findFirst()
                .map(text -> " (" + text + ")")
                .orElse("");
        return "\"" + key + "\" is missing in " + Document.dotted(root + pointer) + "; add it" + description;
    }

    private static String types(JsonNode rule) {
        List<String> names = (rule.isArray() ? strings(rule) : List.of(rule.asString("")))
                .stream()
                        .map(type -> switch (type) {
                            case "integer" -> "an integer";
                            case "array" -> "a list";
                            case "object" -> "keys and values";
                            case "string" -> "text";
                            case "boolean" -> "true or false";
                            default -> type.equals("null") ? "null" : "a " + type;
                        })
                        .toList();
        return String.join(" or ", names);
    }

    /** The value, unless it is a secret or long. */
    private String shown(String pointer, Error error) {
        JsonNode value = error.getInstanceNode();
        if (value == null || view.at(pointer).secret()) {
            return "something else";
        }
        return switch (value.getNodeType()) {
            case OBJECT -> "keys and values";
            case ARRAY -> "a list";
            case NULL -> "empty";
            case STRING -> "the text " + shorten(value.toString());
            default -> shorten(value.toString());
        };
    }

    private static String shorten(String text) {
        return text.length() <= 60 ? text : text.substring(0, 60) + "…";
    }

    private static String enumHint(Error error, JsonNode rule) {
        List<String> allowed = strings(rule);
        String word =
                error.getInstanceNode() == null ? "" : error.getInstanceNode().asString("");
        return ": it is one of " + String.join(", ", allowed)
                + Nearest.to(word, allowed)
                        .map(near -> "; did you mean \"" + near + "\"?")
                        .orElse("");
    }

    private String form(String pointer, JsonNode rule) {
        return view.at(pointer).parts().stream()
                .map(part -> part.path("pattern_descriptor").asString(""))
                .filter(text -> !text.isEmpty())
                .findFirst()
                .map(text -> "; write it as " + text)
                .orElse("; it must match " + rule.asString(""));
    }

    private static String variants(JsonNode rule) {
        List<String> keys = new ArrayList<>();
        List<String> titles = new ArrayList<>();
        for (JsonNode variant : rule) {
            keys.addAll(strings(variant.path("required")));
            titles.add(variant.path("title").asString("?"));
        }
        return keys.size() == rule.size()
                ? "needs exactly one of the keys " + String.join(", ", keys)
                : "must fit exactly one of: " + String.join(", ", titles);
    }

    private static List<String> strings(JsonNode array) {
        return StreamSupport.stream(array.spliterator(), false)
                .map(value -> value.isString() ? value.asString() : value.toString())
                .toList();
    }
}
