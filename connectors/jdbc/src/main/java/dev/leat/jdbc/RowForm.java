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

    /** Reads rows that were so selected. Called once per query, before it is run. */
    RowReader reader(StreamRead read);

    /** Whether null is sent for some values of a column, of which the type is the stream's. */
    default boolean mayBeNull(Table.Column column) {
        return column.nullable();
    }
}
