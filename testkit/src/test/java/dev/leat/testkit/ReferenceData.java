package dev.leat.testkit;

import dev.leat.protocol.Catalog;
import dev.leat.protocol.Json;
import dev.leat.protocol.StreamDescriptor;
import dev.leat.type.Column;
import dev.leat.type.StreamJson;
import dev.leat.type.StreamSchema;
import dev.leat.type.Type;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import tools.jackson.databind.node.ObjectNode;

/** Streams for the reference source: all types, a unique RID, one that repeats without a key, and nothing at all. */
final class ReferenceData {
    private static final StreamSchema EVENTS = StreamSchema.of(
                    new StreamDescriptor("events", "shop"),
                    List.of(
                            Column.required("at", new Type.Timestamp(6, true)),
                            Column.of("what", Type.TEXT),
                            Column.of("amount", new Type.Decimal(10, 2))))
            .withRids(List.of(new Catalog.RidCandidate("at", false, false)));

    private ReferenceData() {}

    static Map<String, Object> config(Path folder) {
        return Map.of("folder", folder.toString());
    }

    static Map<String, Object> config(Path folder, String flaw) {
        return Map.of("folder", folder.toString(), "flaw", flaw);
    }

    static void fill(Path folder, int rows) throws IOException {
        RowGenerator generator = new RowGenerator();
        List<Column> columns = new ArrayList<>(List.of(Column.required("id", Type.INT64)));
        for (Type type : Extremes.types()) {
            columns.add(Column.of("c" + columns.size(), type));
        }
        StreamSchema everything = StreamSchema.of(StreamDescriptor.of("everything"), columns)
                .withKey("id")
                .withUniqueRid("id");
        StreamSchema nothing = StreamSchema.of(StreamDescriptor.of("nothing"), List.of(Column.of("a", Type.TEXT)));
        put(folder, everything, generator.rows(everything, 1, rows));
        put(folder, EVENTS, events(0, rows));
        put(folder, nothing, List.of());
    }

    /** Three events share each second. */
    private static List<ObjectNode> events(int from, int count) {
        List<ObjectNode> rows = new ArrayList<>();
        for (int i = from; i < from + count; i++) {
            String second = "2026-11-20T10:" + two(i / 180 % 60) + ":" + two(i / 3 % 60) + "Z";
            String hour = two(i / 10_800);
            rows.add((ObjectNode) Json.parse("{\"at\":\"" + second.replaceFirst("T10", "T" + hour)
                    + "\",\"what\":\"event " + i % 2 + "\",\"amount\":" + i + ".50}"));
        }
        return rows;
    }

    private static String two(int number) {
        return number < 10 ? "0" + number : String.valueOf(number);
    }

    static void add(Path folder, int rows) throws IOException {
        ReferenceStore.Table table = new ReferenceStore(folder).read().tables().get(EVENTS.stream());
        List<ObjectNode> all = new ArrayList<>(table.rows());
        all.addAll(events(all.size(), rows));
        put(folder, EVENTS, all);
    }

    static void put(Path folder, StreamSchema schema, List<ObjectNode> rows) throws IOException {
        ObjectNode stream = Json.tree(StreamJson.toWire(schema, true));
        new ReferenceStore(folder).update(content -> {
            content.tables().put(schema.stream(), new ReferenceStore.Table(stream, rows));
            return content;
        });
    }
}
