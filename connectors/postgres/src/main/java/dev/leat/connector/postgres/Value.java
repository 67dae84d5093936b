package dev.leat.connector.postgres;

import dev.leat.row.Bytes;

/**
 * Writes a value, given as the text PostgreSQL shows it in, as its JSON. One per column, chosen before the first row;
 * not thread-safe. Allocates nothing per value.
 */
interface Value {
    /**
     * @param text holds the value in {@code [from, to)} and belongs to the callee until it returns: it may be
     *     overwritten there. The array has at least one byte more
     */
    void put(byte[] text, int from, int to, Bytes out);
}
