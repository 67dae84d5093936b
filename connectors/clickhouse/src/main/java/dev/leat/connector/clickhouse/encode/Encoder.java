package dev.leat.connector.clickhouse.encode;

import dev.leat.jdbc.UnfitValue;
import dev.leat.row.Bytes;

/**
 * Writes a value, given as its JSON literal, as ClickHouse's binary formats have it. The server takes what it gets at its word,
 * so whatever the column would not hold exactly is refused here. One per column, chosen before the first row; not
 * thread-safe.
 */
public interface Encoder {
    /**
     * @param json holds the literal in {@code [from, to)}, quotes included; never {@code null}; eight bytes lie before it
     * @throws UnfitValue if the column would not hold the value exactly; what was put by then is to be forgotten
     */
    void put(byte[] json, int from, int to, Bytes out) throws UnfitValue;
}
