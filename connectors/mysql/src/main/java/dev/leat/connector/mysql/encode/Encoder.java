package dev.leat.connector.mysql.encode;

import dev.leat.jdbc.UnfitValue;
import dev.leat.row.Bytes;

/**
 * Writes a value, given as its JSON literal, as a field of LOAD DATA's text. One per column, chosen before the first
 * row; not thread-safe. What the server would mend in silence, or with no more than a warning, is refused here.
 */
public interface Encoder {
    /**
     * @param json holds the literal in {@code [from, to)}, quotes included; never {@code null}
     * @throws UnfitValue if the column would not hold the value exactly; what was put by then is to be forgotten
     */
    void put(byte[] json, int from, int to, Bytes out) throws UnfitValue;
}
