package dev.leat.connector.mysql;

import dev.leat.protocol.ConnectorException;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * What the server is, as far as it matters.
 *
 * @param mariadb whether it is MariaDB, which has gone ways of its own
 * @param caseSensitiveTables whether two tables may differ in nothing but capitals
 * @param readOnly whether only others may write: mostly a replica
 */
record Server(boolean mariadb, String version, boolean caseSensitiveTables, boolean readOnly) {
    /** MariaDB before 11 says that it is MySQL 5.5.5, for replicas of that age. */
    private static final Pattern VERSION = Pattern.compile("(?:5\\.5\\.5-)?(\\d+)\\.(\\d+)\\.(\\d+).*");

    /** The first with a collation that orders by bytes and takes spaces for what they are. */
    private static final int MYSQL_MIN = 8_000_017;

    private static final int MARIADB_MIN = 10_011_000;

    /** Looks at the server; throws CONFIG for one that is too old. */
    static Server of(Connection connection, String where) throws SQLException {
        try (Statement statement = connection.createStatement();
                ResultSet row =
                        statement.executeQuery("SELECT version(), @@lower_case_table_names, @@global.read_only")) {
            row.next();
            String version = row.getString(1);
            check(version, where);
            boolean writable = row.getString(3).equals("0") || row.getString(3).equals("OFF");
            return new Server(isMariadb(version), version, row.getInt(2) == 0, !writable);
        }
    }

    private static boolean isMariadb(String version) {
        return version.contains("MariaDB");
    }

    static void check(String version, String where) {
        Matcher numbers = VERSION.matcher(version);
        int number = numbers.matches()
                ? (Integer.parseInt(numbers.group(1)) * 1000 + Integer.parseInt(numbers.group(2))) * 1000
                        + Integer.parseInt(numbers.group(3))
                : 0;
        if (number < (isMariadb(version) ? MARIADB_MIN : MYSQL_MIN)) {
            throw ConnectorException.config("the server of the " + where + " is " + (isMariadb(version) ? "" : "MySQL ")
                    + version + ", which is too old: Leat needs MySQL 8.0.17, or MariaDB 10.11, or newer");
        }
    }

    /** The collation in which text is ordered by its UTF-8 bytes, spaces at its end included. */
    String byteOrder() {
        return mariadb ? "utf8mb4_nopad_bin" : "utf8mb4_0900_bin";
    }
}
