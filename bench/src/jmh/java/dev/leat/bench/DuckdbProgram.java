package dev.leat.bench;

import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.ResultSet;
import java.sql.Statement;

/** A program: runs statements in a DuckDB file, one after the other, and prints the first value of the last answer. */
final class DuckdbProgram {
    private DuckdbProgram() {}

    /** Arguments: the file, the statements. */
    public static void main(String... args) throws Exception {
        try (Connection connection = DriverManager.getConnection("jdbc:duckdb:" + args[0]);
                Statement statement = connection.createStatement()) {
            for (int i = 1; i < args.length; i++) {
                if (statement.execute(args[i]) && i == args.length - 1) {
                    ResultSet answer = statement.getResultSet();
                    answer.next();
                    System.out.println(answer.getString(1));
                }
            }
        }
    }
}
