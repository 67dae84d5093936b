package dev.leat.sdk;

import dev.leat.protocol.StreamDescriptor;
import dev.leat.row.RidOrder;
import dev.leat.row.RidProgress;
import dev.leat.row.RidTrail;
import dev.leat.row.RidTrails;
import dev.leat.type.Type;
import java.util.Optional;
import tools.jackson.databind.JsonNode;

/**
 * The RID column of an incremental stream.
 *
 * @param column its position among the stream's columns
 * @param unique whether no two rows share a value; of those that share a partition, if it is counted per partition
 * @param per the column that tells a row's partition, if RIDs are counted per partition: they grow within each, and rows
 *     of different partitions come in any order
 */
public record Rid(int column, String name, Type type, boolean unique, Optional<Per> per) {

    /** A column of whole numbers that tells which partition a row is in. */
    public record Per(int column, String name) {}

    /** The position of the column it is counted per, or -1. */
    int perColumn() {
        return per.map(Per::column).orElse(-1);
    }

    /** How far a stream is, beginning where a run begins; a new one each time. */
    RidProgress progress(StreamDescriptor stream, Optional<JsonNode> from) {
        RidOrder order = order(stream);
        return per.<RidProgress>map(column -> new RidTrails(order, column.name(), from))
                .orElseGet(() -> new RidTrail(order));
    }

    /** Whether two states are the same place. */
    boolean same(StreamDescriptor stream, JsonNode a, JsonNode b) {
        RidOrder order = order(stream);
        return per.isPresent() ? RidTrails.same(order, a, b) : order.compare(a, b) == 0;
    }

    /** The order of its values in a stream, whose name messages tell; a new one each time. */
    RidOrder order(StreamDescriptor stream) {
        return RidOrder.of(type, "stream \"" + stream + "\": the RID column \"" + name + "\"");
    }
}
