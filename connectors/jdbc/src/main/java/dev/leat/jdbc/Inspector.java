package dev.leat.jdbc;

import java.sql.Connection;
import java.sql.SQLException;
import java.util.List;
import java.util.Optional;

/** Looks into an engine's catalog. Called from one thread, with a connection that is idle. */
public interface Inspector {
    /** The tables and views that hold a user's data, without the engine's own. */
    List<TableName> tables(Connection connection) throws SQLException;

    /** Whether there is a schema of that name; never asked where a {@link TableName} has none. */
    boolean hasSchema(Connection connection, String schema) throws SQLException;

    /** One table or view, if there is one of that name. */
    Optional<Table> table(Connection connection, TableName name) throws SQLException;
}
