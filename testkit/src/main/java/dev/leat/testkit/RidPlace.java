package dev.leat.testkit;

import dev.leat.protocol.Catalog.RidCandidate;
import dev.leat.protocol.Json;
import dev.leat.protocol.StateMessage;
import dev.leat.type.Type;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ObjectNode;

/**
 * What a RID says of rows: which come after a place, and in which order. Where it is counted per partition, a place is an
 * object that has the last RID of each.
 */
record RidPlace(StreamChoice choice, RidCandidate rid) {

    private Type type() {
        var schema = choice.schema();
        return schema.columns().get(schema.indexOf(rid.column())).type();
    }

    private Comparator<JsonNode> order() {
        return RidKey.order(type());
    }

    /** The state at a place. */
    StateMessage state(JsonNode place) {
        ObjectNode state = Feed.ridState(rid.column(), place);
        if (rid.per() != null) {
            ObjectNode inner = (ObjectNode) state.get("rid");
            inner.remove("value");
            inner.put("per", rid.per()).set("value", place);
        }
        return StateMessage.ofStream(choice.stream(), state);
    }

    /** The place after a row, coming from another place; null is the beginning. */
    JsonNode after(JsonNode place, ObjectNode row) {
        JsonNode last = row.path(rid.column());
        if (rid.per() == null) {
            return last;
        }
        ObjectNode moved = place == null ? Json.object() : ((ObjectNode) place).deepCopy();
        moved.set(row.path(rid.per()).toString(), last);
        return moved;
    }

    /** The place after all of the rows, in whatever order they are; null after none. */
    JsonNode afterAll(List<ObjectNode> rows) {
        JsonNode place = null;
        for (ObjectNode row : rows.stream()
                .sorted((a, b) -> order().compare(a.path(rid.column()), b.path(rid.column())))
                .toList()) {
            place = after(place, row);
        }
        return place;
    }

    /** A place that no row has reached. */
    JsonNode future(List<ObjectNode> rows) {
        JsonNode future = RidKey.future(type());
        if (rid.per() == null) {
            return future;
        }
        ObjectNode place = Json.object();
        rows.forEach(row -> place.set(row.path(rid.per()).toString(), future));
        return place;
    }

    /** The rows from a place on; {@code strictly}: only those after it. */
    List<ObjectNode> from(List<ObjectNode> rows, JsonNode place, boolean strictly) {
        if (rid.per() == null) {
            return RidKey.from(rows, rid.column(), type(), place, strictly);
        }
        List<ObjectNode> after = new ArrayList<>();
        for (ObjectNode row : rows) {
            JsonNode last = place.get(row.path(rid.per()).toString());
            if (last == null || order().compare(row.path(rid.column()), last) > 0) {
                after.add(row);
            }
        }
        return after;
    }

    /** Whether one place is before another, in any partition. */
    boolean isBefore(JsonNode place, JsonNode other) {
        if (rid.per() == null) {
            return order().compare(place, other) < 0;
        }
        return other.propertyStream().anyMatch(last -> {
            JsonNode now = place.get(last.getKey());
            return now == null || order().compare(now, last.getValue()) < 0;
        });
    }

    /** Whether the rows are in order; in that of each partition, where there are such. */
    boolean isInOrder(List<ObjectNode> rows) {
        Map<String, JsonNode> last = new HashMap<>();
        for (ObjectNode row : rows) {
            JsonNode now = row.path(rid.column());
            JsonNode before =
                    last.put(rid.per() == null ? "" : row.path(rid.per()).toString(), now);
            if (before != null && order().compare(now, before) < 0) {
                return false;
            }
        }
        return true;
    }
}
