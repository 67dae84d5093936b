package dev.leat.connector.postgres.encode;

import dev.leat.jdbc.UnfitValue;
import dev.leat.row.Bytes;

/** {@code true} and {@code false}. */
final class BoolEncoder implements Encoder {
    @Override
    public void put(byte[] json, int from, int to, Bytes out) throws UnfitValue {
        if (json[from] != 't' && json[from] != 'f') {
            throw new UnfitValue("is neither true nor false");
        }
        out.put(json[from]);
    }
}
