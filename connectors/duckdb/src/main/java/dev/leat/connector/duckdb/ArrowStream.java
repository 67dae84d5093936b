package dev.leat.connector.duckdb;

import static java.lang.foreign.ValueLayout.ADDRESS;
import static java.lang.foreign.ValueLayout.JAVA_BYTE;
import static java.lang.foreign.ValueLayout.JAVA_INT;

import dev.leat.protocol.ConnectorException;
import java.lang.foreign.Arena;
import java.lang.foreign.FunctionDescriptor;
import java.lang.foreign.Linker;
import java.lang.foreign.MemorySegment;
import java.lang.invoke.MethodHandles;
import java.lang.invoke.MethodType;
import java.util.Arrays;

/**
 * Gathered rows where DuckDB finds them: a stream of one array in Arrow's C stream interface, filled anew for each
 * statement. DuckDB calls back while a statement runs, from threads of its own, and keeps nothing beyond it. One serves
 * all tables that are loaded over a connection.
 */
@SuppressWarnings("restricted") // the structs' sizes are those of the interface
final class ArrowStream {
    private static final Linker LINKER = Linker.nativeLinker();
    private static final MethodType FILLS = MethodType.methodType(int.class, MemorySegment.class, MemorySegment.class);
    private static final MethodType RELEASES = MethodType.methodType(void.class, MemorySegment.class);
    private static final MethodType ANSWERS = MethodType.methodType(MemorySegment.class, MemorySegment.class);

    private static final long STREAM_BYTES = 5 * Long.BYTES;
    private static final long STREAM_NEXT = 8;
    private static final long STREAM_ERROR = 16;
    private static final long STREAM_RELEASE = 24;

    /** Buffers grow in steps, so that most are large enough the next time. */
    private static final long STEP_BYTES = 64 << 10;

    /** A buffer this large is given back once it is much larger than needed: one huge value made it so. */
    private static final long KEPT_BYTES = 4 << 20;

    private final MemorySegment stream = Arena.global().allocate(STREAM_BYTES, Long.BYTES);
    private final MemorySegment releaseStream = releasing("releaseStream");
    private final MemorySegment releaseSchema = releasing("releaseSchema");
    private final MemorySegment releaseArray = releasing("releaseArray");
    private MemorySegment[] buffers = new MemorySegment[0];
    private volatile ArrowLayout layout;
    private volatile boolean pending;

    ArrowStream() {
        stream.set(ADDRESS, 0, call("putSchema", FILLS, FunctionDescriptor.of(JAVA_INT, ADDRESS, ADDRESS)));
        stream.set(ADDRESS, STREAM_NEXT, call("putNext", FILLS, FunctionDescriptor.of(JAVA_INT, ADDRESS, ADDRESS)));
        stream.set(ADDRESS, STREAM_ERROR, call("noError", ANSWERS, FunctionDescriptor.of(ADDRESS, ADDRESS)));
    }

    private MemorySegment releasing(String method) {
        return call(method, RELEASES, FunctionDescriptor.ofVoid(ADDRESS));
    }

    private MemorySegment call(String method, MethodType type, FunctionDescriptor function) {
        try {
            return LINKER.upcallStub(MethodHandles.lookup().bind(this, method, type), function, Arena.global());
        } catch (ReflectiveOperationException e) {
            throw new ConnectorException(
                    ConnectorException.Kind.INTERNAL, "DuckDB cannot be made to call " + method, e);
        }
    }

    /** The layout of a table. */
    ArrowLayout layout(String... formats) {
        return new ArrowLayout(formats, releaseSchema, releaseArray);
    }

    /** The stream's address, for the driver. */
    long address() {
        return stream.address();
    }

    /**
     * Takes the first of the rows that the lanes hold: the next statement that reads the stream finds them there, once.
     */
    void fill(ArrowLayout layout, int rows, Lane... lanes) {
        int wanted = ArrowLayout.BUFFERS_MAX * lanes.length;
        buffers = buffers.length < wanted ? Arrays.copyOf(buffers, wanted) : buffers;
        for (int c = 0; c < lanes.length; c++) {
            Lane lane = lanes[c];
            boolean allThere = lane.nulls() == 0;
            layout.column(c, rows, allThere ? 0 : ArrowLayout.UNCOUNTED, lane.isText() ? 3 : 2);
            layout.buffer(c, 0, allThere ? MemorySegment.NULL : buffer(c, 0, lane.valid(), (rows + 7) / 8));
            layout.buffer(c, 1, buffer(c, 1, lane.fixed(), lane.fixedBytes(rows)));
            if (lane.isText()) {
                layout.buffer(
                        c, 2, buffer(c, 2, lane.texts().array(), lane.texts().length()));
            }
        }
        layout.rows(rows);
        this.layout = layout;
        // Whoever read the stream before has released it.
        stream.set(ADDRESS, STREAM_RELEASE, releaseStream);
        pending = true;
    }

    private MemorySegment buffer(int column, int buffer, byte[] bytes, int length) {
        int index = ArrowLayout.BUFFERS_MAX * column + buffer;
        MemorySegment to = buffers[index];
        if (to == null || to.byteSize() < length || to.byteSize() > KEPT_BYTES && to.byteSize() / 8 > length) {
            to = Arena.ofAuto().allocate((length / STEP_BYTES + 1) * STEP_BYTES, 2 * Long.BYTES);
            buffers[index] = to;
        }
        MemorySegment.copy(bytes, 0, to, JAVA_BYTE, 0, length);
        return to;
    }

    // What DuckDB calls. Anything thrown here would end the process; nothing is.

    int putSchema(MemorySegment from, MemorySegment to) {
        layout.copySchema(to.reinterpret(ArrowLayout.SCHEMA_BYTES));
        return 0;
    }

    int putNext(MemorySegment from, MemorySegment to) {
        MemorySegment next = to.reinterpret(ArrowLayout.ARRAY_BYTES);
        if (pending) {
            pending = false;
            layout.copyArray(next);
        } else {
            // An array that is released already ends the stream.
            next.fill((byte) 0);
        }
        return 0;
    }

    MemorySegment noError(MemorySegment from) {
        return MemorySegment.NULL;
    }

    void releaseStream(MemorySegment released) {
        released.reinterpret(STREAM_BYTES).set(ADDRESS, STREAM_RELEASE, MemorySegment.NULL);
    }

    void releaseSchema(MemorySegment released) {
        released.reinterpret(ArrowLayout.SCHEMA_BYTES).set(ADDRESS, ArrowLayout.SCHEMA_RELEASE, MemorySegment.NULL);
    }

    void releaseArray(MemorySegment released) {
        released.reinterpret(ArrowLayout.ARRAY_BYTES).set(ADDRESS, ArrowLayout.ARRAY_RELEASE, MemorySegment.NULL);
    }
}
