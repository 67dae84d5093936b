package dev.leat.connector.postgres.encode;

import dev.leat.jdbc.UnfitValue;
import dev.leat.row.Bytes;

/** UUIDs as 16 bytes. */
final class BinaryUuid implements Encoder {
    private static final int TEXT_LENGTH = "00000000-0000-0000-0000-000000000000".length();
    private static final int BYTES = 16;

    @Override
    public void put(byte[] json, int from, int to, Bytes out) throws UnfitValue {
        if (json[from] != '"' || to - from != TEXT_LENGTH + 2) {
            throw new UnfitValue("is not a UUID");
        }
        out.putInt32(BYTES);
        int i = from + 1;
        for (int b = 0; b < BYTES; b++) {
            if (b == 4 || b == 6 || b == 8 || b == 10) {
                if (json[i] != '-') {
                    throw new UnfitValue("is not a UUID");
                }
                i++;
            }
            int high = Character.digit(json[i], 16);
            int low = Character.digit(json[i + 1], 16);
            if (high < 0 || low < 0) {
                throw new UnfitValue("is not a UUID");
            }
            out.put(high << 4 | low);
            i += 2;
        }
    }
}
