package dev.leat.testkit;

import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.Map;

/** A database of its own for one test class, on a MySQL or MariaDB server. */
public record MysqlDatabase(MysqlServer flavour, String host, int port, String name, String user, String password) {

    public String url() {
        return "jdbc:mysql://" + host + ":" + port + "/" + name
                + "?connectionTimeZone=UTC&forceConnectionTimeZoneToSession=true&characterEncoding=UTF-8"
                + "&tinyInt1isBit=false&yearIsDateType=false&allowMultiQueries=true&logger=com.mysql.cj.log.NullLogger";
    }

    public Connection connect() throws SQLException {
        return DriverManager.getConnection(url(), user, password);
    }

    /** Runs SQL, any number of statements separated by semicolons. */
    public void execute(String sql) throws SQLException {
        try (Connection connection = connect();
                Statement statement = connection.createStatement()) {
            statement.execute(sql);
            // The first failure of several statements is told when its answer is asked for.
            while (statement.getMoreResults() || statement.getUpdateCount() >= 0) {}
        }
    }

    /** The first column of all rows, a line each. */
    public String query(String sql) throws SQLException {
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

    /** The settings under the usual names: host, port, database, user, password. */
    public Map<String, Object> settings() {
        return Map.of("host", host, "port", port, "database", name, "user", user, "password", password);
    }
}
