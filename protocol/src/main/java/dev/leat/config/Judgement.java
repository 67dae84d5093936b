package dev.leat.config;

import com.networknt.schema.Error;
import com.networknt.schema.path.NodePath;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.UnaryOperator;
import tools.jackson.core.JsonPointer;
import tools.jackson.databind.JsonNode;

/** Turns what a validator dislikes in one document into findings, each of them once. */
final class Judgement {
    private final SchemaView schema;
    private final UnaryOperator<String> place;
    private final List<Finding> findings = new ArrayList<>();
    /** Keys that were told to be unknown, and those that were probably meant. */
    private final Set<JsonPointer> told = new HashSet<>();

    Judgement(SchemaView schema, UnaryOperator<String> place) {
        this.schema = schema;
        this.place = place;
    }

    void unknownKeys(JsonNode tree, boolean closed) {
        unknownKeys(schema, tree, JsonPointer.empty(), closed);
    }

    /** Found by ourselves: the validator names no key that would be right, least of all among several variants. */
    private void unknownKeys(SchemaView here, JsonNode tree, JsonPointer at, boolean closed) {
        for (Map.Entry<String, JsonNode> member : tree.properties()) {
            String key = member.getKey();
            Set<String> keys = here.keys();
            // A schema that names no keys at all says nothing about them.
            boolean refused = closed && !keys.isEmpty() || here.refusesOthers();
            if (refused && !here.open() && !keys.contains(key)) {
                Nearest.to(key, keys).ifPresent(near -> told.add(at.appendProperty(near)));
                unknownKey(at, key, Nearest.hint(key, keys));
            } else {
                unknownKeys(here.child(key), member.getValue(), at.appendProperty(key), closed);
            }
        }
        for (int i = 0; tree.isArray() && i < tree.size(); i++) {
            unknownKeys(here.child(String.valueOf(i)), tree.get(i), at.appendIndex(i), closed);
        }
    }

    private void unknownKey(JsonPointer at, String key, String hint) {
        JsonPointer pointer = at.appendProperty(key);
        if (told.add(pointer)) {
            findings.add(new Finding(pointer.toString(), true, "unknown key \"" + key + "\"" + in(at) + hint));
        }
    }

    List<Finding> errors(List<Error> errors) {
        errors(errors, 0);
        return findings;
    }

    private void errors(List<Error> errors, int from) {
        List<Error> left = new ArrayList<>(errors);
        while (!left.isEmpty()) {
            Error error = left.getFirst();
            Variants variants = Variants.of(error, from, left);
            if (variants == null) {
                left.removeFirst();
                add(error);
            } else {
                variants(variants);
            }
        }
    }

    private void variants(Variants variants) {
        JsonNode rules = schema.rule(variants.path());
        List<Error> ofTheOneMeant = variants.ofTheOneMeant(rules.size());
        List<Error> choices = variants.choices(rules.size());
        if (!ofTheOneMeant.isEmpty()) {
            errors(ofTheOneMeant, variants.steps());
        } else if (!choices.isEmpty()) {
            JsonPointer at = pointer(choices.getFirst().getInstanceLocation());
            wrong(at, Sentences.choice(choices, schema.at(at)));
        } else {
            wrong(pointer(variants.location()), Sentences.variants(rules, variants.exclusive()));
        }
    }

    private void add(Error error) {
        JsonPointer at = pointer(error.getInstanceLocation());
        switch (error.getKeyword()) {
            // Told already, unless only this variant of several refuses the key.
            case "additionalProperties", "unevaluatedProperties" -> unknownKey(at, error.getProperty(), "; remove it");
            case "required" -> {
                // A missing key that was merely mistyped is told once.
                if (told.add(at.appendProperty(error.getProperty()))) {
                    missing(at, error.getProperty());
                }
            }
            default -> wrong(at, Sentences.of(error, schema.at(at)));
        }
    }

    private void missing(JsonPointer at, String key) {
        String explained = Sentences.explained(schema.at(at.appendProperty(key)));
        findings.add(new Finding(at.toString(), true, "\"" + key + "\" is missing" + in(at) + "; add it" + explained));
    }

    private void wrong(JsonPointer at, String message) {
        String where = place.apply(at.toString());
        findings.add(new Finding(at.toString(), false, where.isEmpty() ? "it " + message : where + " " + message));
    }

    private String in(JsonPointer at) {
        String where = place.apply(at.toString());
        return where.isEmpty() ? "" : " in " + where;
    }

    private static JsonPointer pointer(NodePath path) {
        return JsonPointer.compile(path.toString());
    }
}
