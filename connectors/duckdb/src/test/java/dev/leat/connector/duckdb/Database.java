package dev.leat.connector.duckdb;

import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;

/** A database file, worked on with DuckDB's own driver. */
record Database(Path file) {

    Connection connect() throws SQLException {
        return DriverManager.getConnection("jdbc:duckdb:" + file);
    }

    /** Runs statements separated by semicolons. */
    void execute(String sql) throws SQLException {
        try (Connection connection = connect();
                Statement statement = connection.createStatement()) {
            statement.execute(sql);
        }
    }

    /** The first column of all rows, a line each. */
    String query(String sql) throws SQLException {
        try (Connection connection = connect();
                Statement statement = connection.createStatement();
                ResultSet row = statement.executeQuery(sql)) {
            StringBuilder lines = new StringBuilder();
            while (row.next()) {
                lines.append(lines.isEmpty() ? "" : "\n").append(row.getString(1));
            }
            return lines.toString();
        }
    }
}
