package dev.leat.jdbc;

import java.sql.Connection;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** Looks into an engine's catalog. Called from one thread, with a connection that is idle. */
public interface Inspector {
    /** The tables and views that hold a user's data, without the engine's own. */
    List<TableName> tables(Connection connection) throws SQLException;

    /** All of them but those that Leat has made for itself; a look at each, unless the engine shows many at a time. */
    default List<Table> all(Connection connection) throws SQLException {
        List<Table> all = new ArrayList<>();
        for (TableName name : tables(connection)) {
            if (!OwnTables.include(name.name())) {
                table(connection, name).ifPresent(all::add);
            }
        }
        return all;
    }

    /** Why a table, or a column of it, may not be found though it is there: a part of a sentence, from its comma on. */
    default String unlessHidden(TableName name) {
        return "";
    }

    /** Whether there is a schema of that name; never asked where a {@link TableName} has none. */
    boolean hasSchema(Connection connection, String schema) throws SQLException;

    /** One table or view, if there is one of that name. */
    Optional<Table> table(Connection connection, TableName name) throws SQLException;
}
