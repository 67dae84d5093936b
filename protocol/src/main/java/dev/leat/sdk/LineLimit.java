package dev.leat.sdk;

import dev.leat.protocol.ConnectorException;
import dev.leat.protocol.StreamDescriptor;
import dev.leat.row.Bytes;

/** Holds the rows that a source puts to the greatest length of a line. */
record LineLimit(StreamDescriptor stream, Limits limits) {
    /** What a row's line still gets when it is admitted: the time it was sent, and brackets. */
    private static final int TAIL_BYTES = 36;

    /** A buffer for rows. What is too long even before the row is whole must not take the heap first. */
    Bytes buffer() {
        Bytes buffer = new Bytes(Limits.SEND_BYTES + (64 << 10));
        limit(buffer);
        return buffer;
    }

    void limit(Bytes buffer) {
        buffer.limit(
                (int) Math.min(Integer.MAX_VALUE, 2L * Limits.SEND_BYTES + limits.lineBytes()),
                tooLong("more than " + limits.lineBytes()));
    }

    /**
     * Refuses a row that is too long, before it counts as sent: the rows before it are still good, and so is a state
     * after them.
     *
     * @param length of its line so far, without the end
     */
    void check(int length) {
        int whole = length + TAIL_BYTES;
        if (whole > limits.lineBytes()) {
            throw ConnectorException.data(tooLong(String.valueOf(whole)));
        }
    }

    private String tooLong(String bytes) {
        return "stream \"" + stream + "\": a row takes " + bytes + " bytes as a line, the limit is "
                + limits.lineBytes() + "; leave its large columns out, or raise " + Limits.LINE;
    }
}
