package dev.leat.config;

import com.networknt.schema.Error;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.StreamSupport;
import tools.jackson.databind.JsonNode;

/** What is said of a value that a schema does not allow; the sentences go on from the name of its place. */
final class Sentences {
    private static final int SHOWN_CHARS = 60;

    private Sentences() {}

    /** @param schema what is said about the value's place */
    static String of(Error error, SchemaView schema) {
        JsonNode rule = error.getSchemaNode();
        String shown = shown(error.getInstanceNode(), schema);
        String bound = rule.asString("");
        return switch (error.getKeyword()) {
            case "type" -> "must be " + types(rule) + ", but is " + shown;
            case "enum" -> choice(List.of(error), schema);
            case "const" -> "must be " + rule + ", but is " + shown;
            case "pattern" -> "is " + shown + ", which has the wrong form" + form(schema, bound);
            case "minimum" -> "must be at least " + bound + ", but is " + shown;
            case "maximum" -> "must be at most " + bound + ", but is " + shown;
            case "exclusiveMinimum" -> "must be more than " + bound + ", but is " + shown;
            case "exclusiveMaximum" -> "must be less than " + bound + ", but is " + shown;
            case "minLength" ->
                bound.equals("1")
                        ? "must not be empty"
                        : "must have at least " + bound + " characters, but is " + shown;
            case "maxLength" -> "must have at most " + bound + " characters, but is " + shown;
            case "uniqueItems" -> "must not hold the same twice";
            default -> error.getMessage();
        };
    }

    /** @param errors what was said of one value: by the one list that it is not in, or by each variant of the schema */
    static String choice(List<Error> errors, SchemaView schema) {
        JsonNode value = errors.getFirst().getInstanceNode();
        List<String> allowed = errors.stream()
                .flatMap(error -> allowed(error).stream())
                .distinct()
                .toList();
        // To name what a secret is near would be to tell it.
        String near = value == null || schema.secret()
                ? ""
                : Nearest.to(plain(value), allowed)
                        .map(name -> "; did you mean \"" + name + "\"?")
                        .orElse("");
        return "cannot be " + shown(value, schema) + ": it is one of " + String.join(", ", allowed) + near;
    }

    private static List<String> allowed(Error choice) {
        JsonNode rule = choice.getSchemaNode();
        return choice.getKeyword().equals("enum") ? strings(rule) : List.of(plain(rule));
    }

    static String variants(JsonNode rules, boolean exclusive) {
        List<String> keys = new ArrayList<>();
        List<String> titles = new ArrayList<>();
        for (JsonNode variant : rules) {
            keys.addAll(strings(variant.path("required")));
            titles.add(variant.path("title").asString(variant.has("type") ? types(variant.path("type")) : "?"));
        }
        String many = exclusive ? "exactly one of" : "one of";
        return keys.size() == titles.size()
                ? "needs " + many + " the keys " + String.join(", ", keys)
                : "must fit " + many + ": " + String.join(", ", titles);
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
    private static String shown(JsonNode value, SchemaView schema) {
        if (value == null || schema.secret()) {
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
        return text.length() <= SHOWN_CHARS ? text : text.substring(0, SHOWN_CHARS) + "…";
    }

    private static String form(SchemaView schema, String pattern) {
        return schema.parts().stream()
                .map(part -> part.path("pattern_descriptor").asString(""))
                .filter(text -> !text.isEmpty())
                .findFirst()
                .map(text -> "; write it as " + text)
                .orElse("; it must match " + pattern);
    }

    /** What a key is for, in brackets; nothing if the schema does not say. */
    static String explained(SchemaView schema) {
        return schema.parts().stream()
                .map(part ->
                        part.path("title").asString(part.path("description").asString("")))
                .filter(text -> !text.isEmpty())
                .findFirst()
                .map(text -> " (" + text + ")")
                .orElse("");
    }

    private static List<String> strings(JsonNode array) {
        return StreamSupport.stream(array.spliterator(), false)
                .map(Sentences::plain)
                .toList();
    }

    private static String plain(JsonNode value) {
        return value.isString() ? value.asString() : value.toString();
    }
}
