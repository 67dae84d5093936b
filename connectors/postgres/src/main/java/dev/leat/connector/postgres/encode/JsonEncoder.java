package dev.leat.connector.postgres.encode;

import dev.leat.jdbc.UnfitValue;
import dev.leat.row.Bytes;

/** JSON as it is. */
final class JsonEncoder implements Encoder {
    @Override
    public void put(byte[] json, int from, int to, Bytes out) throws UnfitValue {
        TextEncoder.escape(json, from, to, out);
    }
}
