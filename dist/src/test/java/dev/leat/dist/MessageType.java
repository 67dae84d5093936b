package dev.leat.dist;

import dev.leat.protocol.Json;
import dev.leat.testkit.MessageForm;
import dev.leat.testkit.Shape;
import dev.leat.testkit.StoredTable;
import java.nio.charset.StandardCharsets;
import java.util.Base64;
import java.util.List;
import java.util.Map;

/**
 * A type as queues have it: what a field of a message's JSON is to be as a column, or what a whole message is.
 *
 * @param declared {@code decimal(10,2)} and the like, or {@code message text}
 */
record MessageType(String declared) {
    private static final String WHOLE = "message ";

    private boolean isWhole() {
        return declared.startsWith(WHOLE);
    }

    private String whole() {
        return declared.substring(WHOLE.length());
    }

    /**
     * What a connector is told of it.
     *
     * @param format what it calls the setting that says what a message is
     */
    Map<String, ?> settings(String format) {
        return isWhole() ? Map.of(format, whole()) : Map.of("columns", Map.of("v", declared));
    }

    /** The message that carries a value of {@code types/messages.txt}. */
    byte[] message(String value) {
        String text = !isWhole()
                ? "{\"v\": " + value + "}"
                : whole().equals("json") ? value : Json.parse(value).stringValue();
        return isWhole() && whole().equals("bytes")
                ? Base64.getDecoder().decode(text)
                : text.getBytes(StandardCharsets.UTF_8);
    }

    /** What a reader of its own finds in the messages. */
    MessageForm form() {
        return isWhole()
                ? new MessageForm(shape(whole()), List.of())
                : new MessageForm(Shape.of(Shape.Kind.JSON), List.of(new StoredTable.Column("v", shape(declared))));
    }

    private static Shape shape(String type) {
        if (type.endsWith("[]")) {
            return Shape.arrayOf(shape(type.substring(0, type.length() - 2)));
        }
        return Shape.of(
                switch (type.replaceFirst("\\(.*", "")) {
                    case "bool" -> Shape.Kind.BOOL;
                    case "float32" -> Shape.Kind.FLOAT;
                    case "float64" -> Shape.Kind.DOUBLE;
                    case "text" -> Shape.Kind.TEXT;
                    case "bytes" -> Shape.Kind.BYTES;
                    case "date" -> Shape.Kind.DATE;
                    case "time" -> Shape.Kind.TIME;
                    case "timetz" -> Shape.Kind.TIME_ZONED;
                    case "timestamp" -> Shape.Kind.TIMESTAMP;
                    case "timestamptz" -> Shape.Kind.INSTANT;
                    case "uuid" -> Shape.Kind.UUID;
                    case "json" -> Shape.Kind.JSON;
                    default -> Shape.Kind.NUMBER;
                });
    }
}
