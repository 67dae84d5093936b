package dev.leat.connector.kafka;

import dev.leat.row.Batch;
import dev.leat.row.RidOrder;
import dev.leat.sdk.Log;
import java.nio.charset.StandardCharsets;
import java.util.Map;
import tools.jackson.databind.JsonNode;

/**
 * The rows that have the last RID and are in the topic already. Nothing can be deleted from a topic: when they come again,
 * each is passed over as often as it is there. One that has changed meanwhile is added, which is what a log is for.
 */
final class Boundary {
    private final Map<String, Integer> there;
    private final RidOrder order;
    private final int column;
    private final byte[] last;
    private boolean passed;

    /** @param there rows as the topic has them, and how often; used up here */
    Boundary(Map<String, Integer> there, RidOrder order, int column, JsonNode last) {
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
        String text = new String(value, StandardCharsets.UTF_8);
        Integer count = there.get(text);
        if (count == null) {
            return false;
        }
        if (count == 1) {
            there.remove(text);
        } else {
            there.put(text, count - 1);
        }
        return true;
    }

    private void tellLeft(Batch rows) {
        if (!there.isEmpty()) {
            Log.info("stream \"" + rows.schema().stream() + "\": " + there.size()
                    + " messages with the RID at which the last run ended have changed at the source since, or are gone"
                    + " there; the topic keeps them beside their new form");
        }
    }
}
