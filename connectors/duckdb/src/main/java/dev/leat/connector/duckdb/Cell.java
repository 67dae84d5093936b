package dev.leat.connector.duckdb;

import dev.leat.jdbc.UnfitValue;
import dev.leat.row.Batch;

/** Puts one column's value of a batch's current row, which is not null, into its lane. Chosen once per column. */
@FunctionalInterface
interface Cell {
    /** @throws UnfitValue if the column cannot hold the value; nothing was put then */
    void put(Batch rows, int column, Lane to) throws UnfitValue;
}
