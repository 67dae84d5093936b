package dev.leat.testkit;

import dev.leat.protocol.ConnectorException;
import dev.leat.protocol.Json;
import dev.leat.protocol.StateMessage;
import dev.leat.protocol.StreamDescriptor;
import dev.leat.row.Batch;
import dev.leat.row.RidOrder;
import dev.leat.sdk.Destination;
import dev.leat.sdk.Resources;
import dev.leat.sdk.RidReader;
import dev.leat.sdk.StateStore;
import dev.leat.sdk.StreamWriter;
import dev.leat.sdk.WriteMode;
import dev.leat.sdk.WritePlan;
import dev.leat.type.Column;
import dev.leat.type.StreamJson;
import dev.leat.type.StreamSchema;
import dev.leat.type.Type;
import java.io.IOException;
import java.nio.channels.FileChannel;
import java.time.Instant;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.locks.LockSupport;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.DoubleNode;
import tools.jackson.databind.node.LongNode;
import tools.jackson.databind.node.ObjectNode;
import tools.jackson.databind.node.StringNode;

/** Writes the store: what a run changes is kept in memory and written at each commit. */
final class ReferenceDestination implements Destination, RidReader, StateStore {
    private final ReferenceStore store;
    private final Reference.Config config;
    private final Resources resources;
    private final Map<StreamDescriptor, ReferenceStore.Table> changed = new LinkedHashMap<>();
    private final Map<StreamDescriptor, WritePlan> plans = new LinkedHashMap<>();

    ReferenceDestination(ReferenceStore store, Reference.Config config, Resources resources) {
        this.store = store;
        this.config = config;
        this.resources = resources;
    }

    @Override
    public StreamWriter open(WritePlan plan) throws IOException {
        StreamDescriptor stream = plan.schema().stream();
        if (!config.has("does not lock")) {
            FileChannel lock = store.lock(stream)
                    .orElseThrow(() -> ConnectorException.unavailable("stream \"" + stream
                            + "\": another run is writing it and holds its lock; run again when it has ended"));
            resources.add(lock);
        }
        plans.put(stream, plan);
        ReferenceStore.Table old = store.read().tables().get(place(stream));
        ObjectNode shape = Json.tree(StreamJson.toWire(withTechnical(plan), true));
        ReferenceStore.Table table = old != null && (plan.mode() == WriteMode.APPEND || config.has("appends always"))
                ? new ReferenceStore.Table(merged(old.stream(), shape), new ArrayList<>(old.rows()))
                : new ReferenceStore.Table(shape, new ArrayList<>());
        if (plan.mode() == WriteMode.APPEND || config.has("swaps without COMPLETE")) {
            changed.put(place(stream), table);
        }
        if (config.has("leaves litter")) {
            StreamDescriptor work = StreamDescriptor.of(stream.name() + "_work" + System.nanoTime());
            changed.put(work, new ReferenceStore.Table(Json.tree(work), List.of()));
        }
        return new Writer(plan, table);
    }

    /** The name of a stream's table: the stream's, if nothing is wrong. */
    private StreamDescriptor place(StreamDescriptor stream) {
        if (config.has("lower case")) {
            return new StreamDescriptor(stream.name().toLowerCase(Locale.ROOT), stream.namespace());
        }
        return config.has("one namespace") ? StreamDescriptor.of(stream.name()) : stream;
    }

    private ObjectNode merged(ObjectNode old, ObjectNode now) {
        ObjectNode both = now.deepCopy();
        ObjectNode properties = ((ObjectNode) both.path("json_schema")).putObject("properties");
        old.path("json_schema").path("properties").forEachEntry(properties::set);
        if (!config.has("drops new columns")) {
            now.path("json_schema").path("properties").forEachEntry(properties::set);
        }
        return both;
    }

    private StreamSchema withTechnical(WritePlan plan) {
        List<Column> columns = new ArrayList<>(plan.schema().columns());
        if (plan.technicalColumns() || config.has("always technical")) {
            columns.add(Column.required(WritePlan.SYNCED_AT, new Type.Timestamp(6, true)));
            columns.add(Column.required(WritePlan.SYNC_ID, Type.INT64));
        }
        return new StreamSchema(
                plan.schema().stream(),
                columns,
                plan.schema().key(),
                plan.schema().rids(),
                -1);
    }

    @Override
    public void commit(List<StateMessage> states) throws IOException {
        if (config.has("states before rows")) {
            store.update(content -> with(content, states));
            LockSupport.parkNanos(100_000_000);
        }
        store.update(content -> {
            content.tables().putAll(changed);
            return config.has("forgets states") ? content : with(content, states);
        });
    }

    private ReferenceStore.Content with(ReferenceStore.Content content, List<StateMessage> states) {
        for (StateMessage state : states) {
            content.states().put(key(plans.values().iterator().next().scope(), state.stream()), state.body());
        }
        return content;
    }

    private String key(String scope, StreamDescriptor stream) {
        return (config.has("one scope") ? "" : scope) + "/" + (stream == null ? "" : stream);
    }

    @Override
    public void rollback() {
        changed.clear();
    }

    @Override
    public Optional<JsonNode> lastRid(WritePlan plan) throws IOException {
        ReferenceStore.Table table = store.read().tables().get(plan.schema().stream());
        if (table == null) {
            return Optional.empty();
        }
        String column = plan.rid().orElseThrow().name();
        RidOrder order = RidOrder.of(plan.rid().get().type());
        if (plan.rid().get().per().isPresent()) {
            String per = plan.rid().get().per().get().name();
            ObjectNode last = Json.object();
            for (ObjectNode row : table.rows()) {
                String part = row.path(per).asString();
                if (!last.has(part) || order.compare(row.path(column), last.path(part)) > 0) {
                    last.set(part, row.path(column));
                }
            }
            return last.isEmpty() ? Optional.empty() : Optional.of(last);
        }
        var rids = table.rows().stream().map(row -> row.path(column));
        return config.has("small rid") ? rids.min(order::compare) : rids.max(order::compare);
    }

    @Override
    public List<StateMessage> storedStates(List<WritePlan> streams) throws IOException {
        Map<String, ObjectNode> states = store.read().states();
        List<StateMessage> found = new ArrayList<>();
        for (WritePlan plan : streams) {
            ObjectNode own = states.get(key(plan.scope(), plan.schema().stream()));
            ObjectNode global = states.get(key(plan.scope(), null));
            if (global != null && found.isEmpty()) {
                found.add(new StateMessage(global));
            } else if (own != null && global == null) {
                found.add(new StateMessage(own));
            }
        }
        return found;
    }

    /** Writes one stream. */
    private final class Writer implements StreamWriter {
        private final WritePlan plan;
        private final ReferenceStore.Table table;

        Writer(WritePlan plan, ReferenceStore.Table table) {
            this.plan = plan;
            this.table = table;
        }

        @Override
        public void write(Batch rows) throws IOException {
            while (rows.next()) {
                ObjectNode row = row(rows);
                if (!config.has("loses rows") || rows.rows() % 7 != 0) {
                    table.rows().add(row);
                }
            }
            if (config.has("shows half")) {
                changed.put(place(plan.schema().stream()), table);
                commit(List.of());
            }
        }

        private ObjectNode row(Batch rows) {
            List<Column> columns = plan.schema().columns();
            ObjectNode row = Json.object();
            for (int c = 0; c < columns.size(); c++) {
                boolean empty = config.has("empty is null") && !rows.isNull(c) && rows.rawAt(c).length == 2;
                if (!rows.isNull(c) && !empty) {
                    row.set(columns.get(c).name(), value(rows, c, columns.get(c)));
                } else if (!rows.isAbsent(c)) {
                    row.putNull(columns.get(c).name());
                }
            }
            if (plan.technicalColumns()) {
                row.put(WritePlan.SYNCED_AT, Instant.now().toString());
                row.put(WritePlan.SYNC_ID, plan.syncId());
            }
            return row;
        }

        private JsonNode value(Batch rows, int c, Column column) {
            JsonNode sent = Json.parse(rows.rawAt(c).copy());
            boolean whole = column.type() instanceof Type.Int && sent.isNumber() && !sent.isIntegralNumber();
            JsonNode value = whole ? LongNode.valueOf(rows.longAt(c)) : sent;
            String problem = config.has("takes anything") ? null : WireForm.problem(column.type(), value);
            if (value.isString()
                    && value.stringValue().indexOf('\0') >= 0
                    && config.flaw().contains("NUL")) {
                throw config.has("refuses NUL")
                        ? rows.mismatch(c, "holds the character NUL", null)
                        : ConnectorException.data("invalid byte sequence 0x00");
            }
            if (problem != null && config.has("nulls what it cannot hold")) {
                return Json.NODES.nullNode();
            }
            if (problem != null) {
                throw rows.mismatch(c, problem, null);
            }
            if (value.isNumber() && config.has("rounds numbers")) {
                return DoubleNode.valueOf(value.doubleValue());
            }
            return value.isString() && config.has("trims")
                    ? StringNode.valueOf(value.stringValue().strip())
                    : value;
        }

        @Override
        public void dropBoundary() throws IOException {
            if (!config.has("doubles ties")) {
                JsonNode last = lastRid(plan).orElseThrow();
                RidOrder order = RidOrder.of(plan.rid().orElseThrow().type());
                String column = plan.rid().get().name();
                table.rows().removeIf(row -> order.compare(row.path(column), last) == 0);
                if (config.has("drops ties at once")) {
                    commit(List.of());
                }
            }
        }

        @Override
        public void complete() {
            changed.put(place(plan.schema().stream()), table);
        }

        @Override
        public void abort() {
            if (!config.has("swaps without COMPLETE")) {
                changed.remove(place(plan.schema().stream()));
            }
        }
    }
}
