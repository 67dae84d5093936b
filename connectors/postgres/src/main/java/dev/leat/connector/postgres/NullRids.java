package dev.leat.connector.postgres;

import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;

/** Refuses streams in which rows have no RID: no range of RIDs would ever find them. */
final class NullRids {
    private NullRids() {}

    /** Looks in the snapshot that is about to be read. Throws DATA. */
    static void refuse(Connection connection, StreamRead read) throws SQLException {
        if (!read.rid.column().nullable()) {
            return;
        }
        String query = "SELECT count(*) FROM " + read.table() + " WHERE " + read.rid.expression() + " IS NULL";
        try (Statement statement = connection.createStatement();
                ResultSet row = statement.executeQuery(query)) {
            row.next();
            if (row.getLong(1) > 0) {
                throw read.plan.rid().orElseThrow().missing(read.relation.stream(), row.getLong(1));
            }
        }
    }
}
