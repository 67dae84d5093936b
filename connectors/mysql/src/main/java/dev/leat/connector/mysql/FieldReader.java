package dev.leat.connector.mysql;

import dev.leat.jdbc.UnfitValue;
import dev.leat.row.RowWriter;

/** Puts one column's value. Chosen once per column, called once per row that is not null there, from one thread. */
@FunctionalInterface
interface FieldReader {
    /**
     * @param text the value as the server writes it
     * @throws UnfitValue if the value is none of the column's type; nothing was put then
     */
    void read(byte[] text, RowWriter out) throws UnfitValue;
}
