package dev.leat.connector.mysql;

import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** What an administrator has to say so that the user may do what the server has refused. */
record Grant(MysqlConfig config) {
    /** {@code INSERT, CREATE command denied to user …}. */
    private static final Pattern DENIED = Pattern.compile("([A-Za-z ,]+) command denied");

    private static final Pattern DATABASE = Pattern.compile("to database '([^']+)'");
    /** One server names the table's database, the other does not; but what was tried does. */
    private static final Pattern TABLE = Pattern.compile("table \"(.+)\\.[^.\"]+\"");

    /** Reading a table. */
    String toRead(String database) {
        return statement("SELECT", database);
    }

    /**
     * What lacks by the server's sentence.
     *
     * @param attempted what was tried, and on what
     */
    String over(String said, String attempted) {
        Matcher denied = DENIED.matcher(said);
        Matcher named = DATABASE.matcher(said);
        Matcher table = TABLE.matcher(attempted);
        String database = named.find() ? named.group(1) : table.find() ? table.group(1) : config.database();
        // Where it is the database itself, it says no more than that; what is not there yet is to be made.
        return statement(denied.find() ? denied.group(1).strip() : "CREATE", database);
    }

    private String statement(String privileges, String database) {
        return "GRANT " + privileges + " ON " + SqlText.name(database) + ".* TO " + SqlText.literal(config.user());
    }
}
