package dev.leat.jdbc;

import java.sql.SQLException;
import java.util.Optional;

/**
 * How the rows of a full refresh take the place of the old ones: all in the destination's transaction, so that readers
 * see the old rows until it commits and the new ones from then on.
 */
public interface Replacement {
    /**
     * Makes an empty table for the new rows: beside the target, or, if there is none yet, the target itself.
     *
     * @param existing the target as it is; empty if there is none yet
     */
    TableName stage(Sql sql, Target target, Optional<Table> existing) throws SQLException;

    /** Puts the rows of the staging table in the place of the target's, and the staging table away. */
    void swap(Sql sql, Target target, TableName staging, Optional<Table> existing) throws SQLException;

    /**
     * Called right after each commit. Where a swap would commit by itself, {@link #swap} only remembers it, and it is
     * carried out here: the rows are durable then, and readers see the old ones until it is done.
     */
    default void committed() throws SQLException {}

    /** Called after each rollback: what was staged since the last commit is not used again. */
    default void rolledBack() throws SQLException {}
}
