package dev.leat.jdbc;

import dev.leat.type.Type;
import java.util.Optional;
import java.util.function.Function;

/**
 * Replaces row by row: deletes the old rows and copies the new ones over, so that the table itself, and all that hangs
 * on it, stays. Right wherever statements of one transaction become visible at once; the rows are written twice.
 */
public final class SameTransaction implements Replacement {
    private final Identifiers identifiers;
    private final Function<Type, String> columnType;
    private final boolean indexed;
    private final RowCopy rows;

    public SameTransaction(Identifiers identifiers, Function<Type, String> columnType) {
        this(identifiers, columnType, true);
    }

    /** @param indexed as {@link Writing} has it */
    public SameTransaction(Identifiers identifiers, Function<Type, String> columnType, boolean indexed) {
        this.identifiers = identifiers;
        this.columnType = columnType;
        this.indexed = indexed;
        this.rows = new RowCopy(identifiers, columnType);
    }

    /** Where there are no old rows the table itself is made: nobody sees it before the commit. */
    @Override
    public TableName stage(Sql sql, Target target, Optional<Table> existing) {
        TableName staging = existing.isEmpty() ? target.table() : OwnTables.staging(identifiers, target.table());
        String making = "make the table \"" + staging + "\"";
        if (existing.isPresent()) {
            sql.execute("DROP TABLE IF EXISTS " + staging.sql(identifiers), making);
        }
        sql.execute(
                indexed
                        ? Ddl.createTable(target, staging, identifiers, columnType)
                        : Ddl.createKeyless(target, staging, identifiers, columnType),
                making);
        return staging;
    }

    @Override
    public void swap(Sql sql, Target target, TableName staging, Optional<Table> existing) {
        if (existing.isPresent()) {
            rows.addColumns(sql, target, existing.get());
            rows.replace(sql, target, staging);
            sql.execute("DROP TABLE " + staging.sql(identifiers), "drop the table \"" + staging + "\"");
        }
    }
}
