package dev.leat.connector.duckdb;

import dev.leat.row.Bytes;
import java.lang.invoke.MethodHandles;
import java.lang.invoke.VarHandle;
import java.nio.ByteOrder;
import java.util.Arrays;

/**
 * One column's values of the rows that are gathered, laid out as Arrow has them: those of a fixed width one behind the
 * other, or texts of any length with the place where each ends. For each row one {@code put} or {@link #skip}. Not
 * thread-safe.
 */
final class Lane {
    private static final VarHandle INT16 = view(short[].class);
    private static final VarHandle INT32 = view(int[].class);
    private static final VarHandle INT64 = view(long[].class);

    /** Few rows may be all that come. */
    private static final int FIRST_ROWS = 64;

    private final int width;
    private final Bytes texts = new Bytes(0);
    private byte[] valid;
    private byte[] fixed;
    private int room;
    private int rows;
    private int nulls;

    /** @param width bytes of a value; 0 for texts */
    Lane(int width) {
        this.width = width;
        this.valid = new byte[FIRST_ROWS / 8];
        this.fixed = new byte[fixedBytes(FIRST_ROWS)];
        this.room = FIRST_ROWS;
    }

    private void grow() {
        room *= 2;
        valid = Arrays.copyOf(valid, room / 8);
        fixed = Arrays.copyOf(fixed, fixedBytes(room));
    }

    private static VarHandle view(Class<?> array) {
        return MethodHandles.byteArrayViewVarHandle(array, ByteOrder.nativeOrder());
    }

    /** Begins with the first row again. */
    void clear() {
        Arrays.fill(valid, 0, (rows + 7) / 8, (byte) 0);
        texts.clear();
        texts.shrink();
        rows = 0;
        nulls = 0;
    }

    void putInt8(long value) {
        fixed[rows] = (byte) value;
        next();
    }

    void putInt16(long value) {
        INT16.set(fixed, Short.BYTES * rows, (short) value);
        next();
    }

    void putInt32(long value) {
        INT32.set(fixed, Integer.BYTES * rows, (int) value);
        next();
    }

    void putInt64(long value) {
        INT64.set(fixed, Long.BYTES * rows, value);
        next();
    }

    void putInt128(long low, long high) {
        INT64.set(fixed, 2 * Long.BYTES * rows, low);
        INT64.set(fixed, 2 * Long.BYTES * rows + Long.BYTES, high);
        next();
    }

    /** Where the text of this row is to be appended, before {@link #putText}. */
    Bytes texts() {
        return texts;
    }

    /** The row's text is what was appended to {@link #texts}. */
    void putText() {
        INT32.set(fixed, Integer.BYTES * (rows + 1), texts.length());
        next();
    }

    private void next() {
        valid[rows >> 3] |= (byte) (1 << (rows & 7));
        count();
    }

    private void count() {
        if (++rows == room) {
            grow();
        }
    }

    /** The row has null. */
    void skip() {
        if (width == 0) {
            INT32.set(fixed, Integer.BYTES * (rows + 1), texts.length());
        }
        nulls++;
        count();
    }

    boolean isText() {
        return width == 0;
    }

    int nulls() {
        return nulls;
    }

    /** A bit per row, the first in the lowest: set if it is not null. */
    byte[] valid() {
        return valid;
    }

    /** The values, or where each text ends: with the place of the first before them. */
    byte[] fixed() {
        return fixed;
    }

    /** How many bytes of {@link #fixed} are those of so many rows. */
    int fixedBytes(int count) {
        return width == 0 ? Integer.BYTES * (count + 1) : width * count;
    }
}
