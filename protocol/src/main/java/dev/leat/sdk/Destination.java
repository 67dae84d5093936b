package dev.leat.sdk;

import dev.leat.protocol.StateMessage;
import java.util.List;

/**
 * The writing side of a connector: one transaction after the other, over all streams. All calls come from one thread.
 *
 * <p>The SDK decides when to commit: only where a state says that everything before it was sent, and never while a
 * replacement is half loaded. A destination that has one transaction for everything is therefore always right.
 */
public interface Destination {

    /**
     * Makes ready to write a stream: takes the lock that keeps other runs out of it, and makes its table if there is
     * none. Called once per stream: when its source begins to read it, at the latest before its first row, or when it ends
     * without one.
     *
     * @throws Exception CONFIG when the table cannot take these columns; TRANSIENT when another run holds the lock. The
     *     stream fails, the others go on
     */
    StreamWriter open(WritePlan stream) throws Exception;

    /**
     * Makes everything written so far durable, in one step if the system can, together with the opaque states given.
     * Called every few seconds, and at the end. When it returns, the rows survive a power cut.
     *
     * @param states states to keep beside the rows and hand out through {@link StateStore}; empty unless the connector
     *     declares {@link Ability#STORED_STATE}
     */
    void commit(List<StateMessage> states) throws Exception;

    /**
     * Forgets everything written since the last commit, all streams. Called after a stream failed, and at an end that
     * came too early. Writers that did anything since
     * that commit are not used again; the others are.
     */
    void rollback() throws Exception;
}
