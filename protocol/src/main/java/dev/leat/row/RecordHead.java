package dev.leat.row;

import dev.leat.protocol.StreamDescriptor;

/** The parts of a RECORD line that are the same for each row of a stream. Writer and fast reader must agree on them. */
final class RecordHead {
    static final byte[] TAIL = bytes("},\"emitted_at\":");

    private RecordHead() {}

    /** Everything before the first field of {@code data}. */
    static byte[] of(StreamDescriptor stream) {
        Bytes out = new Bytes(128);
        out.putAscii("{\"type\":\"RECORD\",\"record\":{\"stream\":").put(JsonText.quoted(stream.name()));
        if (stream.namespace() != null) {
            out.putAscii(",\"namespace\":").put(JsonText.quoted(stream.namespace()));
        }
        return out.putAscii(",\"data\":{").copy();
    }

    /** A field's name with its colon. */
    static byte[] name(String column) {
        return new Bytes(column.length() + 8)
                .put(JsonText.quoted(column))
                .put(':')
                .copy();
    }

    /** Everything after the last field of {@code data}. */
    static void tail(Bytes out, long emittedAt) {
        out.put(TAIL).putLong(emittedAt).putAscii("}}\n");
    }

    private static byte[] bytes(String text) {
        return text.getBytes(java.nio.charset.StandardCharsets.US_ASCII);
    }
}
