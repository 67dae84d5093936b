package dev.leat.testkit;

import java.util.Optional;
import java.util.Set;

/** What a destination holds, looked at without the destination. */
public interface StoredTables {

    /**
     * A stream's table; empty if there is none.
     *
     * @param namespace null for streams that have none
     */
    Optional<StoredTable> table(String namespace, String name) throws Exception;

    /** Names of everything there, work tables and temporary files included: a run must leave none behind. */
    Set<String> names() throws Exception;
}
