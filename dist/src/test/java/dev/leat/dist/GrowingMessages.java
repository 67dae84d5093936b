package dev.leat.dist;

import dev.leat.testkit.MessageForm;
import dev.leat.testkit.Shape;
import dev.leat.testkit.StoredTable;
import java.util.List;
import java.util.Map;

/** Messages of a queue that is only read by Leat: one stream with columns made of fields, and one of plain text. */
interface GrowingMessages {
    /** What the connectors are told of the first. */
    Map<String, ?> FIELDS = Map.of("columns", Map.of("id", "int64", "name", "text"));

    /** What a reader of its own finds in the first. */
    MessageForm OBJECTS = new MessageForm(
            Shape.of(Shape.Kind.JSON),
            List.of(
                    new StoredTable.Column("id", Shape.of(Shape.Kind.NUMBER)),
                    new StoredTable.Column("name", Shape.TEXT)));

    /** What a reader of its own finds in the second. */
    MessageForm TEXTS = new MessageForm(Shape.TEXT, List.of());

    /** The message of a number in the first stream. */
    static String object(int id) {
        return "{\"id\": " + id + ", \"name\": \"row '" + id + "' é \\\"\", \"more\": [" + id + ".50]}";
    }

    /** Where the streams are read. */
    Place place();

    /** The streams. */
    List<String> names();

    /** Adds so many messages to each. */
    void grow(int more) throws Exception;
}
