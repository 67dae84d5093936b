package dev.leat.testkit;

import static java.lang.foreign.ValueLayout.ADDRESS;
import static java.lang.foreign.ValueLayout.JAVA_BYTE;
import static java.lang.foreign.ValueLayout.JAVA_INT;
import static java.lang.foreign.ValueLayout.JAVA_LONG;

import java.lang.foreign.Arena;
import java.lang.foreign.FunctionDescriptor;
import java.lang.foreign.Linker;
import java.lang.foreign.MemoryLayout;
import java.lang.foreign.MemorySegment;
import java.lang.foreign.SymbolLookup;
import java.lang.invoke.MethodHandle;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;

/**
 * The ClickHouse engine as a library ({@code libchdb.so}), called through its C functions. Thread-safe; each
 * {@link Connection} belongs to one thread at a time and has settings of its own.
 */
@SuppressWarnings("restricted") // Native functions are what this is for.
final class Chdb {
    private final Linker linker = Linker.nativeLinker();
    private final SymbolLookup library;
    private final MemorySegment arguments;
    private final MethodHandle connect;
    private final MethodHandle close;
    private final MethodHandle query;
    private final MethodHandle streamQuery;
    private final MethodHandle fetch;
    private final MethodHandle cancel;
    private final MethodHandle destroy;
    private final MethodHandle buffer;
    private final MethodHandle length;
    private final MethodHandle error;
    private final MethodHandle insert;
    private final MethodHandle append;
    private final MethodHandle insertDone;
    private final MethodHandle insertCancel;
    private final MethodHandle insertError;
    private final MethodHandle insertDestroy;

    /** What the engine said; its text begins with {@code Code: N. DB::Exception}. */
    static final class EngineException extends Exception {
        private static final long serialVersionUID = 1;

        EngineException(String message) {
            super(message);
        }
    }

    /** @param data where the engine keeps its tables */
    Chdb(Path library, Path data) {
        this.library = SymbolLookup.libraryLookup(library, Arena.global());
        MemoryLayout[] text = {ADDRESS, ADDRESS, JAVA_LONG, ADDRESS, JAVA_LONG};
        connect = function("chdb_connect", ADDRESS, JAVA_INT, ADDRESS);
        close = procedure("chdb_close_conn", ADDRESS);
        query = function("chdb_query_n", ADDRESS, text);
        streamQuery = function("chdb_stream_query_n", ADDRESS, text);
        fetch = function("chdb_stream_fetch_result", ADDRESS, ADDRESS, ADDRESS);
        cancel = procedure("chdb_stream_cancel_query", ADDRESS, ADDRESS);
        destroy = procedure("chdb_destroy_query_result", ADDRESS);
        buffer = function("chdb_result_buffer", ADDRESS, ADDRESS);
        length = function("chdb_result_length", JAVA_LONG, ADDRESS);
        error = function("chdb_result_error", ADDRESS, ADDRESS);
        insert = function("chdb_stream_insert_n", ADDRESS, text);
        append = function("chdb_stream_append", JAVA_INT, ADDRESS, ADDRESS, JAVA_LONG);
        insertDone = function("chdb_stream_done", ADDRESS, ADDRESS);
        insertCancel = procedure("chdb_stream_cancel_insert", ADDRESS);
        insertError = function("chdb_stream_insert_error", ADDRESS, ADDRESS);
        insertDestroy = procedure("chdb_destroy_insert_stream", ADDRESS);
        call(procedure("chdb_set_signal_handlers_enabled", JAVA_INT), 0);
        arguments = Arena.global().allocate(ADDRESS, 2);
        arguments.setAtIndex(ADDRESS, 0, Arena.global().allocateFrom("clickhouse"));
        arguments.setAtIndex(ADDRESS, 1, Arena.global().allocateFrom("--path=" + data));
    }

    private MethodHandle function(String name, MemoryLayout result, MemoryLayout... parameters) {
        return linker.downcallHandle(library.findOrThrow(name), FunctionDescriptor.of(result, parameters));
    }

    private MethodHandle procedure(String name, MemoryLayout... parameters) {
        return linker.downcallHandle(library.findOrThrow(name), FunctionDescriptor.ofVoid(parameters));
    }

    private static Object call(MethodHandle function, Object... arguments) {
        try {
            return function.invokeWithArguments(arguments);
        } catch (Throwable e) {
            throw new IllegalStateException("calling the engine failed", e);
        }
    }

    Connection connection() {
        MemorySegment pointer = (MemorySegment) call(connect, 2, arguments);
        if (pointer.address() == 0) {
            throw new IllegalStateException("the engine gives no connection");
        }
        return new Connection(pointer);
    }

    /** Where rows go as they come. */
    interface Sink {
        void take(byte[] bytes) throws java.io.IOException;
    }

    /** One client of the engine. */
    final class Connection implements AutoCloseable {
        private final MemorySegment pointer;
        private final MemorySegment handle;

        private Connection(MemorySegment pointer) {
            this.pointer = pointer;
            this.handle = pointer.reinterpret(ADDRESS.byteSize()).get(ADDRESS, 0);
        }

        private MemorySegment start(MethodHandle function, String statement, String format) {
            try (Arena arena = Arena.ofConfined()) {
                byte[] text = statement.getBytes(StandardCharsets.UTF_8);
                byte[] name = format.getBytes(StandardCharsets.UTF_8);
                return (MemorySegment) call(
                        function,
                        handle,
                        arena.allocateFrom(JAVA_BYTE, text),
                        (long) text.length,
                        arena.allocateFrom(JAVA_BYTE, name),
                        (long) name.length);
            }
        }

        /** Runs a statement whose answer is small. */
        byte[] query(String statement, String format) throws EngineException {
            return taken(start(query, statement, format));
        }

        /** Runs a query and hands out its answer piece by piece; what the sink throws cancels it. */
        void stream(String statement, String format, Sink sink) throws EngineException, java.io.IOException {
            MemorySegment stream = start(streamQuery, statement, format);
            try {
                refuse((MemorySegment) call(error, stream));
                boolean done = false;
                try {
                    byte[] piece = taken((MemorySegment) call(fetch, handle, stream));
                    while (piece.length > 0) {
                        sink.take(piece);
                        piece = taken((MemorySegment) call(fetch, handle, stream));
                    }
                    done = true;
                } finally {
                    if (!done) {
                        call(cancel, handle, stream);
                    }
                }
            } finally {
                call(destroy, stream);
            }
        }

        /** Inserts what the input has; what cannot be read of it cancels the rest. */
        void insert(String statement, String format, java.io.InputStream in)
                throws EngineException, java.io.IOException {
            MemorySegment stream = start(insert, statement, format);
            boolean done = false;
            try (Arena arena = Arena.ofConfined()) {
                refuse((MemorySegment) call(insertError, stream));
                byte[] piece = new byte[1 << 18];
                MemorySegment copy = arena.allocate(piece.length);
                int count;
                while ((count = in.read(piece)) >= 0) {
                    MemorySegment.copy(piece, 0, copy, JAVA_BYTE, 0, count);
                    if ((int) call(append, stream, copy, (long) count) != 0) {
                        refuse((MemorySegment) call(insertError, stream));
                        throw new EngineException("Code: 1001. DB::Exception: the insert failed");
                    }
                }
                taken((MemorySegment) call(insertDone, stream));
                done = true;
            } finally {
                if (!done) {
                    call(insertCancel, stream);
                }
                call(insertDestroy, stream);
            }
        }

        private byte[] taken(MemorySegment result) throws EngineException {
            try {
                refuse((MemorySegment) call(error, result));
                long size = (long) call(length, result);
                MemorySegment bytes = (MemorySegment) call(buffer, result);
                return size == 0 ? new byte[0] : bytes.reinterpret(size).toArray(JAVA_BYTE);
            } finally {
                call(destroy, result);
            }
        }

        private static void refuse(MemorySegment message) throws EngineException {
            if (message.address() != 0) {
                String text = message.reinterpret(Long.MAX_VALUE).getString(0);
                if (!text.isEmpty()) {
                    throw new EngineException(text);
                }
            }
        }

        @Override
        public void close() {
            call(close, pointer);
        }
    }
}
