package dev.leat.sdk;

import dev.leat.protocol.ConfiguredCatalog.StateKind;
import dev.leat.type.StreamSchema;
import java.util.Optional;

/**
 * How one stream is to be written.
 *
 * @param schema the stream's columns in the order in which a batch has them, without technical columns
 * @param rid the RID column; present when {@code state} is {@link StateKind#RID} and the mode is append
 * @param state where the next run learns how far this one came
 * @param technicalColumns whether to add {@link #SYNCED_AT} and {@link #SYNC_ID}
 * @param syncId the run, growing from run to run: the value of {@link #SYNC_ID}
 * @param scope under which name opaque states are kept: the replication's
 * @param inParts whether the source reads a stream without RID so far in several parts: its rows come in no order
 */
public record WritePlan(
        StreamSchema schema,
        WriteMode mode,
        Optional<Rid> rid,
        StateKind state,
        boolean technicalColumns,
        long syncId,
        String scope,
        boolean inParts) {
    /** Technical column: when the run that wrote the row began; an instant. */
    public static final String SYNCED_AT = "_leat_synced_at";

    /** Technical column: the run that wrote the row; a 64-bit number. */
    public static final String SYNC_ID = "_leat_sync_id";
}
