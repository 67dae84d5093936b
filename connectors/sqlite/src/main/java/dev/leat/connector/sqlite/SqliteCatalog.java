package dev.leat.connector.sqlite;

import dev.leat.jdbc.CatalogQueries;
import dev.leat.jdbc.Inspector;
import dev.leat.jdbc.Table;
import dev.leat.jdbc.TableName;
import dev.leat.sdk.Log;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.List;
import java.util.Optional;

/**
 * Looks into a file's schema through SQLite's own table functions: the driver's metadata knows neither the declared
 * types in full nor which unique indexes have a condition.
 *
 * @param looksAtValues whether values are looked at where a declaration does not tell their form, and rows are counted:
 *     what somebody who reads wants to know
 */
record SqliteCatalog(boolean looksAtValues) implements Inspector {
    private static final String TABLES = """
            SELECT NULL, name FROM pragma_table_list WHERE schema = 'main' AND type IN ('table', 'view', 'virtual')
                AND name NOT LIKE 'sqlite\\_%' ESCAPE '\\'
            ORDER BY name
            """;

    /** A key that is one INTEGER is the row's own number: never null, and given by the engine where a row brings none. */
    private static final String COLUMNS = """
            SELECT name, type, "notnull" = 0 AND NOT numbers_rows, dflt_value IS NOT NULL OR numbers_rows, hidden <> 0
            FROM (SELECT *, pk > 0 AND upper(type) = 'INTEGER' AND sum(pk > 0) OVER () = 1 AS numbers_rows
                FROM pragma_table_xinfo(?) WHERE hidden <> 1)
            ORDER BY cid
            """;

    /** An index with a condition binds only some of the rows. */
    private static final String KEYS = """
            WITH t (name) AS (VALUES (?))
            SELECT NULL, 1, c.name, -1 AS seq, c.pk AS place FROM t, pragma_table_xinfo(t.name) AS c WHERE c.pk > 0
            UNION ALL
            SELECT i.name, 0, c.name, i.seq, c.seqno FROM t, pragma_index_list(t.name) AS i, pragma_index_info(i.name) AS c
            WHERE i."unique" = 1 AND i.partial = 0 AND i.origin <> 'pk'
            ORDER BY seq, place
            """;

    private static final CatalogQueries QUERIES = new CatalogQueries(DeclaredTypes::certain, TABLES, COLUMNS, KEYS);

    @Override
    public List<TableName> tables(Connection connection) throws SQLException {
        return QUERIES.tables(connection);
    }

    @Override
    public boolean hasSchema(Connection connection, String schema) {
        return true;
    }

    @Override
    public Optional<Table> table(Connection connection, TableName name) throws SQLException {
        try {
            Optional<Table> found = QUERIES.table(connection, name);
            return looksAtValues ? found.map(table -> ValueForms.seen(connection, table)) : found;
        } catch (SQLException e) {
            // A view whose tables have gone: it is a fault of the file's that must not hide the other tables.
            Log.warn("the view \"" + name + "\" cannot be read and is left out: " + e.getMessage());
            return Optional.empty();
        }
    }
}
