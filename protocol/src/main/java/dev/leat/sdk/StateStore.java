package dev.leat.sdk;

import dev.leat.protocol.StateMessage;
import java.util.List;

/** A destination that keeps opaque states beside its rows: {@link Ability#STORED_STATE}. */
public interface StateStore {
    /**
     * The states kept by {@link Destination#commit} for these streams, as they were given.
     *
     * @throws Exception CONFIG when a state was made by another definition of its stream, saying how to reset it
     */
    List<StateMessage> storedStates(List<WritePlan> streams) throws Exception;
}
