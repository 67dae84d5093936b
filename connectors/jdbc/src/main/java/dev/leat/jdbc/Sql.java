package dev.leat.jdbc;

import dev.leat.protocol.ConnectorException;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** Statements run once, with their failures sorted. Not thread-safe, as the connection is not. */
public final class Sql {
    private final Connection connection;
    private final SqlErrors errors;

    public Sql(Connection connection, SqlErrors errors) {
        this.connection = connection;
        this.errors = errors;
    }

    public Connection connection() {
        return connection;
    }

    /** @param attempted what it is for, as it goes on from "cannot" */
    public void execute(String sql, String attempted) {
        try (Statement statement = connection.createStatement()) {
            statement.execute(sql);
        } catch (SQLException e) {
            throw failed(e, attempted);
        }
    }

    /** Runs a statement with texts as parameters; answers how many rows it touched. */
    public int update(String attempted, String sql, String... parameters) {
        try (PreparedStatement statement = prepared(connection, sql, parameters)) {
            return statement.executeUpdate();
        } catch (SQLException e) {
            throw failed(e, attempted);
        }
    }

    /** The first column of the first row as text; empty if there is no row, or null in it. */
    public Optional<String> text(String attempted, String sql, String... parameters) {
        try (PreparedStatement statement = prepared(connection, sql, parameters);
                ResultSet row = statement.executeQuery()) {
            return row.next() ? Optional.ofNullable(row.getString(1)) : Optional.empty();
        } catch (SQLException e) {
            throw failed(e, attempted);
        }
    }

    /** What is made of a row. */
    @FunctionalInterface
    public interface Row<T> {
        T of(ResultSet row) throws SQLException;
    }

    /** What is done with a row. */
    @FunctionalInterface
    public interface Taken {
        void by(ResultSet row) throws SQLException;
    }

    /** What is made of each row of a query with texts as parameters; its failures are the caller's to sort. */
    public static <T> List<T> rows(Connection connection, String sql, Row<T> made, String... parameters)
            throws SQLException {
        List<T> rows = new ArrayList<>();
        each(connection, sql, row -> rows.add(made.of(row)), parameters);
        return rows;
    }

    /** Takes each row of a query with texts as parameters. */
    public static void each(Connection connection, String sql, Taken taken, String... parameters) throws SQLException {
        try (PreparedStatement statement = prepared(connection, sql, parameters);
                ResultSet row = statement.executeQuery()) {
            while (row.next()) {
                taken.by(row);
            }
        }
    }

    private static PreparedStatement prepared(Connection connection, String sql, String... parameters)
            throws SQLException {
        PreparedStatement statement = connection.prepareStatement(sql);
        for (int i = 0; i < parameters.length; i++) {
            statement.setString(i + 1, parameters[i]);
        }
        return statement;
    }

    public ConnectorException failed(SQLException cause, String attempted) {
        return errors.of(cause, attempted);
    }
}
