package dev.leat.sdk;

import dev.leat.protocol.StreamDescriptor;
import dev.leat.protocol.SyncMode;
import dev.leat.type.StreamSchema;
import java.util.Optional;
import tools.jackson.databind.JsonNode;

/**
 * How one stream is to be read.
 *
 * @param schema the stream with the columns that were chosen, in the order in which they are put
 * @param rid the RID column; empty for a full refresh
 * @param from the RID the destination has reached, as a JSON value of the column's form; empty to read from the start.
 *     Rows with exactly this RID are read again unless RIDs are unique ({@link #inclusive}). Where RIDs are counted per
 *     partition ({@link Rid#per}), an object that has the last of each: {@code {"0":41,"1":7}}; a partition that it has
 *     not is read from its start
 * @param state an opaque state of the source's own making, for sources without RID; empty to read from the start
 * @param partitions in how many parts at the same time the stream should be read; 1 unless it is read from the start
 * @param sentAs the stream's name in all that is sent of it, which is the destination's where the two differ
 */
public record ReadPlan(
        StreamSchema schema,
        SyncMode mode,
        Optional<Rid> rid,
        Optional<JsonNode> from,
        Optional<JsonNode> state,
        int partitions,
        StreamDescriptor sentAs) {

    /** The stream as those who get its rows know it. */
    StreamSchema sent() {
        return schema.withStream(sentAs);
    }

    /**
     * Whether rows whose RID equals {@link #from} are to be read again: rows that share the last RID may have come later,
     * and the destination replaces those it has.
     */
    public boolean inclusive() {
        return rid.map(r -> !r.unique()).orElse(false);
    }
}
