package dev.leat.sdk;

import dev.leat.protocol.Json;
import dev.leat.type.Column;
import dev.leat.type.TypeJson;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.TreeSet;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ObjectNode;

/**
 * What a stream is as far as a state depends on it: its columns, their types, and its key. For whoever is a
 * {@link StateStore}: kept beside each state as text, it tells whether the state still means anything.
 */
public record StreamDefinition(ObjectNode json) {

    /** The definition of a stream as it is written now. */
    public static StreamDefinition of(WritePlan plan) {
        ObjectNode json = Json.object();
        ObjectNode columns = json.putObject("columns");
        for (Column column : plan.schema().columns()) {
            columns.set(
                    column.name(),
                    TypeJson.toSchema(Column.required(column.name(), column.type()))
                            .get("leat"));
        }
        plan.schema().key().forEach(json.putArray("key")::add);
        return new StreamDefinition(json);
    }

    /** What has changed since the definition was written down; empty if nothing has. */
    public Optional<String> changeSince(String written) {
        JsonNode then = Json.parse(written);
        List<String> changes = new ArrayList<>();
        TreeSet<String> names = new TreeSet<>(json.path("columns").propertyNames());
        names.addAll(then.path("columns").propertyNames());
        for (String name : names) {
            JsonNode before = then.path("columns").path(name);
            JsonNode now = json.path("columns").path(name);
            if (before.isMissingNode() || now.isMissingNode()) {
                changes.add("column \"" + name + "\" is " + (now.isMissingNode() ? "gone" : "new"));
            } else if (!before.equals(now)) {
                changes.add("column \"" + name + "\" was " + before + " and is " + now);
            }
        }
        if (!then.path("key").equals(json.path("key"))) {
            changes.add("the key was " + then.path("key") + " and is " + json.path("key"));
        }
        return changes.isEmpty() ? Optional.empty() : Optional.of(String.join(", ", changes));
    }

    @Override
    public String toString() {
        return json.toString();
    }
}
