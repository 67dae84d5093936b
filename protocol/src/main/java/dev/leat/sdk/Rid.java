package dev.leat.sdk;

import dev.leat.protocol.StreamDescriptor;
import dev.leat.row.RidOrder;
import dev.leat.type.Type;

/**
 * The RID column of an incremental stream.
 *
 * @param column its position among the stream's columns
 * @param unique whether no two rows share a value
 */
public record Rid(int column, String name, Type type, boolean unique) {

    /** The order of its values in a stream, whose name messages tell; a new one each time. */
    RidOrder order(StreamDescriptor stream) {
        return RidOrder.of(type, "stream \"" + stream + "\": the RID column \"" + name + "\"");
    }
}
