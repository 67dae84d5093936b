package dev.leat.connector.mysql.encode;

import dev.leat.jdbc.UnfitValue;
import dev.leat.row.Bytes;

/** UUIDs as the 36 characters they are written with, letters small: the column orders them by these. */
final class UuidEncoder implements Encoder {
    private static final int LENGTH = 36;

    @Override
    public void put(byte[] json, int from, int to, Bytes out) throws UnfitValue {
        if (json[from] != '"' || to - from != LENGTH + 2) {
            throw unfit();
        }
        byte[] text = out.room(LENGTH);
        int at = out.length();
        for (int i = 0; i < LENGTH; i++) {
            byte b = json[from + 1 + i];
            boolean dash = i == 8 || i == 13 || i == 18 || i == 23;
            byte small = b >= 'A' && b <= 'F' ? (byte) (b | 0x20) : b;
            boolean hex = small >= '0' && small <= '9' || small >= 'a' && small <= 'f';
            if (dash ? b != '-' : !hex) {
                throw unfit();
            }
            text[at + i] = small;
        }
        out.advance(LENGTH);
    }

    private static UnfitValue unfit() {
        return new UnfitValue("is no UUID");
    }
}
