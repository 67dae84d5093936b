package dev.leat.sdk;

import dev.leat.protocol.Message;
import dev.leat.protocol.StreamDescriptor;
import dev.leat.protocol.SyncMode;
import dev.leat.row.Bytes;
import dev.leat.row.RowGate;
import dev.leat.row.RowWriter;
import dev.leat.type.Column;
import dev.leat.type.StreamSchema;
import java.util.Optional;
import java.util.OptionalInt;
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
 * @param list the number under which its rows are sent as lists; empty for RECORD lines
 */
public record ReadPlan(
        StreamSchema schema,
        SyncMode mode,
        Optional<Rid> rid,
        Optional<JsonNode> from,
        Optional<JsonNode> state,
        int partitions,
        StreamDescriptor sentAs,
        OptionalInt list) {

    /** Writes the stream's rows as those who get them expect them. */
    RowWriter writer(Bytes out, int ridColumn, int perColumn, RowGate gate) {
        StreamSchema sent = schema.withStream(sentAs);
        return list.isPresent()
                ? RowWriter.ofLists(sent, list.getAsInt(), out, ridColumn, perColumn, gate)
                : new RowWriter(sent, out, ridColumn, perColumn, gate);
    }

    /** What is to be said before rows that are lists. */
    Optional<Message> header() {
        return list.isEmpty()
                ? Optional.empty()
                : Optional.of(new Message.Columns(
                        sentAs.name(),
                        sentAs.namespace(),
                        list.getAsInt(),
                        schema.columns().stream().map(Column::name).toList()));
    }

    /**
     * Whether rows whose RID equals {@link #from} are to be read again: rows that share the last RID may have come later,
     * and the destination replaces those it has.
     */
    public boolean inclusive() {
        return rid.map(r -> !r.unique()).orElse(false);
    }
}
