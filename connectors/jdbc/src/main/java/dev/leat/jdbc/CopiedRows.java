package dev.leat.jdbc;

import dev.leat.protocol.ConnectorException;
import dev.leat.type.Type;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.Function;

/**
 * Replaces rows in one transaction, by DELETE and INSERT from a table that was loaded beside: no statement that makes or
 * changes a table is part of it, as those commit in many databases. They go through a connection of their own.
 */
public final class CopiedRows implements Replacement {
    private final Sql definitions;
    private final Dialect dialect;
    private final Function<Type, String> columnType;
    private final RowCopy rows;
    private final List<TableName> copied = new ArrayList<>();

    public CopiedRows(Sql definitions, Dialect dialect, Function<Type, String> columnType) {
        this.definitions = definitions;
        this.dialect = dialect;
        this.columnType = columnType;
        this.rows = new RowCopy(dialect.identifiers(), columnType);
    }

    @Override
    public TableName stage(Sql through, Target target, Optional<Table> existing) throws SQLException {
        TableName staging = OwnTables.staging(dialect.identifiers(), target.table());
        drop(staging);
        through.execute(
                Ddl.createTable(target, staging, dialect.identifiers(), columnType),
                "make the table \"" + staging + "\"");
        return staging;
    }

    /** Standard SQL has no word for "if there is one". */
    private void drop(TableName table) throws SQLException {
        if (dialect.inspector().table(definitions.connection(), table).isPresent()) {
            definitions.execute("DROP TABLE " + dialect.sql(table), "drop the table \"" + table + "\"");
        }
    }

    @Override
    public void swap(Sql sql, Target target, TableName staging, Optional<Table> existing) {
        if (existing.isPresent()) {
            rows.addColumns(definitions, target, existing.get());
        } else {
            definitions.execute(
                    Ddl.createTable(target, target.table(), dialect.identifiers(), columnType),
                    "make the table \"" + target.table() + "\"");
        }
        rows.replace(sql, target, staging);
        copied.add(staging);
    }

    @Override
    public void committed() throws SQLException {
        for (TableName staging : copied) {
            drop(staging);
        }
        copied.clear();
    }

    @Override
    public void rolledBack() throws SQLException {
        try {
            committed();
        } catch (ConnectorException left) {
            // The next run drops it.
            copied.clear();
        }
    }
}
