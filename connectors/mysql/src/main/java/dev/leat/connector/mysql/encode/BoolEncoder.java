package dev.leat.connector.mysql.encode;

import dev.leat.jdbc.UnfitValue;
import dev.leat.row.Bytes;

/** True and false as 1 and 0. */
final class BoolEncoder implements Encoder {
    @Override
    public void put(byte[] json, int from, int to, Bytes out) throws UnfitValue {
        if (json[from] != 't' && json[from] != 'f') {
            throw new UnfitValue("is neither true nor false");
        }
        out.put(json[from] == 't' ? '1' : '0');
    }
}
