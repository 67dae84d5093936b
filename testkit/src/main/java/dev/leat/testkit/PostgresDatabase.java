package dev.leat.testkit;

import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.Map;

/** A database of its own for one test class. */
public record PostgresDatabase(String host, int port, String name, String user, String password) {

    public String url() {
        return "jdbc:postgresql://" + host + ":" + port + "/" + name;
    }

    public Connection connect() throws SQLException {
        return DriverManager.getConnection(url(), user, password);
    }

    /** Runs SQL, any number of statements separated by semicolons. */
    public void execute(String sql) throws SQLException {
        try (Connection connection = connect();
                Statement statement = connection.createStatement()) {
            statement.execute(sql);
        }
    }

    /** The settings under the usual names: host, port, database, user, password. */
    public Map<String, Object> settings() {
        return Map.of("host", host, "port", port, "database", name, "user", user, "password", password);
    }
}
