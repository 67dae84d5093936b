package dev.leat.connector.postgres.encode;

import dev.leat.row.Bytes;

/** JSON as it is, before which a column of type jsonb is told its version. */
final class BinaryJson implements Encoder {
    private static final int JSONB_VERSION = 1;

    private final boolean binary;

    private BinaryJson(boolean binary) {
        this.binary = binary;
    }

    static BinaryJson ofJson() {
        return new BinaryJson(false);
    }

    static BinaryJson ofJsonb() {
        return new BinaryJson(true);
    }

    @Override
    public void put(byte[] json, int from, int to, Bytes out) {
        out.putInt32(to - from + (binary ? 1 : 0));
        if (binary) {
            out.put(JSONB_VERSION);
        }
        out.put(json, from, to - from);
    }
}
