package dev.leat.dist;

import dev.leat.testkit.StoredTables;
import java.util.Optional;

/**
 * Somewhere of an engine's, empty at first and nobody else's.
 *
 * @param connection the connection as {@code leat.yaml} has it, in one line
 * @param tables what is stored there, read without the connector
 * @param namespace the namespace of streams there; null where they have none
 * @param listed what a table is called among {@link StoredTables#names}, with {@code %s} for its name
 * @param sql how tables are made there; empty where there is no such thing
 */
record Place(String connection, StoredTables tables, String namespace, String listed, Optional<Sql> sql) {

    /** Runs statements by the engine's own driver, all of them over one connection where that matters. */
    @FunctionalInterface
    interface Statements {
        void run(String... sql) throws Exception;
    }

    /**
     * How tables are made and filled without Leat.
     *
     * @param statements runs them
     * @param table the statement that makes a table of numbered values, for {@link #create}
     * @param number what a whole number is declared as
     */
    record Sql(Statements statements, String table, String number) {
        void run(String... sql) throws Exception {
            statements.run(sql);
        }

        /** The statement that makes a table of numbered values, with the column {@code v} of a type. */
        String create(String name, String type) {
            return table.formatted(name, type);
        }
    }

    /** What the stream of a table is called. */
    String stream(String table) {
        return namespace == null ? table : namespace + "." + table;
    }

    /** How tables are made, of an engine that has some. */
    Sql statements() {
        return sql.orElseThrow();
    }
}
