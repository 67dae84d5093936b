package dev.leat.connector.clickhouse.decode;

import dev.leat.jdbc.UnfitValue;
import dev.leat.row.Bytes;
import java.io.IOException;

/** Turns a value of RowBinary into its JSON literal. One per column, chosen before the first row; not thread-safe. */
public interface Decoder {
    /** @throws UnfitValue if the value has no form on the wire */
    void read(BinaryInput in, Bytes out) throws IOException, UnfitValue;
}
