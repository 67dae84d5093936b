package dev.leat.row;

import dev.leat.protocol.ConnectorException;
import dev.leat.protocol.Json;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import tools.jackson.databind.JsonNode;

/**
 * Follows the RIDs of a stream, row by row, and holds them to their order. Source and destination each have one: a
 * prefix is safe to resume from only if what comes is in order, so neither takes the other's word for it. Not
 * thread-safe; allocates nothing per row.
 */
public final class RidTrail {
    private final RidOrder order;
    private byte[] last = new byte[32];
    private int length;

    public RidTrail(RidOrder order) {
        this.order = order;
    }

    /** Takes the next row's RID, a JSON literal; throws DATA when it is null or before the one taken last. */
    public void accept(byte[] array, int from, int to) {
        if (to - from == 4 && array[from] == 'n') {
            throw ConnectorException.data(
                    order.column() + " is null in a row: such a row would never be read again. Give it a "
                            + "value, choose another RID column, or use mode full-refresh");
        }
        if (length > 0 && order.compare(array, from, to, last, 0, length) < 0) {
            throw ConnectorException.data(order.column() + " is not in order: "
                    + new String(array, from, to - from, StandardCharsets.UTF_8) + " comes after " + text()
                    + ". Rows of an incremental stream must come in the order of their RID");
        }
        int count = to - from;
        if (last.length < count) {
            last = new byte[2 * count];
        }
        System.arraycopy(array, from, last, 0, count);
        length = count;
    }

    private String text() {
        return new String(last, 0, length, StandardCharsets.UTF_8);
    }

    /** Whether no RID was taken yet. */
    public boolean isEmpty() {
        return length == 0;
    }

    /** The RID taken last, as a tree. */
    public JsonNode value() {
        return Json.MAPPER.readTree(Arrays.copyOf(last, length));
    }
}
