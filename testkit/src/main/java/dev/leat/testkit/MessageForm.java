package dev.leat.testkit;

import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import tools.jackson.databind.JsonNode;

/**
 * What the messages of a queue carry, as somebody has it who reads them as rows.
 *
 * @param payload JSON, TEXT or BYTES
 * @param fields columns that are made of fields of JSON, by their names
 */
public record MessageForm(Shape payload, List<StoredTable.Column> fields) {

    /** The payload as a value of its column, and then the fields. */
    List<Object> values(byte[] message) {
        List<Object> values = new ArrayList<>();
        Object whole = message == null ? null : whole(message);
        values.add(whole);
        for (StoredTable.Column field : fields) {
            values.add(whole instanceof JsonNode json ? json.get(field.name()) : null);
        }
        return values;
    }

    private Object whole(byte[] message) {
        return switch (payload.kind()) {
            case BYTES -> message;
            case JSON -> Canonical.JSON.readTree(message);
            default -> new String(message, StandardCharsets.UTF_8);
        };
    }
}
