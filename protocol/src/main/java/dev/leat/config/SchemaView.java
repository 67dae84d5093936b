package dev.leat.config;

import com.networknt.schema.path.NodePath;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import tools.jackson.core.JsonPointer;
import tools.jackson.databind.JsonNode;

/**
 * The parts of a JSON Schema that speak about one place of a document: the schema itself and the variants it offers
 * there. Made for looking things up (known keys, types, secret marks), not for judging.
 */
public record SchemaView(JsonNode root, List<JsonNode> parts) {

    public static SchemaView of(JsonNode schema) {
        return expand(schema, List.of(schema));
    }

    private static SchemaView expand(JsonNode root, List<JsonNode> schemas) {
        List<JsonNode> parts = new ArrayList<>();
        schemas.forEach(schema -> collect(root, schema, parts));
        return new SchemaView(root, parts);
    }

    private static void collect(JsonNode root, JsonNode schema, List<JsonNode> parts) {
        if (!schema.isObject() || parts.contains(schema)) {
            return;
        }
        parts.add(schema);
        String reference = schema.path("$ref").asString("");
        if (reference.startsWith("#/")) {
            collect(root, root.at(reference.substring(1)), parts);
        }
        for (String keyword : List.of("oneOf", "anyOf", "allOf")) {
            schema.path(keyword).forEach(variant -> collect(root, variant, parts));
        }
    }

    /** What the schema says about a member or an item. */
    public SchemaView child(String key) {
        List<JsonNode> children = new ArrayList<>();
        for (JsonNode part : parts) {
            JsonNode property = part.path("properties").path(key);
            if (property.isMissingNode()) {
                children.add(part.path("items"));
                children.add(part.path("additionalProperties"));
            } else {
                children.add(property);
            }
        }
        return expand(root, children);
    }

    SchemaView at(JsonPointer pointer) {
        SchemaView view = this;
        for (JsonPointer step = pointer; !step.matches(); step = step.tail()) {
            view = view.child(step.getMatchingProperty());
        }
        return view;
    }

    /** What stands at the end of a way through the schema, references followed. */
    JsonNode rule(NodePath way) {
        JsonNode at = root;
        for (int i = 0; i < way.getNameCount(); i++) {
            String step = way.getName(i);
            if (step.equals("$ref")) {
                String reference = at.path("$ref").asString("");
                at = reference.startsWith("#") ? root.at(reference.substring(1)) : root.path(reference);
            } else {
                at = at.isArray() ? at.path(Integer.parseInt(step)) : at.path(step);
            }
        }
        return at;
    }

    /** The keys an object may have here. */
    Set<String> keys() {
        Set<String> keys = new TreeSet<>();
        parts.forEach(part -> keys.addAll(part.path("properties").propertyNames()));
        return keys;
    }

    /** Whether an object here may have keys that the schema does not name. */
    boolean open() {
        return parts.stream()
                .anyMatch(part -> part.path("additionalProperties").isObject() || part.has("patternProperties"));
    }

    /** Whether some part forbids all keys that it does not name. */
    boolean refusesOthers() {
        return parts.stream()
                .anyMatch(part -> isFalse(part, "additionalProperties") || isFalse(part, "unevaluatedProperties"));
    }

    private static boolean isFalse(JsonNode part, String keyword) {
        return part.path(keyword).isBoolean() && !part.path(keyword).asBoolean();
    }

    /** Whether a value here may be of a JSON type. */
    public boolean allows(String type) {
        return parts.stream().anyMatch(part -> contains(part.path("type"), type));
    }

    private static boolean contains(JsonNode types, String type) {
        if (types.isString()) {
            return types.asString().equals(type);
        }
        for (JsonNode one : types) {
            if (one.asString("").equals(type)) {
                return true;
            }
        }
        return false;
    }

    /** Whether a text here is of a format. */
    public boolean hasFormat(String format) {
        return parts.stream().anyMatch(part -> part.path("format").asString("").equals(format));
    }

    /** Whether a value here must not be shown. */
    public boolean secret() {
        return hasFormat("password")
                || parts.stream()
                        .anyMatch(part -> part.path("airbyte_secret").asBoolean(false)
                                || part.path("writeOnly").asBoolean(false));
    }
}
