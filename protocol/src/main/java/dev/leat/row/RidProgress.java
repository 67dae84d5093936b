package dev.leat.row;

import tools.jackson.databind.JsonNode;

/**
 * How far a stream has come. Source and destination each follow it: a prefix is safe to resume from only if what comes
 * is in order, so neither takes the other's word for it. Not thread-safe; allocates nothing per row.
 */
public sealed interface RidProgress permits RidTrail, RidTrails {
    /** Takes the next row's RID; throws DATA if it is null, or not where its order allows. */
    void accept(byte[] array, RidSpan rid);

    /** Whether no RID is known yet. */
    boolean isEmpty();

    /** How far it is, as a state has it; throws if it {@link #isEmpty}. */
    JsonNode value();
}
