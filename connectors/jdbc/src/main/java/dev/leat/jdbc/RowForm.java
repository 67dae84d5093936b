package dev.leat.jdbc;

import java.util.List;

/** How the rows of a query are asked for and taken: column by column ({@link ColumnRows}), or in a form of the engine's. */
public interface RowForm {
    /**
     * What is selected.
     *
     * @param columns the table's columns that are read, each of the stream's type
     */
    String selected(List<Table.Column> columns, Identifiers identifiers);

    /** Reads rows that were so selected. Called once per query. */
    RowReader reader(List<Table.Column> columns);
}
