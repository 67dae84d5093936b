package dev.leat.connector.duckdb;

import dev.leat.jdbc.Ddl;
import dev.leat.jdbc.Identifiers;
import dev.leat.jdbc.OwnTables;
import dev.leat.jdbc.Replacement;
import dev.leat.jdbc.SameTransaction;
import dev.leat.jdbc.Sql;
import dev.leat.jdbc.Table;
import dev.leat.jdbc.TableName;
import dev.leat.jdbc.Target;
import java.util.Optional;

/**
 * Replaces a table by dropping it and giving the new one its name, all in the destination's transaction, as DuckDB's
 * statements that change tables are part of it. That needs both to be the same but for their rows: to a table that has
 * an index, a constraint, a default, a comment or other columns the rows are copied over instead, and all that stays.
 */
final class TableSwap implements Replacement {
    /** What stands behind the name in the statement that makes a table. */
    private static final String BODY =
            "regexp_replace(sql, '^CREATE TABLE (\"([^\"]|\"\")*\"|[^.\"(]+)(\\.(\"([^\"]|\"\")*\"|[^.\"(]+))*\\(', '(')";

    private static final String NAMED = " lower(schema_name) = lower(?) AND lower(table_name) IN (lower(?), lower(?))";

    private static final String ALIKE = "SELECT count(*) = 2 AND count(DISTINCT " + BODY
            + ") = 1 AND max(index_count) = 0 AND count(comment) = 0 AND (SELECT count(comment) = 0 FROM"
            + " duckdb_columns() WHERE database_name = current_database() AND" + NAMED + ") FROM duckdb_tables() WHERE"
            + " database_name = current_database() AND" + NAMED;

    private final Identifiers identifiers;
    private final SameTransaction rows;

    TableSwap(Identifiers identifiers) {
        this.identifiers = identifiers;
        this.rows = new SameTransaction(identifiers, ColumnTypes::of);
    }

    @Override
    public TableName stage(Sql sql, Target target, Optional<Table> existing) {
        TableName staging = existing.isEmpty() ? target.table() : OwnTables.staging(identifiers, target.table());
        String making = "make the table \"" + staging + "\"";
        if (existing.isPresent()) {
            sql.execute("DROP TABLE IF EXISTS " + staging.sql(identifiers), making);
        }
        sql.execute(Ddl.createKeyless(target, staging, identifiers, ColumnTypes::of), making);
        return staging;
    }

    @Override
    public void swap(Sql sql, Target target, TableName staging, Optional<Table> existing) {
        if (existing.isEmpty()) {
            return;
        }
        if (!areAlike(sql, target.table(), staging)) {
            rows.swap(sql, target, staging, existing);
            return;
        }
        String attempted = "put the new rows in the place of the old ones in \"" + target.table() + "\"";
        sql.execute("DROP TABLE " + target.table().sql(identifiers), attempted);
        sql.execute(
                "ALTER TABLE " + staging.sql(identifiers) + " RENAME TO "
                        + identifiers.quoted(target.table().name()),
                attempted);
    }

    private static boolean areAlike(Sql sql, TableName table, TableName staging) {
        String[] names = {table.schema(), table.name(), staging.name(), table.schema(), table.name(), staging.name()};
        return sql.text("compare the tables \"" + table + "\" and \"" + staging + "\"", ALIKE, names)
                .filter("true"::equals)
                .isPresent();
    }
}
