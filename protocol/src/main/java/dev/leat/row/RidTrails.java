package dev.leat.row;

import dev.leat.protocol.ConnectorException;
import dev.leat.protocol.Json;
import java.nio.charset.StandardCharsets;
import java.util.Optional;
import java.util.TreeMap;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ObjectNode;

/**
 * RIDs that are counted per partition, as a log of several partitions has them: each partition's grow, and no two of its
 * rows share one. A state has the last of each: {@code {"0":41,"1":7}}.
 */
public final class RidTrails implements RidProgress {
    private final RidOrder order;
    private final String per;
    private final TreeMap<Long, Trail> trails = new TreeMap<>();
    private Trail current = new Trail(Long.MIN_VALUE);

    /** One partition. */
    private static final class Trail {
        private final long partition;
        private byte[] last = new byte[24];
        private int length;
        /** Whether a row was taken; else the RID is where the run began. */
        private boolean moved;

        Trail(long partition) {
            this.partition = partition;
        }

        void keep(byte[] array, int from, int to) {
            length = to - from;
            last = last.length < length ? new byte[2 * length] : last;
            System.arraycopy(array, from, last, 0, length);
        }

        String text() {
            return new String(last, 0, length, StandardCharsets.UTF_8);
        }
    }

    /**
     * @param per the column that tells the partition, for messages
     * @param from where the run begins; empty at the start
     */
    public RidTrails(RidOrder order, String per, Optional<JsonNode> from) {
        this.order = order;
        this.per = per;
        from.ifPresent(state -> state.forEachEntry((partition, rid) -> {
            byte[] literal = RidOrder.literal(rid);
            trail(partition(partition)).keep(literal, 0, literal.length);
        }));
    }

    private long partition(String text) {
        try {
            return Long.parseLong(text);
        } catch (NumberFormatException noNumber) {
            throw ConnectorException.config(
                    order.column() + ": the state names the partition \"" + text + "\", which is no whole number; drop"
                            + " the destination's table to start over",
                    noNumber);
        }
    }

    /** Whether two states are the same place. */
    public static boolean same(RidOrder order, JsonNode a, JsonNode b) {
        return a.size() == b.size()
                && a.propertyStream()
                        .allMatch(entry ->
                                b.has(entry.getKey()) && order.compare(entry.getValue(), b.path(entry.getKey())) == 0);
    }

    /** Whether the row comes after what was there when the run began. */
    public boolean isAhead(byte[] array, RidSpan rid) {
        Trail trail = trail(array, rid);
        return trail.moved
                || trail.length == 0
                || array[rid.from] == 'n'
                || order.compare(array, rid.from, rid.to, trail.last, 0, trail.length) > 0;
    }

    @Override
    public void accept(byte[] array, RidSpan rid) {
        Trail trail = trail(array, rid);
        if (rid.to - rid.from == 4 && array[rid.from] == 'n') {
            throw ConnectorException.data(
                    order.column() + " is null in a row: such a row would never be read again. Give it a value");
        }
        if (trail.length > 0 && order.compare(array, rid.from, rid.to, trail.last, 0, trail.length) <= 0) {
            throw ConnectorException.data(order.column() + " does not grow: "
                    + new String(array, rid.from, rid.to - rid.from, StandardCharsets.UTF_8) + " comes after "
                    + trail.text() + " where \"" + per + "\" is " + trail.partition
                    + (trail.moved
                            ? ". Rows of one partition must come in the order of their RID, which no two may share"
                            : ", which is there already: the row would be doubled. Start the source from the state that"
                                    + " \"rid\" answers"));
        }
        trail.moved = true;
        trail.keep(array, rid.from, rid.to);
    }

    private Trail trail(byte[] array, RidSpan rid) {
        long partition = partition(array, rid.perFrom, rid.perTo);
        return partition == current.partition ? current : trail(partition);
    }

    private Trail trail(long partition) {
        current = trails.computeIfAbsent(partition, Trail::new);
        return current;
    }

    private long partition(byte[] array, int from, int to) {
        boolean negative = array[from] == '-';
        long value = 0;
        int i = negative ? from + 1 : from;
        boolean whole = i < to && to - i <= 18;
        for (; whole && i < to; i++) {
            int digit = array[i] - '0';
            whole = digit >= 0 && digit <= 9;
            value = 10 * value + digit;
        }
        if (!whole) {
            throw ConnectorException.data("the column \"" + per + "\" holds "
                    + new String(array, from, Math.min(to - from, 80), StandardCharsets.UTF_8)
                    + ", which is no partition's number: " + order.column() + " is counted per partition");
        }
        return negative ? -value : value;
    }

    @Override
    public boolean isEmpty() {
        return trails.values().stream().allMatch(trail -> trail.length == 0);
    }

    @Override
    public JsonNode value() {
        ObjectNode value = Json.object();
        trails.forEach((partition, trail) -> {
            if (trail.length > 0) {
                value.set(partition.toString(), Json.parse(trail.text()));
            }
        });
        return value;
    }
}
