package dev.leat.runner;

import dev.leat.protocol.ConnectorException;
import dev.leat.protocol.Json;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.TreeMap;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.ObjectNode;

/**
 * Settings from outside the file: environment variables, then {@code --set}, the later winning.
 *
 * <p>{@code --set connections.shop.config.port=5433} and {@code LEAT_SET_CONNECTIONS__SHOP__CONFIG__PORT=5433} say the
 * same. In a variable's name {@code __} stands for the dot, case does not matter, and {@code _} also matches {@code -}
 * and {@code .}, since many systems allow nothing else in such names. A number counts into a list. A value is read as
 * YAML would be, except that a text in the file is replaced by a text.
 */
final class Overrides {
    static final String VARIABLE_PREFIX = "LEAT_SET_";

    private final Document document;

    private Overrides(Document document) {
        this.document = document;
    }

    static void apply(Document document, Map<String, String> environment, List<String> assignments) {
        Overrides overrides = new Overrides(document);
        // In order of name, so that two variables that touch each other give the same result every time.
        new TreeMap<>(environment).forEach((name, value) -> {
            if (name.startsWith(VARIABLE_PREFIX)) {
                String[] path = name.substring(VARIABLE_PREFIX.length()).split("__", -1);
                overrides.set(name, path, value, true);
            }
        });
        for (String assignment : assignments) {
            int equals = assignment.indexOf('=');
            if (equals < 1) {
                throw ConnectorException.config(
                        "--set \"" + assignment + "\" has no value; write --set connections.NAME.config.KEY=VALUE");
            }
            String key = assignment.substring(0, equals);
            overrides.set("--set " + key, key.split("\\.", -1), assignment.substring(equals + 1), false);
        }
    }

    private void set(String origin, String[] path, String value, boolean loose) {
        JsonNode at = document.root();
        String pointer = "";
        for (int i = 0; i < path.length; i++) {
            boolean last = i == path.length - 1;
            String step = loose ? meant(path[i], at) : path[i];
            pointer = Document.child(pointer, step);
            JsonNode old = at.isArray() ? at.path(index(step, at, origin)) : at.path(step);
            if (!last && old.isValueNode() && !old.isNull()) {
                throw ConnectorException.config(
                        origin + ": " + Document.dotted(pointer) + " is a value, there is nothing below it");
            }
            JsonNode next = last ? parsed(origin, value, old) : old.isContainer() ? old : Json.object();
            if (at instanceof ArrayNode array) {
                array.set(index(step, at, origin), next);
            } else {
                ((ObjectNode) at).set(step, next);
            }
            if (last || !old.isContainer()) {
                Where where = Where.override(origin);
                document.places().put(pointer, new Document.Place(where, where));
            }
            at = next;
        }
    }

    private static JsonNode parsed(String origin, String value, JsonNode old) {
        return old.isString() ? Json.NODES.stringNode(value) : YamlFile.value(origin, value);
    }

    private static int index(String step, JsonNode list, String origin) {
        int index = step.matches("\\d{1,6}") ? Integer.parseInt(step) : -1;
        if (index < 0 || index >= list.size()) {
            throw ConnectorException.config(origin + ": \"" + step + "\" is no position in a list of " + list.size()
                    + "; write 0 to " + (list.size() - 1));
        }
        return index;
    }

    /** The existing key that a variable's name means, or the name in lower case for a new one. */
    private static String meant(String step, JsonNode at) {
        String word = plain(step);
        return at.propertyNames().stream()
                .filter(key -> plain(key).equals(word))
                .findFirst()
                .orElse(step.toLowerCase(Locale.ROOT));
    }

    private static String plain(String key) {
        return key.toLowerCase(Locale.ROOT).replace('-', '_').replace('.', '_');
    }
}
