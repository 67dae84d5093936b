package dev.leat.row;

import java.nio.charset.StandardCharsets;
import java.util.Arrays;

/**
 * A view of some bytes, reused from value to value: good until the next call on whatever handed it out. Copy what must
 * be kept.
 */
public final class Slice {
    public byte[] array = new byte[0];
    public int offset;
    public int length;

    Slice set(byte[] array, int offset, int length) {
        this.array = array;
        this.offset = offset;
        this.length = length;
        return this;
    }

    public byte[] copy() {
        return Arrays.copyOfRange(array, offset, offset + length);
    }

    /** The bytes as UTF-8 text. */
    @Override
    public String toString() {
        return new String(array, offset, length, StandardCharsets.UTF_8);
    }
}
