package dev.leat.sdk;

import dev.leat.row.RowWriter;
import tools.jackson.databind.JsonNode;

/** Where a source's rows go. Belongs to one call of {@link Source#read} and its thread. */
public interface Emitter {

    /** The writer for the stream's rows; the same one each time. */
    RowWriter rows();

    /**
     * Says that reading again from {@code state} would give exactly the rows not yet put. Only for sources whose state
     * is not a RID: for the others the SDK writes the states itself. Cheap to call often; not every state is sent.
     */
    void checkpoint(JsonNode state);

    /** Whether the run is to end soon: return from {@code read} at the next chance. */
    boolean stopping();
}
