package dev.leat.connector.postgres.encode;

import dev.leat.jdbc.UnfitValue;
import dev.leat.row.Bytes;

/** Base64 as the bytes it stands for. */
final class BinaryBytes implements Encoder {
    private final Base64Bytes base64 = new Base64Bytes();

    @Override
    public void put(byte[] json, int from, int to, Bytes out) throws UnfitValue {
        int at = out.length();
        out.putInt32(0);
        base64.decode(json, from, to, out);
        out.setInt32(at, out.length() - at - Integer.BYTES);
    }
}
