package dev.leat.connector.nats;

import dev.leat.row.Bytes;
import io.nats.client.impl.Headers;

/**
 * Headers that are bytes already. The driver's own are lists of texts in a map, which take longer to make and to write
 * than the rest of a message; what it asks of headers to be sent is only the following.
 */
final class RawHeaders extends Headers {
    private final byte[] bytes;

    RawHeaders(Bytes text) {
        bytes = text.copy();
    }

    @Override
    public boolean isEmpty() {
        return false;
    }

    @Override
    public boolean isReadOnly() {
        return true;
    }

    @Override
    public int size() {
        return 1;
    }

    @Override
    public int serializedLength() {
        return bytes.length;
    }

    @Override
    public byte[] getSerialized() {
        return bytes.clone();
    }

    @Override
    public int serializeToArray(int position, byte[] to) {
        System.arraycopy(bytes, 0, to, position, bytes.length);
        return bytes.length;
    }

    @Override
    public boolean equals(Object other) {
        return this == other;
    }

    @Override
    public int hashCode() {
        return System.identityHashCode(this);
    }
}
