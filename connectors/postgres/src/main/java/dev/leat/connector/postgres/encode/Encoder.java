package dev.leat.connector.postgres.encode;

import dev.leat.jdbc.UnfitValue;
import dev.leat.row.Bytes;

/**
 * Writes a value, given as its JSON literal, as a field of COPY's text or binary format. One per column, chosen before
 * the first row; not thread-safe. Allocates nothing per value.
 */
public interface Encoder {
    /**
     * @param json holds the literal in {@code [from, to)}, quotes included; never {@code null}
     * @throws UnfitValue if the column would not hold the value exactly; what was put by then is to be forgotten
     */
    void put(byte[] json, int from, int to, Bytes out) throws UnfitValue;

    /** The same for a literal that is known to be a string without escapes. */
    default void putPlain(byte[] json, int from, int to, Bytes out) throws UnfitValue {
        put(json, from, to, out);
    }
}
