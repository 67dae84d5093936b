package dev.leat.jdbc;

import java.sql.SQLException;

/** An engine's fastest way to take rows in. */
@FunctionalInterface
public interface BulkLoader {
    /**
     * Prepares to load one stream; sends nothing yet.
     *
     * @param into the table to load: the target's own, or the staging table beside it
     * @param shape what that table's columns are
     */
    TableLoad open(Sql sql, Target target, TableName into, Table shape) throws SQLException;
}
