package dev.leat.runner;

import dev.leat.protocol.Catalog;
import java.util.List;
import java.util.function.Consumer;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.ObjectNode;

/** Chooses a stream's columns by leaving the others out of its schema. */
final class StreamColumns {
    private StreamColumns() {}

    /**
     * The stream with the chosen columns only, in the source's order. An incremental stream needs its RID and its key at
     * the destination, where they settle which rows have arrived; a replaced one can do without its key.
     */
    static Catalog.Stream prune(Catalog.Stream stream, List<String> columns, StreamRid rid, Consumer<String> problem) {
        if (columns == null) {
            return stream;
        }
        for (String column : columns) {
            if (!Planner.columns(stream).contains(column)) {
                problem.accept(Planner.noColumn(column, stream));
            }
        }
        if (rid != null && !rid.path().isEmpty() && !columns.contains(rid.path().getFirst())) {
            problem.accept("columns: leaves out the RID column " + rid.path().getFirst() + "; add it");
        }
        List<List<String>> key =
                stream.sourceDefinedPrimaryKey() == null ? List.of() : stream.sourceDefinedPrimaryKey();
        List<String> missing = key.stream()
                .map(List::getFirst)
                .filter(column -> !columns.contains(column))
                .toList();
        if (rid != null && !missing.isEmpty()) {
            problem.accept("columns: leaves out " + String.join(", ", missing)
                    + " of the key, which an incremental stream needs; add it");
        }
        return new Catalog.Stream(
                stream.name(),
                stream.namespace(),
                schema(stream.jsonSchema(), columns),
                stream.supportedSyncModes(),
                stream.sourceDefinedCursor(),
                stream.defaultCursorField(),
                missing.isEmpty() ? stream.sourceDefinedPrimaryKey() : null,
                stream.isResumable(),
                stream.isFileBased(),
                stream.leat());
    }

    private static ObjectNode schema(ObjectNode full, List<String> columns) {
        ObjectNode pruned = full.deepCopy();
        if (pruned.get("properties") instanceof ObjectNode properties) {
            properties.retain(columns);
        }
        if (pruned.get("required") instanceof ArrayNode required) {
            required.removeIf(column -> !columns.contains(column.asString()));
        }
        return pruned;
    }
}
