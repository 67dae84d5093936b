package dev.leat.jdbc;

import dev.leat.type.Type;
import java.util.function.Function;

/**
 * Replaces the rows of a table by those of one that was loaded beside it: deletes the old ones and copies the new ones
 * over, so that the table itself, and all that hangs on it, stays.
 */
public final class RowCopy {
    private final Identifiers identifiers;
    private final Function<Type, String> columnType;

    public RowCopy(Identifiers identifiers, Function<Type, String> columnType) {
        this.identifiers = identifiers;
        this.columnType = columnType;
    }

    /** Gives a table the target's columns that it lacks. */
    public void addColumns(Sql definitions, Target target, Table table) {
        for (Target.Column added : target.missingIn(table, identifiers)) {
            definitions.execute(
                    Ddl.addColumn(added, target.table(), identifiers, columnType),
                    "add a column to \"" + target.table() + "\"");
        }
    }

    /** Takes over the rows of the staging table, which stay there too. */
    public void replace(Sql sql, Target target, TableName staging) {
        String attempted = "replace the rows of \"" + target.table() + "\"";
        String columns = identifiers.list(target.columnNames());
        String table = target.table().sql(identifiers);
        sql.execute("DELETE FROM " + table, attempted);
        sql.execute(
                "INSERT INTO " + table + " (" + columns + ") SELECT " + columns + " FROM " + staging.sql(identifiers),
                attempted);
    }
}
