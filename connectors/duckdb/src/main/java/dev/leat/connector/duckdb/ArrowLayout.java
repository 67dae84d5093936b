package dev.leat.connector.duckdb;

import static java.lang.foreign.ValueLayout.ADDRESS;
import static java.lang.foreign.ValueLayout.JAVA_LONG;

import java.lang.foreign.Arena;
import java.lang.foreign.MemorySegment;

/**
 * One table's rows as Arrow's C data interface describes them: a struct with a child per column, for the types and again
 * for the values. The structs are laid out by hand; all their fields are eight bytes long.
 */
final class ArrowLayout {
    static final long SCHEMA_BYTES = 9 * Long.BYTES;
    static final long SCHEMA_RELEASE = 56;
    static final long ARRAY_BYTES = 10 * Long.BYTES;
    static final long ARRAY_RELEASE = 64;

    private static final long SCHEMA_NAME = 8;
    private static final long SCHEMA_FLAGS = 24;
    private static final long SCHEMA_CHILD_COUNT = 32;
    private static final long SCHEMA_CHILDREN = 40;
    private static final long NULLABLE = 2;

    private static final long ARRAY_NULLS = 8;
    private static final long ARRAY_BUFFER_COUNT = 24;
    private static final long ARRAY_CHILD_COUNT = 32;
    private static final long ARRAY_BUFFERS = 40;
    private static final long ARRAY_CHILDREN = 48;

    /** Stands for a number of nulls that is not known. */
    static final int UNCOUNTED = -1;

    /** What a text has: which rows are null, where each ends, and all of them. */
    static final int BUFFERS_MAX = 3;

    private final Arena arena = Arena.ofAuto();
    private final MemorySegment schema = arena.allocate(SCHEMA_BYTES, Long.BYTES);
    private final MemorySegment array = arena.allocate(ARRAY_BYTES, Long.BYTES);
    private final MemorySegment columns;
    private final MemorySegment pointers;

    /**
     * @param formats each column's type in Arrow's words
     * @param releaseSchema what is called when a schema is no longer needed
     * @param releaseArray the same for values
     */
    ArrowLayout(String[] formats, MemorySegment releaseSchema, MemorySegment releaseArray) {
        int width = formats.length;
        this.columns = arena.allocate(ARRAY_BYTES * width, Long.BYTES);
        this.pointers = arena.allocate((long) Long.BYTES * BUFFERS_MAX * width, Long.BYTES);
        describe(formats, releaseSchema);
        arrange(width, releaseArray);
    }

    /** What a column is called in statements. */
    static String name(int column) {
        return "c" + column;
    }

    private void describe(String[] formats, MemorySegment release) {
        MemorySegment types = arena.allocate(SCHEMA_BYTES * formats.length, Long.BYTES);
        MemorySegment addresses = arena.allocate((long) Long.BYTES * formats.length, Long.BYTES);
        for (int c = 0; c < formats.length; c++) {
            MemorySegment type = types.asSlice(SCHEMA_BYTES * c, SCHEMA_BYTES);
            type.set(ADDRESS, 0, arena.allocateFrom(formats[c]));
            type.set(ADDRESS, SCHEMA_NAME, arena.allocateFrom(name(c)));
            type.set(JAVA_LONG, SCHEMA_FLAGS, NULLABLE);
            type.set(ADDRESS, SCHEMA_RELEASE, release);
            addresses.setAtIndex(ADDRESS, c, type);
        }
        schema.set(ADDRESS, 0, arena.allocateFrom("+s"));
        schema.set(ADDRESS, SCHEMA_NAME, arena.allocateFrom(""));
        schema.set(JAVA_LONG, SCHEMA_CHILD_COUNT, formats.length);
        schema.set(ADDRESS, SCHEMA_CHILDREN, addresses);
        schema.set(ADDRESS, SCHEMA_RELEASE, release);
    }

    private void arrange(int width, MemorySegment release) {
        MemorySegment addresses = arena.allocate((long) Long.BYTES * width, Long.BYTES);
        for (int c = 0; c < width; c++) {
            MemorySegment column = column(c);
            column.set(ADDRESS, ARRAY_BUFFERS, pointers.asSlice(pointerAt(c, 0)));
            column.set(ADDRESS, ARRAY_RELEASE, release);
            addresses.setAtIndex(ADDRESS, c, column);
        }
        array.set(JAVA_LONG, ARRAY_BUFFER_COUNT, 1);
        // A row as a whole is never null: of the one buffer that would say so there is none.
        array.set(ADDRESS, ARRAY_BUFFERS, arena.allocate(Long.BYTES, Long.BYTES));
        array.set(JAVA_LONG, ARRAY_CHILD_COUNT, width);
        array.set(ADDRESS, ARRAY_CHILDREN, addresses);
        array.set(ADDRESS, ARRAY_RELEASE, release);
    }

    private MemorySegment column(int index) {
        return columns.asSlice(ARRAY_BYTES * index, ARRAY_BYTES);
    }

    private static long pointerAt(int column, int buffer) {
        return Long.BYTES * ((long) BUFFERS_MAX * column + buffer);
    }

    /** Says how many rows there are. */
    void rows(int count) {
        array.set(JAVA_LONG, 0, count);
    }

    /** Says how many rows a column has, how many of them are null, and how many buffers it is in. */
    void column(int index, int rows, int nulls, int buffers) {
        MemorySegment column = column(index);
        column.set(JAVA_LONG, 0, rows);
        column.set(JAVA_LONG, ARRAY_NULLS, nulls);
        column.set(JAVA_LONG, ARRAY_BUFFER_COUNT, buffers);
    }

    /** Says where one of a column's buffers is, which must stay there until the rows have been read. */
    void buffer(int column, int buffer, MemorySegment at) {
        pointers.set(ADDRESS, pointerAt(column, buffer), at);
    }

    /** Hands the types out. */
    void copySchema(MemorySegment to) {
        MemorySegment.copy(schema, 0, to, 0, SCHEMA_BYTES);
    }

    /** Hands the values out. */
    void copyArray(MemorySegment to) {
        MemorySegment.copy(array, 0, to, 0, ARRAY_BYTES);
    }
}
