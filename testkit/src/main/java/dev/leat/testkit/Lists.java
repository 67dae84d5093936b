package dev.leat.testkit;

import static org.assertj.core.api.Assertions.assertThat;

import dev.leat.protocol.Json;
import dev.leat.protocol.Message;
import dev.leat.protocol.StreamDescriptor;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ObjectNode;

/** Rows that are lists of values. */
final class Lists {
    private Lists() {}

    /** The same lines, with the rows as records again. Each must have been announced, and none may be a record. */
    static List<Line> asRecords(List<String> lines) {
        Map<Integer, Message.Columns> announced = new HashMap<>();
        List<Line> records = new ArrayList<>();
        for (String text : lines) {
            if (text.startsWith("[")) {
                JsonNode row = Json.parse(text);
                assertThat(row.get(0).asString()).isEqualTo("ROW");
                assertThat(announced).as(text).containsKey(row.get(1).asInt());
                records.add(record(announced.get(row.get(1).asInt()), row));
                continue;
            }
            Line line = Line.of(text);
            assertThat(line.as(Message.Record.class))
                    .as("a row that is no list")
                    .isEmpty();
            line.as(Message.Columns.class).ifPresent(columns -> announced.put(columns.number(), columns));
            records.add(line);
        }
        return records;
    }

    private static Line record(Message.Columns columns, JsonNode row) {
        assertThat(row.size()).as(row.toString()).isEqualTo(columns.names().size() + 2);
        ObjectNode data = Json.object();
        for (int c = 0; c < columns.names().size(); c++) {
            data.set(columns.names().get(c), row.get(c + 2));
        }
        return Line.of(Feed.text(columns.descriptor(), data));
    }

    /** What announces the lists of a stream. */
    static Message.Columns header(StreamDescriptor stream, int number, String... names) {
        return new Message.Columns(stream.name(), stream.namespace(), number, List.of(names));
    }

    /** A row with its values in their order. */
    static String line(int number, ObjectNode row) {
        StringBuilder line = new StringBuilder("[\"ROW\",").append(number);
        row.forEach(value -> line.append(',').append(value));
        return line.append(']').toString();
    }
}
