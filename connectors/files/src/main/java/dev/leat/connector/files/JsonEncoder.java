package dev.leat.connector.files;

import dev.leat.row.Batch;
import dev.leat.row.Bytes;
import dev.leat.sdk.WritePlan;
import dev.leat.type.Column;
import dev.leat.value.JsonObject;
import java.util.List;

/** Rows as JSON lines. */
final class JsonEncoder implements RowEncoder {
    private final JsonObject object;

    /** @param stamp values of the technical columns; null if there are none */
    JsonEncoder(List<Column> columns, Stamp stamp) {
        Bytes tail = new Bytes(96);
        if (stamp != null) {
            tail.put(JsonObject.name(WritePlan.SYNCED_AT))
                    .put('"')
                    .put(stamp.syncedAt())
                    .put('"');
            tail.put(',').put(JsonObject.name(WritePlan.SYNC_ID)).put(stamp.syncId());
        }
        object = new JsonObject(columns, tail.copy());
    }

    @Override
    public void head(Bytes out) {
        // The names stand in each line.
    }

    @Override
    public void row(Batch rows, Bytes out) {
        object.append(rows, out);
        out.put('\n');
    }
}
