package dev.leat.connector.duckdb;

import dev.leat.jdbc.CatalogQueries;
import dev.leat.jdbc.Inspector;
import dev.leat.jdbc.Sql;
import dev.leat.jdbc.TableName;
import dev.leat.type.Type;
import java.util.function.Function;

/**
 * Looks into a database through DuckDB's own table functions: the driver's metadata knows neither keys nor whether a
 * column is computed. Names are found whatever their capitals, as DuckDB itself does.
 */
final class DuckdbCatalog {
    private static final String OURS = " WHERE database_name = current_database() AND NOT internal";

    private static final String NAMED = " AND lower(schema_name) = lower(?) AND lower(table_name) = lower(?)";

    private static final String TABLES = "SELECT schema_name, table_name FROM duckdb_tables()" + OURS
            + " AND NOT temporary UNION ALL SELECT schema_name, view_name FROM duckdb_views()" + OURS
            + " AND NOT temporary ORDER BY ALL";

    private static final String SCHEMA =
            "SELECT 1 FROM duckdb_schemas() WHERE database_name = current_database() AND lower(schema_name) = lower(?)";

    private static final String COLUMNS = "SELECT column_name, data_type, is_nullable, column_default IS NOT NULL,"
            + " is_generated FROM duckdb_columns()" + OURS + NAMED + " ORDER BY column_index";

    /** An index may be over expressions: only one over a column by its name is known to be. */
    private static final String KEYS = """
            WITH sought AS (SELECT lower(?) AS of_schema, lower(?) AS of_table)
            SELECT constraint_index::VARCHAR, constraint_type = 'PRIMARY KEY', unnest(constraint_column_names),
                constraint_index AS place, generate_subscripts(constraint_column_names, 1) AS within
            FROM duckdb_constraints(), sought
            WHERE database_name = current_database() AND lower(schema_name) = of_schema AND lower(table_name) = of_table
                AND constraint_type IN ('PRIMARY KEY', 'UNIQUE')
            UNION ALL
            SELECT index_name, FALSE, column_name, 1e9, 1
            FROM duckdb_indexes() JOIN duckdb_columns() USING (database_name, schema_name, table_name), sought
            WHERE database_name = current_database() AND lower(schema_name) = of_schema AND lower(table_name) = of_table
                AND is_unique AND NOT is_primary
                AND expressions IN ('[' || column_name || ']', '[''"' || replace(column_name, '"', '""') || '"'']')
            ORDER BY place, within
            """;

    private static final String ROWS = "SELECT estimated_size FROM duckdb_tables()" + OURS + NAMED;

    /** What stands behind the name in the statement that makes a table. */
    private static final String BODY =
            "regexp_replace(sql, '^CREATE TABLE (\"([^\"]|\"\")*\"|[^.\"(]+)(\\.(\"([^\"]|\"\")*\"|[^.\"(]+))*\\(', '(')";

    private static final String EITHER = " database_name = current_database() AND lower(schema_name) = lower(?) AND"
            + " lower(table_name) IN (lower(?), lower(?))";

    private static final String ALIKE = "SELECT count(*) = 2 AND count(DISTINCT " + BODY
            + ") = 1 AND max(index_count) = 0 AND count(comment) = 0 AND (SELECT count(comment) = 0 FROM"
            + " duckdb_columns() WHERE" + EITHER + ") FROM duckdb_tables() WHERE" + EITHER;

    private DuckdbCatalog() {}

    /** @param types what a declared type holds */
    static Inspector inspector(Function<String, Type> types) {
        return new CatalogQueries(types, TABLES, SCHEMA, COLUMNS, KEYS, ROWS);
    }

    /** Whether two tables differ in their rows alone, and have no index, constraint, default or comment. */
    static boolean areAlike(Sql sql, TableName table, TableName other) {
        String[] names = {table.schema(), table.name(), other.name(), table.schema(), table.name(), other.name()};
        return sql.text("compare the tables \"" + table + "\" and \"" + other + "\"", ALIKE, names)
                .filter("true"::equals)
                .isPresent();
    }
}
