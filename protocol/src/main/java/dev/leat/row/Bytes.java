package dev.leat.row;

import dev.leat.protocol.ConnectorException;
import java.lang.invoke.MethodHandles;
import java.lang.invoke.VarHandle;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.function.Supplier;

/**
 * A growing byte buffer to write text protocols into. Not thread-safe. {@link #array} may be read up to {@link #length}
 * until the next write; connectors hand it to their driver in large pieces and {@link #clear} it.
 */
public final class Bytes {
    private static final int ARRAY_MAX = Integer.MAX_VALUE - 8;
    private static final int HUGE_BYTES = 16 << 20;
    /** What is put behind one huge value must not make it be copied. */
    private static final int BEHIND_HUGE_BYTES = 1 << 20;

    private static final int WORDS_BYTES = 2 * Long.BYTES;
    private static final int KEPT_BYTES_MAX = 4 << 20;
    private static final int SHRUNK_BYTES = 256;

    private static final VarHandle INT16 = MethodHandles.byteArrayViewVarHandle(short[].class, ByteOrder.BIG_ENDIAN);
    private static final VarHandle INT32 = MethodHandles.byteArrayViewVarHandle(int[].class, ByteOrder.BIG_ENDIAN);
    private static final VarHandle INT64 = MethodHandles.byteArrayViewVarHandle(long[].class, ByteOrder.BIG_ENDIAN);

    private static final byte[] DIGIT_PAIRS = new byte[200];

    static {
        for (int i = 0; i < 100; i++) {
            DIGIT_PAIRS[2 * i] = (byte) ('0' + i / 10);
            DIGIT_PAIRS[2 * i + 1] = (byte) ('0' + i % 10);
        }
    }

    byte[] array;
    int length;
    int bytesMax = ARRAY_MAX;
    private Supplier<String> excess = () -> "a row of more than 2 GB cannot be sent; leave its large columns out";

    public Bytes(int capacity) {
        array = new byte[capacity];
    }

    /** Lets the buffer grow to {@code bytesMax} at most; beyond, there is a DATA error that says {@code excess}. */
    public void limit(int bytesMax, Supplier<String> excess) {
        this.bytesMax = Math.min(bytesMax, ARRAY_MAX);
        this.excess = excess;
    }

    public byte[] array() {
        return array;
    }

    public int length() {
        return length;
    }

    public void clear() {
        length = 0;
    }

    /**
     * Gives up the room that one huge value took; the buffer must be empty. That of a few megabytes stays: rows of that
     * size are seldom alone, and an array for each would fill the heap with what nobody needs any more.
     */
    public void shrink() {
        if (array.length > KEPT_BYTES_MAX) {
            array = new byte[SHRUNK_BYTES];
        }
    }

    /** Forgets what was written after {@code length} bytes. */
    public void truncate(int length) {
        this.length = length;
    }

    /** Counts as written what was put into {@link #room}. */
    public void advance(int count) {
        length += count;
    }

    /** Makes room for {@code more} bytes; the array may be replaced. */
    public byte[] room(int more) {
        if (array.length - length < more) {
            grow(more);
        }
        return array;
    }

    private void grow(int more) {
        long needed = (long) length + more;
        if (needed > bytesMax) {
            throw ConnectorException.data(excess.get());
        }
        // Doubling a buffer that holds one huge value would take the heap with it.
        long wanted = needed < HUGE_BYTES
                ? Math.max(2L * array.length, needed)
                : Math.max(length + length / 4L, needed + BEHIND_HUGE_BYTES);
        array = Arrays.copyOf(array, (int) Math.min(wanted, bytesMax));
    }

    public Bytes put(int b) {
        room(1)[length++] = (byte) b;
        return this;
    }

    public Bytes put(byte[] source) {
        return put(source, 0, source.length);
    }

    public Bytes put(byte[] source, int offset, int count) {
        // Most values are short: two words are there before a call to copy bytes has begun.
        if (count <= WORDS_BYTES && source.length - offset >= WORDS_BYTES && array.length - length >= WORDS_BYTES) {
            Words.set(array, length, Words.at(source, offset));
            Words.set(array, length + Long.BYTES, Words.at(source, offset + Long.BYTES));
        } else {
            System.arraycopy(source, offset, room(count), length, count);
        }
        length += count;
        return this;
    }

    /** Appends the first {@code count} of a word's eight bytes. */
    public Bytes putWord(long word, int count) {
        Words.set(room(Long.BYTES), length, word);
        length += count;
        return this;
    }

    /** Appends two bytes, the greater first. */
    public Bytes putInt16(int value) {
        INT16.set(room(Short.BYTES), length, (short) value);
        length += Short.BYTES;
        return this;
    }

    /** Appends four bytes, the greatest first. */
    public Bytes putInt32(int value) {
        INT32.set(room(Integer.BYTES), length, value);
        length += Integer.BYTES;
        return this;
    }

    /** Appends eight bytes, the greatest first. */
    public Bytes putInt64(long value) {
        INT64.set(room(Long.BYTES), length, value);
        length += Long.BYTES;
        return this;
    }

    /** Overwrites four bytes at an index, the greatest first. */
    public void setInt32(int index, int value) {
        INT32.set(array, index, value);
    }

    /** Appends text that is known to be ASCII. */
    @SuppressWarnings("deprecation") // getBytes(int, int, byte[], int) is the one copy without an encoder
    public Bytes putAscii(String text) {
        int count = text.length();
        text.getBytes(0, count, room(count), length);
        length += count;
        return this;
    }

    public Bytes putUtf8(String text) {
        return put(text.getBytes(StandardCharsets.UTF_8));
    }

    public Bytes putLong(long value) {
        if (value == Long.MIN_VALUE) {
            return putAscii("-9223372036854775808");
        }
        byte[] out = room(20);
        int at = length;
        if (value < 0) {
            out[at++] = '-';
            value = -value;
        }
        int end = at + digits(value);
        length = end;
        while (value >= 100) {
            int pair = (int) (value % 100) << 1;
            value /= 100;
            out[--end] = DIGIT_PAIRS[pair + 1];
            out[--end] = DIGIT_PAIRS[pair];
        }
        if (value >= 10) {
            out[--end] = DIGIT_PAIRS[(int) value * 2 + 1];
            out[--end] = DIGIT_PAIRS[(int) value * 2];
        } else {
            out[--end] = (byte) ('0' + value);
        }
        return this;
    }

    /** Appends a number that is not negative, filled with zeros on the left to {@code width} digits. */
    public Bytes putPadded(int value, int width) {
        byte[] out = room(width);
        int rest = value;
        for (int i = length + width - 1; i >= length; i--) {
            out[i] = (byte) ('0' + rest % 10);
            rest /= 10;
        }
        length += width;
        return this;
    }

    private static int digits(long value) {
        int digits = 1;
        for (long power = 10; digits < 19 && value >= power; power *= 10) {
            digits++;
        }
        return digits;
    }

    public byte[] copy() {
        return Arrays.copyOf(array, length);
    }

    @Override
    public String toString() {
        return new String(array, 0, length, StandardCharsets.UTF_8);
    }
}
