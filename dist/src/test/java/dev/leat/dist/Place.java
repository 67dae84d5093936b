package dev.leat.dist;

import dev.leat.testkit.StoredTables;

/**
 * Somewhere of an engine's, empty at first and nobody else's.
 *
 * @param connection the connection as {@code leat.yaml} has it, in one line
 * @param tables what is stored there, read without the connector
 * @param namespace the namespace of streams there; null where they have none
 * @param sql runs statements there; null where there is no such thing
 * @param number what a whole number is declared as
 */
record Place(String connection, StoredTables tables, String namespace, Statements sql, String number) {
    /** Runs statements by the engine's own driver. */
    @FunctionalInterface
    interface Statements {
        void run(String sql) throws Exception;
    }

    /** The statement that makes a table of numbered values, with the column {@code v} of a type. */
    String create(String table, String type) {
        return "CREATE TABLE " + table + " (id " + number + " PRIMARY KEY, v " + type + ")";
    }
}
