package dev.leat.connector.postgres;

import dev.leat.jdbc.Identifiers;
import dev.leat.jdbc.Sql;
import dev.leat.jdbc.TableName;
import dev.leat.protocol.ConnectorException;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;

/**
 * Makes the indexes that one table has on another, which has its rows already: to sort them once costs a fraction of
 * keeping each index in order row by row. Their names are the server's choice.
 */
final class Indexes {
    private static final Identifiers IDENTIFIERS = PostgresDestination.IDENTIFIERS;

    /**
     * What stands after the index's name and the table's: {@code USING btree (…)}. Of an index i, whose relation is c, of
     * a table t in the schema n.
     */
    static final String DEFINITION = """
            substr(pg_get_indexdef(i.indexrelid), length(
                'CREATE ' || CASE WHEN i.indisunique THEN 'UNIQUE ' ELSE '' END || 'INDEX ' || quote_ident(c.relname)
                || ' ON ' || quote_ident(n.nspname) || '.' || quote_ident(t.relname)) + 2)
            """;

    static final String FROM = """
            FROM pg_index i
            JOIN pg_class c ON c.oid = i.indexrelid
            JOIN pg_class t ON t.oid = i.indrelid
            JOIN pg_namespace n ON n.oid = t.relnamespace
            """;

    /** A primary key, a unique or an exclusion constraint makes its own. */
    private static final String DEFINITIONS = "SELECT k.oid IS NOT NULL, coalesce(pg_get_constraintdef(k.oid), "
            + DEFINITION + "), i.indisunique,"
            + " (SELECT quote_ident(spcname) FROM pg_tablespace s WHERE s.oid = c.reltablespace) " + FROM
            + " LEFT JOIN pg_constraint k ON k.conindid = i.indexrelid AND k.conrelid = i.indrelid AND k.contype <> 'f'"
            + " WHERE i.indrelid = ?::regclass ORDER BY i.indisprimary DESC, i.indexrelid";

    /**
     * For the rest of the transaction, what is sorted may take as much memory as the server's own cache has, 256 MB at
     * the most: what the server gives by default is little for the rows of a whole table, and sorting on disk takes half
     * as long again. Never less than it gives.
     */
    private static final String ROOM = """
            SELECT set_config('maintenance_work_mem', greatest(
                pg_size_bytes(current_setting('maintenance_work_mem')),
                least(pg_size_bytes(current_setting('shared_buffers')), 256 << 20)) / 1024 || 'kB', true)
            """;

    private Indexes() {}

    /** Before indexes are made. */
    static void makeRoom(Sql sql) {
        sql.text("make room for sorting", ROOM);
    }

    static void copy(Sql sql, TableName from, TableName to) throws SQLException {
        makeRoom(sql);
        for (String statement : statements(sql, from, to.sql(IDENTIFIERS))) {
            sql.execute(statement, "make the indexes of \"" + from + "\" for its new rows");
        }
    }

    private static List<String> statements(Sql sql, TableName from, String to) throws SQLException {
        List<String> statements = new ArrayList<>();
        Sql.each(
                sql.connection(),
                DEFINITIONS,
                index -> {
                    String place = index.getString(4);
                    if (place != null) {
                        statements.add("SET LOCAL default_tablespace = " + place);
                    }
                    statements.add(statement(index, from, to));
                    if (place != null) {
                        statements.add("SET LOCAL default_tablespace = ''");
                    }
                },
                from.sql(IDENTIFIERS));
        return statements;
    }

    private static String statement(ResultSet index, TableName from, String to) throws SQLException {
        String definition = index.getString(2);
        if (index.getBoolean(1)) {
            return "ALTER TABLE " + to + " ADD " + definition;
        }
        if (!definition.startsWith("USING ")) {
            throw ConnectorException.internal("an index of \"" + from + "\" is defined as " + definition);
        }
        return "CREATE " + (index.getBoolean(3) ? "UNIQUE " : "") + "INDEX ON " + to + " " + definition;
    }
}
