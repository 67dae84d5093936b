package dev.leat.runner;

import dev.leat.config.Nearest;
import dev.leat.config.SchemaView;
import dev.leat.protocol.Json;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.ObjectNode;

/**
 * Puts secrets in the place of {@code ${env:NAME}} and {@code ${file:PATH}}. {@code $${} stands for {@code ${} itself.
 * What was put in is known to the {@link Masking} from then on, also values that a connector's schema marks as secret
 * and that were written down in the open.
 */
final class Secrets {
    private static final Pattern TYPED = Pattern.compile("true|false|-?(0|[1-9][0-9]*)(\\.[0-9]+)?");
    private static final Pattern REFERENCE = Pattern.compile("\\$?\\$\\{(?:(\\w+):)?([^}]*)}");

    private final Document document;
    private final Map<String, String> environment;
    private final Masking masking;
    private final List<Problem> problems = new ArrayList<>();

    Secrets(Document document, Map<String, String> environment, Masking masking) {
        this.document = document;
        this.environment = environment;
        this.masking = masking;
    }

    /** What could not be resolved so far. */
    List<Problem> problems() {
        return problems;
    }

    /**
     * A copy of the object at a pointer with its references resolved. A value that is nothing but a reference becomes a
     * number or a boolean where the schema wants one: environment variables are always text.
     */
    ObjectNode resolve(ObjectNode config, String pointer, SchemaView schema) {
        ObjectNode resolved = config.objectNode();
        for (Map.Entry<String, JsonNode> member : config.properties()) {
            String child = Document.child(pointer, member.getKey());
            resolved.set(member.getKey(), value(member.getValue(), child, schema.child(member.getKey())));
        }
        return resolved;
    }

    private JsonNode value(JsonNode value, String pointer, SchemaView schema) {
        if (value instanceof ObjectNode object) {
            return resolve(object, pointer, schema);
        }
        if (value instanceof ArrayNode array) {
            ArrayNode resolved = array.arrayNode();
            for (JsonNode item : array) {
                resolved.add(
                        value(item, pointer + "/" + resolved.size(), schema.child(String.valueOf(resolved.size()))));
            }
            return resolved;
        }
        JsonNode resolved = value.isString() ? text(value.asString(), pointer, schema) : value;
        if (schema.secret() && !resolved.isNull()) {
            masking.add(resolved.asString());
        }
        return resolved;
    }

    private JsonNode text(String text, String pointer, SchemaView schema) {
        Matcher matcher = REFERENCE.matcher(text);
        StringBuilder resolved = new StringBuilder();
        List<String> found = new ArrayList<>();
        while (matcher.find()) {
            String secret = resolve(matcher.group(), matcher.group(1), matcher.group(2), pointer);
            matcher.appendReplacement(resolved, Matcher.quoteReplacement(secret));
            if (!matcher.group().startsWith("$$")) {
                found.add(secret);
            }
        }
        matcher.appendTail(resolved);
        if (!found.isEmpty()
                && !schema.allows("string")
                && TYPED.matcher(resolved).matches()) {
            return Json.parse(resolved.toString());
        }
        found.forEach(masking::add);
        return Json.NODES.stringNode(resolved.toString());
    }

    private String resolve(String whole, String kind, String name, String pointer) {
        if (whole.startsWith("$$")) {
            return whole.substring(1);
        }
        return switch (kind) {
            case "env" -> variable(name, pointer);
            case "file" -> file(name, pointer);
            case null, default -> {
                problem(
                        pointer,
                        "\"" + whole + "\" is no reference; write ${env:NAME} or ${file:PATH}, or $" + whole
                                + " for the text itself");
                yield whole;
            }
        };
    }

    private String variable(String name, String pointer) {
        String value = environment.get(name);
        if (value == null) {
            problem(
                    pointer,
                    "the environment variable " + name + " is not set; set it, for instance: export " + name + "=…"
                            + Nearest.to(name, environment.keySet())
                                    .map(near -> " (" + near + " is set: is that meant?)")
                                    .orElse(""));
            return "";
        }
        return value;
    }

    private String file(String name, String pointer) {
        Path path = document.folder().resolve(name);
        try {
            // Editors and `echo` end a file with a line feed that is not part of the secret.
            return Files.readString(path).stripTrailing();
        } catch (IOException unreadable) {
            problem(
                    pointer,
                    "the secret file " + path + " cannot be read ("
                            + unreadable.getClass().getSimpleName() + "); create it, or correct the path");
            return "";
        }
    }

    private void problem(String pointer, String message) {
        problems.add(new Problem(document.value(pointer), Document.dotted(pointer) + ": " + message));
    }
}
