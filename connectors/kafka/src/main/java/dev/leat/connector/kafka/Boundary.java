package dev.leat.connector.kafka;

import dev.leat.row.Batch;
import dev.leat.row.RidOrder;
import dev.leat.sdk.Log;
import tools.jackson.databind.JsonNode;

/**
 * The rows that have the last RID and are in the topic already. Nothing can be deleted from a topic: when they come again,
 * each is passed over as often as it is there. One that has changed meanwhile is added, which is what a log is for.
 */
final class Boundary {
    private final RowCounts there;
    private final RidOrder order;
    private final int column;
    private final byte[] last;
    private boolean passed;

    /** @param there the rows as the topic has them; used up here */
    Boundary(RowCounts there, RidOrder order, int column, JsonNode last) {
        this.there = there;
        this.order = order;
        this.column = column;
        this.last = RidOrder.literal(last);
    }

    /** Whether the batch's current row, which makes this value, is there already. Called in the order of the rows. */
    boolean has(Batch rows, byte[] value) {
        if (passed) {
            return false;
        }
        if (rows.compare(column, order, last) > 0) {
            passed = true;
            tellLeft(rows);
            return false;
        }
        return there.take(value);
    }

    private void tellLeft(Batch rows) {
        if (there.left() > 0) {
            Log.info("stream \"" + rows.schema().stream() + "\": " + there.left()
                    + " messages with the RID at which the last run ended have changed at the source since, or are gone"
                    + " there; the topic keeps them beside their new form");
        }
    }
}
