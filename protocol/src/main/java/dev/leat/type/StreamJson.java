package dev.leat.type;

import dev.leat.protocol.Catalog;
import dev.leat.protocol.Json;
import dev.leat.protocol.SyncMode;
import java.util.ArrayList;
import java.util.List;
import tools.jackson.databind.node.ObjectNode;

/** A {@link StreamSchema} as the catalog entry on the wire, and back. */
public final class StreamJson {
    private StreamJson() {}

    /**
     * The catalog entry of a discovered stream. Whoever knows that a column grows may choose it as RID, whether or not the
     * source does; only a stream without a column that has an order, or of which the source says so, can be read in no
     * other way than in full.
     */
    public static Catalog.Stream toWire(StreamSchema schema, boolean fullRefresh) {
        ObjectNode json = Json.object();
        json.put("type", "object");
        ObjectNode properties = json.putObject("properties");
        for (Column column : schema.columns()) {
            properties.set(column.name(), TypeJson.toSchema(column));
        }
        List<SyncMode> modes = new ArrayList<>();
        if (fullRefresh) {
            modes.add(SyncMode.FULL_REFRESH);
        }
        if (schema.incremental()
                && schema.columns().stream().anyMatch(column -> column.type().isOrdered())) {
            modes.add(SyncMode.INCREMENTAL);
        }
        Catalog.RidCandidate best =
                schema.rids().isEmpty() ? null : schema.rids().getFirst();
        return new Catalog.Stream(
                schema.stream().name(),
                schema.stream().namespace(),
                json,
                modes,
                false,
                best == null ? null : List.of(best.column()),
                schema.key().isEmpty()
                        ? null
                        : schema.key().stream().map(List::of).toList(),
                false,
                null,
                new Catalog.Hints(schema.rowEstimate() < 0 ? null : schema.rowEstimate(), null, schema.rids()));
    }

    /** The shape of a catalog entry, ours or foreign. Key paths deeper than one level are left out of the key. */
    public static StreamSchema fromWire(Catalog.Stream stream) {
        List<Column> columns = new ArrayList<>();
        if (stream.jsonSchema() != null) {
            stream.jsonSchema()
                    .path("properties")
                    .forEachEntry((name, property) -> columns.add(TypeJson.fromSchema(name, property)));
        }
        List<String> key = new ArrayList<>();
        if (stream.sourceDefinedPrimaryKey() != null
                && stream.sourceDefinedPrimaryKey().stream().allMatch(path -> path.size() == 1)) {
            stream.sourceDefinedPrimaryKey().forEach(path -> key.add(path.getFirst()));
        }
        Catalog.Hints hints = stream.leat();
        List<Catalog.RidCandidate> rids = hints == null || hints.rids() == null ? List.of() : hints.rids();
        long rows = hints == null || hints.rowEstimate() == null ? -1 : hints.rowEstimate();
        boolean incremental = stream.supportedSyncModes() == null
                || stream.supportedSyncModes().contains(SyncMode.INCREMENTAL);
        return new StreamSchema(stream.descriptor(), columns, key, rids, rows, incremental);
    }
}
