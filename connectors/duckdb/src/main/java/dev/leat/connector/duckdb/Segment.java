package dev.leat.connector.duckdb;

import dev.leat.jdbc.UnfitValue;
import dev.leat.row.RowWriter;

/** Puts one column's value, given as the text that DuckDB joined into its row. Chosen once per column. */
@FunctionalInterface
interface Segment {
    /** @throws UnfitValue if the value has no form in the protocol; nothing was put then */
    void put(byte[] row, int from, int to, RowWriter out) throws UnfitValue;
}
