package dev.leat.testkit;

import dev.leat.protocol.Catalog;
import dev.leat.protocol.ConnectorException;
import dev.leat.protocol.Json;
import dev.leat.row.RidOrder;
import dev.leat.row.RowWriter;
import dev.leat.sdk.Emitter;
import dev.leat.sdk.PartitionedSource;
import dev.leat.sdk.ReadPlan;
import dev.leat.type.Column;
import dev.leat.type.StreamJson;
import dev.leat.type.StreamSchema;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ObjectNode;

/** Reads the store. */
final class ReferenceSource implements PartitionedSource {
    private final ReferenceStore store;
    private final Reference.Config config;

    ReferenceSource(ReferenceStore store, Reference.Config config) {
        this.store = store;
        this.config = config;
    }

    @Override
    public List<StreamSchema> discover() throws IOException {
        return store.read().tables().values().stream()
                .map(ReferenceSource::schema)
                .toList();
    }

    private static StreamSchema schema(ReferenceStore.Table table) {
        return StreamJson.fromWire(Json.bind(table.stream(), Catalog.Stream.class));
    }

    @Override
    public List<Part> parts(ReadPlan plan) {
        List<Part> parts = new ArrayList<>();
        for (int i = config.has("forgets a part") ? 1 : 0; i < plan.partitions(); i++) {
            int part = i;
            parts.add(out -> read(plan, out, part, plan.partitions()));
        }
        return parts;
    }

    @Override
    public void read(ReadPlan plan, Emitter out) throws IOException {
        read(plan, out, 0, 1);
    }

    /** Of as many rows as there are parts, one. */
    private void read(ReadPlan plan, Emitter out, int part, int parts) throws IOException {
        ReferenceStore.Table table = store.read().tables().get(plan.schema().stream());
        if (table == null) {
            throw ConnectorException.config("there is no stream \"" + plan.schema().stream() + "\""
                    + dev.leat.config.Nearest.hint(
                            plan.schema().stream().toString(),
                            store.read().tables().keySet().stream()
                                    .map(Object::toString)
                                    .toList()));
        }
        checkColumns(plan.schema(), schema(table));
        List<ObjectNode> rows = new ArrayList<>(table.rows());
        plan.rid().ifPresent(rid -> {
            RidOrder order = RidOrder.of(rid.type());
            rows.sort((a, b) -> compare(order, a.path(rid.name()), b.path(rid.name())));
        });
        if (config.has("changes rows")) {
            rows.forEach(row -> row.properties().stream()
                    .filter(field -> field.getValue().isString())
                    .forEach(field -> row.put(field.getKey(), "at " + System.nanoTime())));
        }
        for (int i = part; i < rows.size(); i += parts) {
            if (out.stopping()) {
                return;
            }
            ObjectNode row = rows.get(i);
            if (!isLost(plan, row)) {
                put(out.rows(), plan.schema(), row);
            }
        }
    }

    /** Nulls first, for somebody to refuse them. */
    private static int compare(RidOrder order, JsonNode a, JsonNode b) {
        return a.isNull() || b.isNull() ? Boolean.compare(b.isNull(), a.isNull()) : order.compare(a, b);
    }

    /** The flaw of a source that resumes with {@code >} where RIDs are not unique. */
    private boolean isLost(ReadPlan plan, ObjectNode row) {
        return config.has("loses ties")
                && plan.from().isPresent()
                && plan.from().get().equals(row.path(plan.rid().orElseThrow().name()));
    }

    private static void checkColumns(StreamSchema chosen, StreamSchema there) {
        List<String> names = there.columns().stream().map(Column::name).toList();
        for (Column column : chosen.columns()) {
            if (!names.contains(column.name())) {
                throw ConnectorException.config("stream \"" + chosen.stream() + "\" has no column \"" + column.name()
                        + "\"" + dev.leat.config.Nearest.hint(column.name(), names));
            }
        }
    }

    private void put(RowWriter writer, StreamSchema schema, ObjectNode row) {
        for (Column column : schema.columns()) {
            JsonNode value = row.path(column.name());
            if (value.isNull() || value.isMissingNode()) {
                writer.putNull();
            } else if (value.isNumber() && config.has("rounds numbers")) {
                writer.putDouble(value.asDouble());
            } else if (value.isNumber()) {
                byte[] digits = value.decimalValue().toPlainString().getBytes(StandardCharsets.US_ASCII);
                writer.putNumber(digits, 0, digits.length);
            } else {
                byte[] json = value.toString().getBytes(StandardCharsets.UTF_8);
                writer.putJson(json, 0, json.length);
            }
        }
        writer.end();
    }
}
