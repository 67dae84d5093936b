package dev.leat.row;

import dev.leat.protocol.ConnectorException;
import dev.leat.protocol.Json;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import tools.jackson.databind.JsonNode;

/** RIDs that are counted over all rows of a stream: holds them to their order, or else keeps the greatest. */
public final class RidTrail implements RidProgress {
    private final RidOrder order;
    private final boolean ordered;
    private byte[] last = new byte[32];
    private int length;

    public RidTrail(RidOrder order) {
        this(order, true);
    }

    /** @param ordered whether RIDs must come in their order; if not, those before the greatest one are passed over */
    public RidTrail(RidOrder order, boolean ordered) {
        this.order = order;
        this.ordered = ordered;
    }

    /** Takes over the last RID of another trail if it is greater than this one's. */
    public void widen(RidTrail other) {
        if (other.length > 0 && (length == 0 || order.compare(other.last, 0, other.length, last, 0, length) > 0)) {
            keep(other.last, 0, other.length);
        }
    }

    /** Null is refused, and, where they must come in order, a RID before the one taken last. */
    @Override
    public void accept(byte[] array, RidSpan rid) {
        int from = rid.from;
        int to = rid.to;
        if (to - from == 4 && array[from] == 'n') {
            throw ConnectorException.data(
                    order.column() + " is null in a row: such a row would never be read again. Give it a "
                            + "value, choose another RID column, or use mode full-refresh");
        }
        if (length > 0 && order.compare(array, from, to, last, 0, length) < 0) {
            if (!ordered) {
                return;
            }
            throw ConnectorException.data(order.column() + " is not in order: "
                    + new String(array, from, to - from, StandardCharsets.UTF_8) + " comes after " + text()
                    + ". Rows of an incremental stream must come in the order of their RID");
        }
        keep(array, from, to);
    }

    private void keep(byte[] array, int from, int to) {
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

    @Override
    public boolean isEmpty() {
        return length == 0;
    }

    @Override
    public JsonNode value() {
        return Json.parse(Arrays.copyOf(last, length));
    }
}
