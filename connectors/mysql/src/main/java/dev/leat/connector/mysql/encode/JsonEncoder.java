package dev.leat.connector.mysql.encode;

import dev.leat.jdbc.UnfitValue;
import dev.leat.row.Bytes;

/** Any JSON value. */
final class JsonEncoder implements Encoder {
    private final JsonCheck check;
    private final long bytesMax;

    /**
     * @param check what the server makes of it; null if it is a text to it
     * @param bytesMax the most bytes a column of text holds
     */
    JsonEncoder(JsonCheck check, long bytesMax) {
        this.check = check;
        this.bytesMax = bytesMax;
    }

    @Override
    public void put(byte[] json, int from, int to, Bytes out) throws UnfitValue {
        if (check != null) {
            check.check(json, from, to);
        }
        if (to - from > bytesMax) {
            throw new UnfitValue("is longer than the " + bytesMax + " bytes that the column holds");
        }
        LoadText.escape(json, from, to, out);
    }
}
