package dev.leat.connector.mysql;

import dev.leat.jdbc.Sql;
import dev.leat.protocol.ConnectorException;
import dev.leat.sdk.Log;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;

/**
 * Ends a query whose rows are not all wanted. To close its rows means to take them all; so the server is told to send
 * no more, through a connection of its own. The transaction and its snapshot stay.
 */
record QueryEnd(MysqlConfig config, Sql sql) {

    void of(ResultSet rows) {
        try {
            String id = String.valueOf(sql.connection()
                    .unwrap(com.mysql.cj.jdbc.JdbcConnection.class)
                    .getSession()
                    .getThreadId());
            try (Connection other = MysqlSession.open(config).jdbc();
                    Statement kill = other.createStatement()) {
                kill.execute("KILL QUERY " + id);
            }
        } catch (SQLException | ConnectorException e) {
            Log.debug("the server could not be told to send no more: " + e.getMessage());
        }
        try {
            rows.close();
        } catch (SQLException ended) {
            Log.debug("the rest of the rows was not read: " + ended.getMessage());
        }
    }
}
